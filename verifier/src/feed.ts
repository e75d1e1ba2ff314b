import {
  check,
  FEED_START,
  feedAfter,
  type FeedEntry,
  FeedPage,
  FeedQuery,
  parse,
  type RunningDigest,
} from '@shuquan/chaincode/model';
import type { AnswerOptions } from './answer.js';
import {
  type ChainedAnswersReport,
  type ChainedReport,
  checkPages,
  isSameDigest,
  verifyPages,
} from './chained-pages.js';
import type { Verifier } from './verifier.js';

/**
 * Checks that no entry of the feed is missing, moved or altered, from `since` on: its beginning, or
 * where a reader had come to before. It may have gone on behind pages that are not complete.
 */
export const checkFeed = (
  pages: readonly FeedPage[],
  since: RunningDigest = FEED_START,
): ChainedReport => checkPages(pages, since, faultOf);

function faultOf(page: FeedPage, reached: RunningDigest): string | undefined {
  if (!isSameDigest(page.before, reached)) return 'It does not follow the page before.';
  const after = page.items.reduce<RunningDigest | undefined>(next, reached);
  if (after === undefined) return 'An entry does not follow the one before.';
  if (!isSameDigest(page.after, after)) return 'Its digest is not that of its entries.';
  if (page.complete !== (page.after.count === page.total)) return 'It is the last page and is not.';
  return undefined;
}

function next(before: RunningDigest | undefined, entry: FeedEntry): RunningDigest | undefined {
  const isNext = entry.number === (before?.count ?? -1) + 1 && entry.previous === before?.digest;
  return isNext ? feedAfter(entry) : undefined;
}

/** Verifies signed pages: each by itself, and that they are the feed without a gap. */
export function verifyFeed(
  answers: readonly (string | Uint8Array)[],
  verifier: Verifier,
  options: Omit<AnswerOptions, 'transaction' | 'input'> & { readonly since?: RunningDigest } = {},
): ChainedAnswersReport {
  const { since, ...rest } = options;
  return verifyPages(
    answers,
    verifier,
    { ...rest, transaction: 'supervision:feed', input: isQuestion },
    { read: (value) => check(FeedPage, value), check: (pages) => checkFeed(pages, since) },
  );
}

const isQuestion = (args: readonly string[]): boolean => {
  parse(FeedQuery, args[0] ?? '');
  return true;
};
