import { boundedByTime, submitsOf } from '../bounded.js';
import { pactSamples } from '../pact-samples.js';
import type { Use } from '../suite.js';

/** What an old citation or a clock that is off does to every act of a contract. */
export function beaconTimes(contract: string, use: Use): void {
  const names = submitsOf(pactSamples).filter((name) => name.startsWith(`${contract}:`));
  describe('time', () => {
    boundedByTime(use, names, (name) => ({
      ...{ input: pactSamples[name as keyof typeof pactSamples], as: 'holder-a' },
    }));
  });
}
