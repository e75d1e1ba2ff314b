import { expect } from 'chai';
import { playAll, playApart } from '../support/register-random/ensemble.js';
import type { Ended } from '../support/register-random/player.js';
import type { Wish } from '../support/register-random/run.js';

/**
 * Random histories of the register: each story is a sequence of random events about one data set. The
 * chaincode, the gateway’s read model fed from committed blocks alone, and an oracle written from the
 * law must answer alike, and nothing is refused but what the oracle says. A run plays many stories side by
 * side on one ledger, and several runs are played at once.
 */
const { SEED, STORY, LONG } = process.env;
const isLong = LONG === '1';
/**
 * The long run plays 10,000 sequences; the other one 280, in runs of like length, so that two slow
 * processors share them evenly and are done after about a minute.
 */
const RUNS = isLong ? 50 : 4;

/** Every tenth run is of long lives, in which certificates are renewed and lapse. */
function wishOf(seed: number): Wish {
  const isLife = seed % 10 === 3;
  const stories = isLong ? 200 : isLife ? 40 : 80;
  return { seed, stories, ticks: isLife ? 44 : 18, only };
}
const only = STORY === undefined ? undefined : Number(STORY);

/** What a few runs surely come by; a generator that goes stale would miss some. */
const ACTS = [
  ...['registration:apply', 'registration:consent', 'registration:withdraw'],
  ...['registration:explain', 'acceptance:correct', 'acceptance:serve', 'acceptance:supplement'],
  ...['acceptance:accept', 'acceptance:reject', 'review:record', 'review:askProof'],
  ...['review:giveProof', 'review:extend', 'review:publish', 'review:withhold', 'review:decide'],
  ...['objection:raise', 'objection:decide', 'register:deposit', 'register:receipt'],
  'register:certify',
];
const CODES = [
  ...['CASE_STATE_FORBIDS', 'CALLER_FORBIDDEN', 'ROLE_MISSING', 'CORRECTION_SPENT'],
  ...['DEADLINE_PASSED', 'REVIEWER_CAN_NOT_DECIDE', 'REVIEW_MISSING', 'NOTICE_REQUIRED'],
  ...['NOTICE_NOT_ENDED', 'OBJECTION_NOT_FOUND'],
  ...['ROOT_MISMATCH', 'RECEIPT_TIME_IMPLAUSIBLE', 'SERIAL_MONTH_WRONG', 'CONSENT_NOT_ASKED'],
  ...['EXCLUSIVE_CONFLICT', 'DISPOSAL_PENDING', 'RIGHT_NOT_ACTIVE'],
  ...['CERT_REVOKED', 'RENEWAL_NOT_OPEN', 'RIGHT_NOT_ALLOWED_FOR_ORIGIN', 'CASE_TYPE_UNKNOWN'],
  ...['NOT_REGISTRABLE_GOV_RAW', 'ENTRUSTED_NO_RIGHTS', 'FIELD_REQUIRED', 'RIGHT_NOT_HELD'],
];

describe('random histories of the register', function () {
  this.timeout(isLong ? 7_200_000 : 600_000);
  const seeds = SEED === undefined ? Array.from({ length: RUNS }, (_, i) => i + 1) : [Number(SEED)];
  const wishes = seeds.map(wishOf);
  const seen = new Set<string>();
  let runs: readonly Promise<Ended>[] = [];

  before(() => {
    runs = playAll(wishes);
  });

  for (const [i, wish] of wishes.entries()) {
    it(`end alike for everybody: SEED=${wish.seed}`, async () => {
      const ended = await (runs[i] ?? playApart(wish));
      if ('failed' in ended) throw await named(wish, ended);
      expect(ended.compared).to.be.greaterThan(ended.stories);
      for (const what of ended.seen) for (const word of [what, ...what.split(' ')]) seen.add(word);
    });
  }

  it('come by every act and most refusals', function () {
    if (SEED !== undefined) this.skip();
    expect(ACTS.filter((act) => !seen.has(`${act} OK`))).to.deep.equal([]);
    expect(CODES.filter((code) => !seen.has(code))).to.deep.equal([]);
  });
});

/** Names the command that plays the shortest story again, and whether it needs company to fail. */
async function named(wish: Wish, ended: Extract<Ended, { failed: string }>): Promise<Error> {
  const { failed, story } = ended;
  if (story === undefined || wish.only !== undefined) return new Error(failed);
  const again = await playApart({ ...wish, only: story });
  const how = 'failed' in again ? 'alone as well' : 'only beside others';
  const long = isLong ? 'LONG=1 ' : '';
  return new Error(`${long}SEED=${wish.seed} STORY=${String(story)} (${how})\n${failed}`);
}
