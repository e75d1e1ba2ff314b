import { type Name, type Spec, specs } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { actsOf, callerOf } from '../register/acts.js';
import { samples } from '../samples.js';
import type { Use } from '../suite.js';

/** The example of GB 11643-1999: it has the form of an id, and of a credit code. */
const RESIDENT_ID = '11010519491231002X';
const NAMES = ['id', 'catalogNo', 'department', 'party'];

const rowsOf = (contract: string): (readonly [Name, Spec])[] =>
  specs.filter(([name]) => name.startsWith(`${contract}:`));

/** What every transaction of a contract asks for before it looks at anything. */
export function generalOf(contract: string, use: Use, over: Record<string, object> = {}): void {
  actsOf(contract, use);
  const sample = (name: Name): object => ({ ...samples[name], ...over[name] });

  describe('texts', () => {
    for (const [name, spec] of rowsOf(contract)) {
      if (!spec.errors.includes('PERSONAL_DATA_REFUSED')) continue;
      it(`let nobody be named by ${name}`, async () => {
        const input = sample(name);
        const member = NAMES.find((each) => each in input) ?? '';

        const code = await use().code(name, { ...input, [member]: RESIDENT_ID }, callerOf(spec));

        expect(code).to.equal('PERSONAL_DATA_REFUSED');
      });
    }
  });
  describe('a record that is not there', () => {
    for (const [name, spec] of rowsOf(contract)) {
      if (!spec.errors.includes('RECORD_NOT_FOUND')) continue;
      it(`is not found by ${name}`, async () => {
        await use().timely();

        expect(await use().code(name, sample(name), callerOf(spec))).to.equal('RECORD_NOT_FOUND');
      });
    }
  });
}
