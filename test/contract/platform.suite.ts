import { GrantDesk } from '../support/grant-desk.js';
import { boundedByTime, submitsOf } from './bounded.js';
import { disputeCaller, disputeSamples } from './dispute-samples.js';
import { confirming } from './platform/confirming.js';
import { standing } from './platform/standing.js';
import { contractSuite, covers, type OpenBench } from './suite.js';

export type UsePlatforms = () => GrantDesk;

/** What platforms are qualified by; every answer and code is seen. */
export function platformSuite(name: string, open: OpenBench): void {
  contractSuite(`platform qualifications: ${name}`, open, (use) => {
    beforeEach('states the time', async () => {
      await use().timely();
    });
    const desks: UsePlatforms = () => new GrantDesk(use());
    describe('publishing and confirming', () => {
      confirming(desks);
    });
    describe('at an instant', () => {
      standing(desks);
    });
    describe('time', () => {
      const names = submitsOf(disputeSamples).filter((each) => each.startsWith('platform:'));
      boundedByTime(use, names, (each) => ({
        ...{ input: disputeSamples[each as keyof typeof disputeSamples], as: disputeCaller(each) },
      }));
    });
    // No supervisor of a channel operates a platform.
    covers('platform', use, ['platform:confirm CALLER_FORBIDDEN']);
  });
}
