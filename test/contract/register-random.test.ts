import { expect } from 'chai';
import { type Played, playStories } from '../support/register-random/run.js';

/**
 * Random histories of the register: the chaincode, states made from committed blocks alone, and an
 * oracle written from the law must answer alike, and nothing is refused but what the oracle says.
 *
 *   SEED=7 node_modules/.bin/mocha test/dist/contract/register-random.test.js
 *   SEED=7 STORY=12 …                      one story of that run alone
 *   LONG=1 …                               10,000 stories
 */
const { SEED, STORY, LONG } = process.env;
const STORIES = 100;
const TICKS = 48;
const RUNS = LONG === '1' ? 100 : 3;

describe('random histories of the register', function () {
  this.timeout(LONG === '1' ? 7_200_000 : 300_000);
  const seeds = SEED === undefined ? Array.from({ length: RUNS }, (_, i) => i + 1) : [Number(SEED)];
  const only = STORY === undefined ? undefined : Number(STORY);
  const seen = new Map<string, number>();

  for (const seed of seeds) {
    it(`end alike for everybody: SEED=${seed}`, async () => {
      const wish = { seed, stories: STORIES, ticks: TICKS };
      const played = await playStories({ ...wish, only }).catch(async (err: unknown) => {
        throw await alone(wish, only, err);
      });
      for (const [what, times] of played.seen) seen.set(what, (seen.get(what) ?? 0) + times);
      note(played);
    });
  }

  it('meet every act and most refusals', () => {
    if (process.env['SHOW'] === '1')
      console.log(
        [...seen]
          .sort()
          .map((each) => each.join(': '))
          .join('\n'),
      );
    expect(seen.size).to.be.greaterThan(0);
  });
});

const note = ({ stories, commits, refusals, compared }: Played): void => {
  if (process.env['SHOW'] === '1') console.log({ stories, commits, refusals, compared });
};

/** Tells whether the story fails by itself too, which is shorter to look at. */
async function alone(
  wish: { seed: number; stories: number; ticks: number },
  only: number | undefined,
  err: unknown,
): Promise<unknown> {
  const [, index] = /^T\d+-(\d+)/.exec(err instanceof Error ? err.message : '') ?? [];
  if (!(err instanceof Error) || index === undefined) return err;
  const command = `SEED=${wish.seed} STORY=${index}`;
  if (only !== undefined) return err;
  const again = await playStories({ ...wish, only: Number(index) }).then(() => undefined, String);
  err.message = `${command} ${again === undefined ? '(only beside others)' : '(alone as well)'}\n${err.message}`;
  return err;
}
