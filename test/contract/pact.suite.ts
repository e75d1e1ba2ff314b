import { accessErrors, specOf } from '@shuquan/chaincode/model';
import { PactDesk } from '../support/pact-desk.js';
import { agreeing } from './pact/agreeing.js';
import { beaconTimes } from './pact/beacon-times.js';
import { holding } from './pact/holding.js';
import { proposing } from './pact/proposing.js';
import { contractSuite, covers, type OpenBench } from './suite.js';

export type UsePacts = () => PactDesk;

/** What a pact is agreed to over: every other code of an acceptance is played where grants are. */
const played = [
  ...['CALLER_FORBIDDEN', 'PACT_NOT_FOUND', 'PACT_ANSWERED', 'ROOT_MISMATCH', 'GRANT_ANSWERED'],
  ...['GRANT_STATE_FORBIDS', 'DISPUTE_OPEN', 'BEACON_TOO_OLD', 'CLIENT_TIME_OUT_OF_WINDOW'],
  ...accessErrors,
];
const ofGrants = specOf('pact:agree').errors.filter((code) => !played.includes(code));

/** Pacts; every answer and code of their catalogue is seen. */
export function pactSuite(name: string, open: OpenBench): void {
  contractSuite(`pacts: ${name}`, open, (use) => {
    let desk: PactDesk | undefined;
    before('registers data of two holders', async function () {
      this.timeout(300_000);
      desk = await PactDesk.open(use());
    });
    beforeEach('states the time', async () => {
      await use().timely();
    });
    const pacts: UsePacts = () => {
      if (desk === undefined) throw new TypeError('Nothing is registered.');
      return desk;
    };
    describe('a proposal', () => {
      proposing(pacts);
    });
    describe('an answer', () => {
      agreeing(pacts);
    });
    describe('a pact in effect', () => {
      holding(pacts);
    });
    beaconTimes('pact', use);
    covers('pact', use, [
      // The model holds them: nobody on a founded channel takes its list of purposes away.
      ...['PACT_TOO_WIDE', 'PROFILE_NOT_IN_FORCE'],
      ...ofGrants.map((code) => `pact:agree ${code}`),
    ]);
  });
}
