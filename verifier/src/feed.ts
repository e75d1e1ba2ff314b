import {
  check,
  FEED_START,
  feedAfter,
  FeedPage,
  type FeedEntry,
  parse,
  FeedQuery,
  type RunningDigest,
} from '@shuquan/chaincode/model';
import type { AnswerOptions, AnswerReport } from './answer.js';
import type { Verifier } from './verifier.js';

/** Why pages are not the feed, whole and in order. */
export interface FeedFault {
  /** From 0. */
  readonly page: number;
  readonly why: string;
}

/** `INCOMPLETE`: nothing is wrong with the pages, and the feed went on behind them. */
export interface FeedReport {
  readonly verdict: 'VALID' | 'INVALID' | 'INCOMPLETE';
  readonly fault?: FeedFault;
  readonly reached: RunningDigest;
}

const same = (a: RunningDigest, b: RunningDigest): boolean =>
  a.count === b.count && a.digest === b.digest;

/**
 * Checks that no entry of the feed is missing, moved or altered, from `since` on: its beginning, or
 * where a reader had come to before.
 */
export function checkFeed(
  pages: readonly FeedPage[],
  since: RunningDigest = FEED_START,
): FeedReport {
  let reached = since;
  let isComplete = false;
  for (const [page, each] of pages.entries()) {
    const why = isComplete ? 'It follows the last page.' : faultOf(each, reached);
    if (why !== undefined) return { verdict: 'INVALID', fault: { page, why }, reached };
    reached = each.after;
    isComplete = each.complete;
  }
  return { verdict: isComplete ? 'VALID' : 'INCOMPLETE', reached };
}

function faultOf(page: FeedPage, reached: RunningDigest): string | undefined {
  if (!same(page.before, reached)) return 'It does not follow the page before.';
  const after = page.items.reduce<RunningDigest | undefined>(next, reached);
  if (after === undefined) return 'An entry does not follow the one before.';
  if (!same(page.after, after)) return 'Its digest is not that of its entries.';
  if (page.complete !== (page.after.count === page.total)) return 'It is the last page and is not.';
  return undefined;
}

function next(before: RunningDigest | undefined, entry: FeedEntry): RunningDigest | undefined {
  const isNext = entry.number === (before?.count ?? -1) + 1 && entry.previous === before?.digest;
  return isNext ? feedAfter(entry) : undefined;
}

export interface FeedAnswersReport extends FeedReport {
  /** What was found of each answer by itself. */
  readonly answers: readonly AnswerReport[];
}

/** Verifies signed pages: each by itself, and that they are the feed without a gap. */
export function verifyFeed(
  answers: readonly (string | Uint8Array)[],
  verifier: Verifier,
  options: Omit<AnswerOptions, 'transaction' | 'input'> & { readonly since?: RunningDigest } = {},
): FeedAnswersReport {
  const { since = FEED_START, ...rest } = options;
  const reports = answers.map((answer) =>
    verifier.answer(answer, { ...rest, transaction: 'supervision:feed', input: isQuestion }),
  );
  const pages: FeedPage[] = [];
  for (const [page, { verdict, value }] of reports.entries()) {
    const read = value === undefined ? undefined : pageOf(value);
    if (read === undefined) {
      const fault = { page, why: `As an answer it is ${verdict}.` };
      return { ...checkFeed(pages, since), verdict: 'INVALID', fault, answers: reports };
    }
    pages.push(read);
  }
  return { ...checkFeed(pages, since), answers: reports };
}

const isQuestion = (args: readonly string[]): boolean => {
  parse(FeedQuery, args[0] ?? '');
  return true;
};

function pageOf(value: string): FeedPage | undefined {
  try {
    return check(FeedPage, JSON.parse(value));
  } catch {
    return undefined;
  }
}
