import { MarketDesk } from '../support/market-desk.js';
import { admissions } from './market/admissions.js';
import { affiliates } from './market/affiliates.js';
import { checks } from './market/checks.js';
import { custodies } from './market/custodies.js';
import { deals } from './market/deals.js';
import { foreign } from './market/foreign.js';
import { listings } from './market/listings.js';
import { mandates } from './market/mandates.js';
import { random } from './market/random.js';
import { relying } from './market/relying.js';
import { suspending } from './market/suspending.js';
import { contractSuite, covers, type OpenBench, type Use } from './suite.js';

export type UseMarket = () => MarketDesk;

function desks(use: Use): UseMarket {
  let desk: MarketDesk | undefined;
  before('verifies the exchanges', async () => {
    desk = new MarketDesk(use());
    await use().timely();
    await desk.exchanges();
  });
  beforeEach('states the time', async () => {
    await use().timely();
  });
  return () => {
    if (desk === undefined) throw new TypeError('There is no desk.');
    return desk;
  };
}

/** Rights checks, listings and deals; every answer and code of their catalogue is seen. */
export function marketSuite(name: string, open: OpenBench): void {
  contractSuite(`market: ${name}`, open, (use) => {
    const desk = desks(use);
    describe('a rights check', () => {
      checks(desk);
    });
    describe('whoever relies on a check', () => {
      relying(desk);
    });
    describe('a listing', () => {
      listings(desk);
    });
    describe('a listing that something stands against', () => {
      suspending(desk);
    });
    describe('any sequence of acts', () => {
      random(desk);
    });
    describe('affiliates', () => {
      affiliates(desk);
    });
    describe('an admission', () => {
      admissions(desk);
    });
    describe('a mandate', () => {
      mandates(desk);
    });
    describe('a custody', () => {
      custodies(desk);
    });
    describe('a deal', () => {
      deals(desk);
    });
    describe('a certificate of another register', () => {
      foreign(desk);
    });
    for (const contract of ['check', 'affiliate', 'mandate', 'admission', 'custody'])
      covers(contract, use);
    // Reasons that only their own records bring about are held by the tests of the judge.
    covers('listing', use, [...JUDGED, 'listing:list RIGHT_NOT_HELD']);
    covers('deal', use, [...JUDGED, 'deal:accept RIGHT_NOT_HELD']);
    covers('foreign', use);
  });
}

/** Codes whose records need a procedure of their own; `check-judge.test.ts` produces each of them. */
const JUDGED: readonly string[] = [
  'RIGHT_NOT_ACTIVE',
  'CERT_LAPSED',
  'CERT_REVOKED',
  'PLEDGE_RESTRICTS',
  'DISPUTE_OPEN',
  'DISPOSAL_PENDING',
  'LISTING_TERM_EXCEEDED',
  'ORIGIN_CHAIN_BROKEN',
  'REPEAT_REGISTRATION',
  'EXCLUSIVE_CONFLICT',
  'ADMISSION_MISSING',
  'ADMISSION_REFUSED',
  'ATTESTATION_MISSING',
  'VALUATION_TOO_OLD',
  'CORE_DATA_REFUSED',
  'FOREIGN_NOT_ACCEPTED',
  'CHECK_NOT_CLEAR',
  'PRICE_NOT_DISCLOSED',
  'PROFILE_NOT_IN_FORCE',
];
