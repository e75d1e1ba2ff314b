import { GrantDesk, type Granted } from '../support/grant-desk.js';
import { answering } from './grant/answering.js';
import { chains } from './grant/chains.js';
import { ending } from './grant/ending.js';
import { offering } from './grant/offering.js';
import { personal } from './grant/personal.js';
import { proving } from './grant/proving.js';
import { resting } from './grant/resting.js';
import { subLicences } from './grant/sub-licences.js';
import { times } from './grant/times.js';
import { contractSuite, covers, type OpenBench, type Use } from './suite.js';

/** A desk, and a right that most tests make their grants of. */
export interface Play {
  readonly desk: GrantDesk;
  readonly granted: Granted;
}
export type UsePlay = () => Play;

function plays(use: Use): UsePlay {
  let play: Play | undefined;
  before('registers data', async function () {
    this.timeout(300_000);
    const desk = new GrantDesk(use());
    play = { desk, granted: await desk.operated() };
  });
  return () => {
    if (play === undefined) throw new TypeError('Nothing is registered.');
    return play;
  };
}

/** Codes that the same function gives an offer and its acceptance: played once, or on the model. */
const elsewhere = [
  ...['GRANT_SCOPE_EMPTY', 'GRANT_NOT_ACTIVE', 'CONSENT_EXPIRED', 'PROFILE_NOT_IN_FORCE'],
  ...['RESOURCE_NOT_ACTIVE', 'CERT_LAPSED'],
  // The suite of pacts plays these.
  ...['PACT_NOT_AGREED', 'PACT_SUSPENDED'],
  // So do those of orders and pledges.
  ...['ASSET_FROZEN', 'PLEDGE_RESTRICTS'],
];
const atAcceptance = [
  ...['GRANT_EXPIRED', 'PURPOSE_UNKNOWN', 'PURPOSE_PROHIBITED', 'RIGHT_NOT_HELD', 'CERT_REVOKED'],
  ...['RIGHT_NOT_ACTIVE', 'AGREEMENT_NOT_ACTIVE', 'DISPOSAL_PENDING', 'DISPUTE_OPEN'],
  ...['GRANT_NOT_HELD', 'GRANT_REVOKED', 'SUBLICENSE_NOT_ALLOWED', 'CONSENT_REQUIRED'],
  ...[
    'RIGHT',
    'SUBSET',
    'PURPOSE',
    'TERRITORY',
    'TERM',
    'RECIPIENT',
    'RESALE',
    'EXPORT',
    'DEPTH',
  ].map((each) => `SUBGRANT_EXCEEDS_${each}`),
];
const narrowing = ['RIGHT', 'SUBSET', 'TERRITORY', 'TERM', 'RECIPIENT', 'RESALE', 'EXPORT'];
const modelled = [
  ...atAcceptance.map((code) => `grant:accept ${code}`),
  ...narrowing.map((each) => `grant:narrow SUBGRANT_EXCEEDS_${each}`),
  'grant:narrow PURPOSE_PROHIBITED',
];

/** Grants, sub-grants and decisions; every answer and code of their catalogue is seen. */
export function grantSuite(name: string, open: OpenBench): void {
  contractSuite(`grants: ${name}`, open, (use) => {
    const play = plays(use);
    beforeEach('states the time', async () => {
      await use().timely();
    });
    describe('an offer', () => {
      offering(play);
    });
    describe('an answer', () => {
      answering(play);
    });
    describe('a sub-licence', () => {
      subLicences(play);
    });
    describe('a chain', () => {
      chains(play);
    });
    describe('a decision', () => {
      proving(play);
    });
    describe('an end', () => {
      ending(play);
    });
    describe('a grant of public data', () => {
      resting(play);
    });
    describe('personal fields', () => {
      personal(play);
    });
    describe('time', () => {
      times(play);
    });
    covers('grant', use, [...elsewhere, ...modelled]);
  });
}
