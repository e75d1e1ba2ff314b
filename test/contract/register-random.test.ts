import { expect } from 'chai';
import { Disagreements, playStories } from '../support/register-random/run.js';

/**
 * Random histories of the register. The chaincode, states made from committed blocks alone and an
 * oracle written from the law must answer alike, and nothing is refused but what the oracle says.
 * Every story is about one data set; a run plays many side by side on one ledger.
 */
const { SEED, STORY, LONG } = process.env;
const isLong = LONG === '1';
const RUNS = isLong ? 100 : 3;
const STORIES = isLong || SEED !== undefined ? 100 : 70;
const TICKS = 44;

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
  this.timeout(isLong ? 3_600_000 : 600_000);
  const seeds = SEED === undefined ? Array.from({ length: RUNS }, (_, i) => i + 1) : [Number(SEED)];
  const only = STORY === undefined ? undefined : Number(STORY);
  const seen = new Set<string>();

  for (const seed of seeds) {
    it(`end alike for everybody: SEED=${seed}`, async () => {
      const wish = { seed, stories: STORIES, ticks: TICKS, only };
      const played = await playStories(wish).catch((err: unknown) => named(wish, err));
      expect(played.compared).to.be.greaterThan(played.stories);
      for (const what of played.seen.keys()) for (const word of what.split(' ')) seen.add(word);
      for (const what of played.seen.keys()) seen.add(what);
    });
  }

  it('come by every act and most refusals', function () {
    if (SEED !== undefined) this.skip();
    expect(ACTS.filter((act) => !seen.has(`${act} OK`))).to.deep.equal([]);
    expect(CODES.filter((code) => !seen.has(code))).to.deep.equal([]);
  });
});

/** Names the command that plays the shortest story again, and whether it needs company to fail. */
async function named(wish: Parameters<typeof playStories>[0], err: unknown): Promise<never> {
  const story = err instanceof Disagreements ? err.story : undefined;
  if (!(err instanceof Error) || story === undefined || wish.only !== undefined) throw err;
  const again = await playStories({ ...wish, only: story }).then(
    () => 'only beside others',
    () => 'alone as well',
  );
  err.message = `SEED=${wish.seed} STORY=${story} (${again})\n${err.message}`;
  throw err;
}
