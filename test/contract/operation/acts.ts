import { type Name, type Spec, specs } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { lineageSamples } from '../lineage-samples.js';
import { operationSamples } from '../operation-samples.js';
import { skip, type Use } from '../suite.js';

const MINUTE = 60_000;
const rowsOf = (contract: string): (readonly [Name, Spec])[] =>
  specs.filter(([name]) => name.startsWith(`${contract}:`));

/** Somebody who may call it. */
function callerOf({ access }: Spec): string {
  if (typeof access === 'string') return 'bank';
  if (access.includes('implementingBody')) return 'implementer';
  return access.includes('operator') ? 'operator' : 'authority-official';
}

const samples: Readonly<Partial<Record<Name, object>>> = {
  ...operationSamples,
  ...lineageSamples,
};

/** Which record an act or a question looks for first, and the code where it is not there. */
const missing: readonly [string, string][] = [
  ['scheme:', 'SCHEME_NOT_FOUND'],
  ['scheme:selection', 'SELECTION_NOT_FOUND'],
  ['agreement:', 'AGREEMENT_NOT_FOUND'],
  ['agreement:draft', 'SCHEME_NOT_FOUND'],
  ['operation:', 'AGREEMENT_NOT_FOUND'],
  ['operation:deliver', 'PRODUCT_NOT_FOUND'],
  ['operation:linkRegistration', 'PRODUCT_NOT_FOUND'],
  ['operation:product', 'PRODUCT_NOT_FOUND'],
  ['operation:disclosure', 'DISCLOSURE_NOT_FOUND'],
  ['operation:delivery', 'DELIVERY_NOT_FOUND'],
  ['lineage:step', 'STEP_NOT_FOUND'],
  ['lineage:affected', 'RECORD_NOT_FOUND'],
  ['notice:', 'AFFECTED_NOTICE_NOT_FOUND'],
  ['notice:send', 'RECORD_NOT_FOUND'],
  ['revenue:', 'STATEMENT_NOT_FOUND'],
  ['revenue:state', 'AGREEMENT_NOT_FOUND'],
];

const missingOf = (name: Name): string | undefined =>
  missing.findLast(([start]) =>
    start.endsWith(':') ? name.startsWith(start) : name === start,
  )?.[1];

/** What every act of a contract asks for before it looks at a record, and that the record is there. */
export function actsOf(contract: string, use: Use): void {
  describe('time of an act', () => {
    for (const [name, spec] of rowsOf(contract)) {
      if (spec.citesBeacon !== true) continue;
      it(`bounds ${name} by a beacon that nobody can guess`, async () => {
        const guessed = { ...(await use().timely()), digest: '0'.repeat(64) };

        const input = { ...samples[name], beacon: guessed };

        expect(await use().code(name, input, callerOf(spec))).to.equal('BEACON_TOO_OLD');
      });

      it(`refuses ${name} under a clock that is before its beacon`, async function () {
        const stage = use();
        if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
        const input = { ...samples[name], beacon: await stage.witness() };

        const code = await stage.off(-2 * MINUTE, () => stage.code(name, input, callerOf(spec)));

        expect(code).to.equal('CLIENT_TIME_OUT_OF_WINDOW');
      });
    }
  });
  describe('a record that is not there', () => {
    for (const [name, spec] of rowsOf(contract)) {
      const code = missingOf(name);
      if (code === undefined || !(spec.errors as readonly string[]).includes(code)) continue;
      it(`is not found by ${name}`, async () => {
        await use().timely();

        expect(await use().code(name, samples[name], callerOf(spec))).to.equal(code);
      });
    }
  });
}
