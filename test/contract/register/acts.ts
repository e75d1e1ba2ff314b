import { type Name, type Spec, specs } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { samples } from '../samples.js';
import { skip, type Use } from '../suite.js';

const MINUTE = 60_000;
const rowsOf = (contract: string): (readonly [Name, Spec])[] =>
  specs.filter(([name]) => name.startsWith(`${contract}:`));

/** Somebody who may call it. */
export function callerOf({ access }: Spec): string {
  if (typeof access === 'string') return 'bank';
  if (access.includes('official')) return 'registry-official';
  if (access.includes('implementingBody') && !access.includes('rightsHolder')) return 'implementer';
  if (access.includes('rightsHolder')) return 'holder-a';
  return access.includes('registrar') ? 'registrar1' : 'judge';
}

const sample = (name: Name, over: object = {}): object => ({
  ...samples[name],
  ...over,
});

/** What every act of a contract asks for before it looks at the case. */
export function actsOf(contract: string, use: Use): void {
  const acts = rowsOf(contract).filter(([, { citesBeacon }]) => citesBeacon === true);
  describe('time of an act', () => {
    for (const [name, spec] of acts) {
      it(`bounds ${name} by a beacon that nobody can guess`, async () => {
        const guessed = { ...(await use().timely()), digest: '0'.repeat(64) };

        const input = sample(name, { beacon: guessed });

        expect(await use().code(name, input, callerOf(spec))).to.equal('BEACON_TOO_OLD');
      });

      it(`refuses ${name} under a clock that is before its beacon`, async function () {
        const stage = use();
        if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
        const input = sample(name, { beacon: await stage.witness() });

        const code = await stage.off(-2 * MINUTE, () => stage.code(name, input, callerOf(spec)));

        expect(code).to.equal('CLIENT_TIME_OUT_OF_WINDOW');
      });
    }
  });
  describe('a case that is not there', () => {
    for (const [name, spec] of rowsOf(contract)) {
      if (!spec.errors.includes('CASE_NOT_FOUND')) continue;
      it(`is not found by ${name}`, async () => {
        await use().timely();

        expect(await use().code(name, sample(name), callerOf(spec))).to.equal('CASE_NOT_FOUND');
      });
    }
  });
}
