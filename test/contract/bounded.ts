import { type Name, specOf } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import type { Stage } from '../support/stage.js';
import { skip } from './suite.js';

const MINUTE = 60_000;

/** Those of some samples that are submitted. */
export const submitsOf = (samples: object): Name[] =>
  (Object.keys(samples) as Name[]).filter((name) => specOf(name).kind === 'submit');

/** What a guessed citation, or a clock that is off, does to each of these acts (ledger rule 1). */
export function boundedByTime(
  stageOf: () => Stage,
  names: readonly Name[],
  sampleOf: (name: Name) => { readonly input: object; readonly as: string },
): void {
  for (const name of names) {
    it(`bounds ${name}: a guessed beacon, a clock before it`, async function () {
      const stage = stageOf();
      const beacon = await stage.witness();
      const { input, as } = sampleOf(name);
      const call = (cited: object): Promise<string> =>
        stage.code(name, { ...input, beacon: cited }, as);

      expect(await call({ ...beacon, digest: '0'.repeat(64) })).to.equal('BEACON_TOO_OLD');
      if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
      expect(await stage.off(-2 * MINUTE, () => call(beacon))).to.equal(
        'CLIENT_TIME_OUT_OF_WINDOW',
      );
    });
  }
}
