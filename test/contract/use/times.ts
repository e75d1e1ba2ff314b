import type { Name } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { skip } from '../suite.js';
import { useSamples } from '../use-samples.js';
import type { UseUses } from '../use.suite.js';

const MINUTE = 60_000;

/** What an old citation or a clock that is off does to each of these acts. */
export function times(desk: UseUses, names: readonly Name[]): void {
  for (const name of names) {
    it(`bounds ${name}: a guessed beacon, a clock before it`, async function () {
      const { stage } = desk();
      const beacon = await stage.witness();
      const sample = useSamples[name as keyof typeof useSamples];
      const call = (cited: object): Promise<string> =>
        stage.code(name, { ...sample, beacon: cited }, 'consumer-c');

      expect(await call({ ...beacon, digest: '0'.repeat(64) })).to.equal('BEACON_TOO_OLD');
      if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
      expect(await stage.off(-2 * MINUTE, () => call(beacon))).to.equal(
        'CLIENT_TIME_OUT_OF_WINDOW',
      );
    });
  }
}
