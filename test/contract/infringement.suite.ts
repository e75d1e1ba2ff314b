import { InfringementDesk } from '../support/infringement-desk.js';
import { boundedByTime, submitsOf } from './bounded.js';
import { disputeCaller, disputeSamples } from './dispute-samples.js';
import { comparing } from './infringement/comparing.js';
import { opening } from './infringement/opening.js';
import { reading } from './infringement/reading.js';
import { contractSuite, covers, type OpenBench } from './suite.js';

export type UsePacks = () => InfringementDesk;

/** Packs about suspected copies; every answer and code is seen. */
export function infringementSuite(name: string, open: OpenBench): void {
  contractSuite(`infringement packs: ${name}`, open, (use) => {
    let desk: InfringementDesk | undefined;
    beforeEach('states the time', async () => {
      await use().timely();
      desk ??= new InfringementDesk(use());
    });
    const desks: UsePacks = () => {
      if (desk === undefined) throw new TypeError('The channel is not open.');
      return desk;
    };
    describe('opening', () => {
      opening(desks);
    });
    describe('comparing', () => {
      comparing(desks);
    });
    describe('reading', () => {
      reading(desks);
    });
    describe('time', () => {
      const names = submitsOf(disputeSamples).filter((each) => each.startsWith('infringement:'));
      boundedByTime(use, names, (each) => ({
        ...{ input: disputeSamples[each as keyof typeof disputeSamples], as: disputeCaller(each) },
      }));
    });
    // Two thousand parts are more than a pack can have, and no witness of a channel holds a right:
    // tests of the model hold that.
    covers('infringement', use, [
      'infringement:bundle BUNDLE_TOO_LARGE',
      'infringement:attest CALLER_FORBIDDEN',
    ]);
  });
}
