import { counting } from './use/counting.js';
import { drifting } from './use/drifting.js';
import { racing } from './use/racing.js';
import { refusing } from './use/refusing.js';
import { times } from './use/times.js';
import { UseDesk } from '../support/use-desk.js';
import { contractSuite, covers, type OpenBench, type Use } from './suite.js';

export type UseUses = () => UseDesk;

/** A desk with a right that grants are made of; the time is stated before every test. */
export function useDesks(use: Use): UseUses {
  let desk: UseDesk | undefined;
  before('registers data', async function () {
    this.timeout(300_000);
    desk = await UseDesk.open(use());
  });
  beforeEach('states the time', async () => {
    await use().timely();
  });
  return () => {
    if (desk === undefined) throw new TypeError('Nothing is registered.');
    return desk;
  };
}

/** What the chain of a grant says no with is played where grants are: a use records what it is told. */
export const ofTheChain = [
  ...['GRANT_SCOPE_EMPTY', 'SUBGRANT_EXCEEDS_DEPTH', 'SUBGRANT_EXCEEDS_RECIPIENT'],
  ...['CONSENT_WITHDRAWN', 'CONSENT_EXPIRED', 'RIGHT_NOT_ACTIVE', 'CERT_LAPSED', 'CERT_REVOKED'],
  ...['AGREEMENT_NOT_ACTIVE', 'RESOURCE_NOT_ACTIVE', 'PACT_NOT_AGREED', 'PACT_SUSPENDED'],
  // The suite of orders freezes the use of a right.
  'ASSET_FROZEN',
];

/** Uses of grants; every answer and code of their catalogue is seen. */
export function useSuite(name: string, open: OpenBench): void {
  contractSuite(`uses: ${name}`, open, (use) => {
    const desk = useDesks(use);
    describe('a use', () => {
      counting(desk);
    });
    describe('a use that is not permitted', () => {
      refusing(desk);
    });
    describe('many uses at once', () => {
      racing(desk);
    });
    describe('the drift report', () => {
      drifting(desk);
    });
    describe('time', () => {
      times(desk, ['use:record']);
    });
    covers('use', use, ofTheChain);
  });
}
