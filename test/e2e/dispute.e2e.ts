import { awards } from '../contract/dispute/awards.js';
import { opening } from '../contract/infringement/opening.js';
import { standing } from '../contract/platform/standing.js';
import { contractSuite, type OpenBench } from '../contract/suite.js';
import { DisputeDesk } from '../support/dispute-desk.js';
import { InfringementDesk } from '../support/infringement-desk.js';
import { playOnFabric } from '../support/on-fabric.js';

/** What writes under guarded keys, reads many and computes: the rest is the same code on any ledger. */
function judged(name: string, open: OpenBench): void {
  contractSuite(`disputes, packs and platforms: ${name}`, open, (use) => {
    beforeEach('states the time', async () => {
      await use().timely();
    });
    describe('award', () => {
      awards(() => new DisputeDesk(use()));
    });
    describe('a pack about a suspected copy', () => {
      opening(() => new InfringementDesk(use()));
    });
    describe('the platform at an instant', () => {
      standing(() => new DisputeDesk(use()));
    });
  });
}

playOnFabric('disputes', [judged]);
