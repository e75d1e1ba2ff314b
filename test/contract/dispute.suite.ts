import { DisputeDesk } from '../support/dispute-desk.js';
import { boundedByTime, submitsOf } from './bounded.js';
import { disputeCaller, disputeSamples } from './dispute-samples.js';
import { awards } from './dispute/awards.js';
import { blocking } from './dispute/blocking.js';
import { bundles } from './dispute/bundles.js';
import { filing } from './dispute/filing.js';
import { hearing } from './dispute/hearing.js';
import { settling } from './dispute/settling.js';
import { submitting } from './dispute/submitting.js';
import { contractSuite, covers, type OpenBench } from './suite.js';

export type UseDisputes = () => DisputeDesk;

/** Disputes from the filing to their end; every answer and code is seen. */
export function disputeSuite(name: string, open: OpenBench): void {
  contractSuite(`disputes: ${name}`, open, (use) => {
    beforeEach('states the time', async () => {
      await use().timely();
    });
    const desks: UseDisputes = () => new DisputeDesk(use());
    describe('filing', () => {
      filing(desks);
    });
    describe('blocking', () => {
      blocking(desks);
    });
    describe('evidence', () => {
      submitting(desks);
    });
    describe('hearing', () => {
      hearing(desks);
    });
    describe('award', () => {
      awards(desks);
    });
    describe('settlement, withdrawal, dismissal', () => {
      settling(desks);
    });
    describe('the file of a dispute', () => {
      bundles(desks);
    });
    describe('time', () => {
      const names = submitsOf(disputeSamples).filter((each) => each.startsWith('dispute:'));
      boundedByTime(use, names, (each) => ({
        ...{ input: disputeSamples[each as keyof typeof disputeSamples], as: disputeCaller(each) },
      }));
    });
    // What no number of parties on a channel reaches, tests of the model hold.
    covers('dispute', use, [
      'dispute:accept DISPUTE_TOO_MANY',
      ...['serve', 'answer', 'execute', 'settle', 'withdraw'].map(
        (verb) => `dispute:${verb} DISPUTE_TOO_LONG`,
      ),
      'dispute:bundle BUNDLE_TOO_LARGE',
    ]);
  });
}
