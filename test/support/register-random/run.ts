import { isDeepStrictEqual } from 'node:util';
import { text, time } from '../register-oracle/days.js';
import { compareAll, different, paperInWords } from './compare.js';
import { Dice } from './dice.js';
import { type Certifying, Disagreement, Story } from './story.js';
import { LAST_YEAR, Theatre } from './theatre.js';
import { ReadModelViews } from './read-model.js';
import { chaincodeViews, type Views } from './views.js';

export interface Wish {
  readonly seed: number;
  readonly stories: number;
  readonly ticks: number;
  /** Only this story; its dice and the clock are the same as in the company of the others. */
  readonly only?: number | undefined;
}

export interface Played {
  readonly stories: number;
  readonly commits: number;
  readonly refusals: number;
  readonly compared: number;
  /** How often each act was taken, and each refusal met. */
  readonly seen: ReadonlyMap<string, number>;
}

/** An act is told in a line, an answer with the two that differ. */
const headOf = (message: string): string =>
  (message.split('\n2')[0] ?? '').split('\n').slice(0, 24).join('\n');

/** All that differed in one run, the shortest story first. */
export class Disagreements extends Error {
  /** Index of the shortest. */
  readonly story: number | undefined;

  constructor(all: readonly Disagreement[]) {
    const sorted = [...all].sort((a, b) => a.message.length - b.message.length);
    const heads = sorted.map(({ message }) => headOf(message));
    super(
      [...heads, `${all.length} stories differed; the shortest:`, sorted[0]?.message].join('\n'),
    );
  }
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** So often everybody is asked on the way; at the end the past is asked about as well. */
const BETWEEN = 11;
const END = time(`${LAST_YEAR}-06-01T00:00:00+08:00`);

/** The instants of a run: hours and days, now and then the stroke of midnight, weeks, years. */
export function* clockOf(dice: Dice, ticks: number): Generator<{ at: number; then: number }> {
  const months = dice.below(12);
  let at =
    time(`2026-${String(months + 1).padStart(2, '0')}-01T10:00:00+08:00`) + dice.below(27) * DAY;
  for (let i = 0; i < ticks && at < END; i += 1) {
    const step = dice.weighted({
      day: 62,
      midnight: 12,
      straddle: 10,
      weeks: 9,
      half: 4,
      years: 3,
    });
    const days = {
      day: dice.below(4),
      midnight: 1 + dice.below(3),
      straddle: 1 + dice.below(3),
      weeks: 8 + dice.below(40),
    };
    const jump = { half: 150 + dice.below(60), years: 365 + dice.below(900), ...days }[step];
    const morning = Math.floor((at + 8 * HOUR) / DAY) * DAY - 8 * HOUR + jump * DAY;
    if (step === 'midnight') at = Math.max(morning, at + 1000);
    else if (step === 'straddle') at = Math.max(morning + DAY - 5_000, at + 1000);
    else at = Math.max(morning + 8 * HOUR + dice.below(10 * HOUR), at + 10 * 60_000);
    const then = step === 'straddle' ? 10_000 : 0;
    yield { at, then };
    // The clock does not stand still while people act, and does not run back.
    at += then + 60_000;
  }
}

/** Plays stories side by side on one ledger, and holds everybody’s answers against the oracle’s. */
export async function playStories(wish: Wish): Promise<Played> {
  const { seed, stories: count, only } = wish;
  const dice = new Dice(seed);
  const clock = [...clockOf(dice, wish.ticks)];
  const theatre = await Theatre.open(text((clock[0]?.at ?? END) - DAY));
  const readModel = await ReadModelViews.open(theatre.test.ledger);
  try {
    const cast = Array.from({ length: count }, (_, i) => ({
      story: new Story(theatre, seed, i),
      entry: new Dice(seed, -1 - i).below(Math.max(1, Math.floor(clock.length / 3))),
      index: i,
    })).filter(({ index }) => only === undefined || index === only);
    const asker = theatre.test.ledger.identity('registrar1');
    const chaincode = chaincodeViews(theatre.test.ledger, asker);
    const failed: Disagreement[] = [];
    const fail = (story: Story) => (err: unknown) => {
      if (!(err instanceof Disagreement)) throw err;
      failed.push(err);
      fallen.add(story);
    };
    const fallen = new Set<Story>();
    let compared = 0;
    for (const [tick, { at, then }] of clock.entries()) {
      await theatre.goTo(at, then);
      const here = cast
        .filter(({ entry, story }) => entry <= tick && !fallen.has(story))
        .map(({ story }) => story);
      await playTick(theatre, here, fail);
      const isLast = tick === clock.length - 1;
      if (!isLast && tick % BETWEEN !== BETWEEN - 1) continue;
      await readModel.catchUp();
      const turns = here.map(async (story) => {
        const views = isLast ? [chaincode, readModel] : [readModel];
        const answers = await compareStory(theatre, story, { views, seed, tick, papers: isLast });
        compared += answers;
      });
      await allOf(turns.map((turn, i) => turn.catch(fail(here[i] as Story))));
    }
    if (failed.length > 0) throw new Disagreements(failed);
    const seen = new Map<string, number>();
    for (const { story } of cast) {
      for (const [what, times] of story.seen) seen.set(what, (seen.get(what) ?? 0) + times);
    }
    const { commits, refusals } = theatre;
    return { stories: cast.length, commits, refusals, compared, seen };
  } finally {
    await readModel.close();
    await theatre.close();
  }
}

/** Everybody ends before the first failure is told: nothing is under way when the ledger closes. */
async function allOf<T>(turns: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(turns);
  const failed = results.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return results.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}

async function playTick(
  theatre: Theatre,
  stories: readonly Story[],
  fail: (story: Story) => (err: unknown) => void,
): Promise<void> {
  const wishes: Certifying[] = [];
  await allOf(stories.map((story) => story.play((wish) => wishes.push(wish)).catch(fail(story))));
  for (const person of new Set(wishes.map(({ who }) => who.person))) {
    const all = wishes.filter(({ who }) => who.person === person);
    for (let i = 0; i < all.length; i += 50) await certify(theatre, person, all.slice(i, i + 50));
  }
}

/** One transaction numbers many cases; the numbers follow each other without a gap. */
async function certify(
  theatre: Theatre,
  person: string,
  wishes: readonly Certifying[],
): Promise<void> {
  const cases = wishes.map((wish) => wish.case);
  const outcome = await theatre.attempt('register:certify', { cases }, person);
  if ('code' in outcome)
    throw new Disagreement(`register:certify ${cases.join(' ')} → ${outcome.code}`);
  for (const [i, { no, issuedAt, case: of }] of outcome.value.certificates.entries()) {
    const wish = wishes[i];
    const month = no.slice(0, 11);
    const serial = (theatre.serials.get(month) ?? 0) + 1;
    theatre.serials.set(month, serial);
    if (wish?.case !== of || no !== month + String(serial).padStart(4, '0')) {
      throw new Disagreement(`${of} got ${no}; next of ${month} was ${serial}`);
    }
    wish.story.certified(of, wish.who, { no, at: time(issuedAt) });
  }
}

async function compareStory(
  theatre: Theatre,
  story: Story,
  {
    views,
    seed,
    tick,
    papers,
  }: { views: readonly Views[]; seed: number; tick: number; papers: boolean },
): Promise<number> {
  const { oracle } = story;
  // What no beacon has reached is not answered for.
  const now = theatre.hour.after + 59_000 < theatre.now ? theatre.hour.after : theatre.now;
  const dice = new Dice(seed, tick, story.name.length);
  const fail = (what: string): Disagreement => story.disagree(what);
  let compared = await compareAll({ oracle, dice, now, views, instants: papers ? 3 : 2, fail });
  if (!papers) return compared;
  for (const { no, case: of } of oracle.book.papers.values()) {
    const issued = oracle.file(of).last('register:certify')?.at ?? now;
    for (const asOf of [now, issued + dice.below(Math.max(1, now - issued))]) {
      const when = { asOf, knownAt: now };
      const asker = theatre.test.ledger.identity('bank');
      const input = { no, asOf: text(asOf), knownAt: text(now) };
      const found = paperInWords(
        await theatre.test.ledger.evaluate('register:certificate', input, asker),
      );
      const wanted = oracle.paper(no, when);
      if (!isDeepStrictEqual(found, wanted)) {
        throw fail(different(`certificate ${no}`, when, { found, wanted }));
      }
      compared += 1;
    }
  }
  return compared;
}
