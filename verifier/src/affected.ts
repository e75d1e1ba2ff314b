import {
  AffectedInput,
  AffectedPage,
  type AffectedRoot,
  chainAffected,
  check,
  cursorOf,
  noneAffected,
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
 * Checks the chain of pages of what is affected. `VALID`: every item of the list, in its order, as it
 * stood when the last page was answered.
 */
export const checkAffected = (of: AffectedRoot, pages: readonly AffectedPage[]): ChainedReport =>
  checkPages(pages, noneAffected(of), (page, reached) => faultOf(of, page, reached));

function faultOf(of: AffectedRoot, page: AffectedPage, reached: RunningDigest): string | undefined {
  if (page.of.kind !== of.kind || page.of.id !== of.id) return 'It is about another record.';
  if (!isSameDigest(page.before, reached)) return 'It does not follow the page before.';
  if (!isSameDigest(page.after, chainAffected(page.before, page.items))) {
    return 'Its digest is not that of its items.';
  }
  if (page.complete !== (page.next === undefined)) return 'It is the last page and is not.';
  if (page.next !== undefined && page.next !== cursorOf(page.after)) {
    return 'Its cursor leads elsewhere.';
  }
  return undefined;
}

/** Verifies signed pages: each answers this question, and the list is whole. Never throws. */
export const verifyAffected = (
  of: AffectedRoot,
  answers: readonly (string | Uint8Array)[],
  verifier: Verifier,
  options: Omit<AnswerOptions, 'transaction' | 'input'> = {},
): ChainedAnswersReport =>
  verifyPages(
    answers,
    verifier,
    { ...options, transaction: 'lineage:affected', input: isAsked(of) },
    {
      read: (value) => check(AffectedPage, value),
      check: (pages) => checkAffected(of, pages),
    },
  );

const isAsked =
  (of: AffectedRoot) =>
  (args: readonly string[]): boolean => {
    const asked = parse(AffectedInput, args[0] ?? '');
    return asked.of.kind === of.kind && asked.of.id === of.id;
  };
