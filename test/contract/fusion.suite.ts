import { FusionDesk } from '../support/fusion-desk.js';
import { citing } from './fusion/citing.js';
import { projects } from './fusion/projects.js';
import { beaconTimes } from './pact/beacon-times.js';
import { contractSuite, covers, type OpenBench } from './suite.js';

export type UseFusions = () => FusionDesk;

/** Fusion projects, and registrations that cite them; every answer and code is seen. */
export function fusionSuite(name: string, open: OpenBench): void {
  contractSuite(`fusion projects: ${name}`, open, (use) => {
    beforeEach('states the time', async () => {
      await use().timely();
    });
    const desks: UseFusions = () => new FusionDesk(use());
    describe('a project', () => {
      projects(desks);
    });
    describe('an application that cites one', () => {
      citing(desks);
    });
    beaconTimes('fusion', use);
    covers('fusion', use);
  });
}
