import { type Name, specOf } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { pactSamples } from '../pact-samples.js';
import { skip, type Use } from '../suite.js';

const MINUTE = 60_000;

/** What an old citation or a clock that is off does to every act of a contract. */
export function beaconTimes(contract: string, use: Use): void {
  const names = (Object.keys(pactSamples) as (keyof typeof pactSamples & Name)[]).filter(
    (name) => name.startsWith(`${contract}:`) && specOf(name).kind === 'submit',
  );
  describe('time', () => {
    for (const name of names) {
      it(`bounds ${name}: a guessed beacon, and a clock before it`, async function () {
        const stage = use();
        const beacon = await stage.witness();
        const call = (cited: object): Promise<string> =>
          stage.code(name, { ...pactSamples[name], beacon: cited }, 'holder-a');

        expect(await call({ ...beacon, digest: '0'.repeat(64) })).to.equal('BEACON_TOO_OLD');
        if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
        expect(await stage.off(-2 * MINUTE, () => call(beacon))).to.equal(
          'CLIENT_TIME_OUT_OF_WINDOW',
        );
      });
    }
  });
}
