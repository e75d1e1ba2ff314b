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
import type { AnswerOptions, AnswerReport } from './answer.js';
import type { Verifier } from './verifier.js';

/** Why pages are not the whole list in its order. */
export interface AffectedFault {
  /** From 0. */
  readonly page: number;
  readonly why: string;
}

/**
 * `VALID`: every item of the list, in its order, as it stood when the last page was answered.
 * `INCOMPLETE`: nothing is wrong with the pages, and the last one is missing.
 */
export interface AffectedReport {
  readonly verdict: 'VALID' | 'INVALID' | 'INCOMPLETE';
  readonly fault?: AffectedFault;
  /** Of the pages that follow each other. */
  readonly reached: RunningDigest;
}

/** Checks the chain of pages: one that is missing, moved or altered does not follow. */
export function checkAffected(of: AffectedRoot, pages: readonly AffectedPage[]): AffectedReport {
  let reached = noneAffected(of);
  let isComplete = false;
  for (const [page, each] of pages.entries()) {
    const why = isComplete ? 'It follows the last page.' : faultOf(of, each, reached);
    if (why !== undefined) return { verdict: 'INVALID', fault: { page, why }, reached };
    reached = each.after;
    isComplete = each.complete;
  }
  return { verdict: isComplete ? 'VALID' : 'INCOMPLETE', reached };
}

const same = (a: RunningDigest, b: RunningDigest): boolean => cursorOf(a) === cursorOf(b);

function faultOf(of: AffectedRoot, page: AffectedPage, reached: RunningDigest): string | undefined {
  if (page.of.kind !== of.kind || page.of.id !== of.id) return 'It is about another record.';
  if (!same(page.before, reached)) return 'It does not follow the page before.';
  if (!same(page.after, chainAffected(page.before, page.items))) {
    return 'Its digest is not that of its items.';
  }
  if (page.complete !== (page.next === undefined)) return 'It is the last page and is not.';
  if (page.next !== undefined && page.next !== cursorOf(page.after)) {
    return 'Its cursor leads elsewhere.';
  }
  return undefined;
}

export interface AffectedAnswersReport extends AffectedReport {
  /** What was found of each answer by itself. */
  readonly answers: readonly AnswerReport[];
}

/**
 * Verifies signed pages: each is signed by enough organisations, answers this question, and the list
 * is whole. Never throws for what an answer says.
 */
export function verifyAffected(
  of: AffectedRoot,
  answers: readonly (string | Uint8Array)[],
  verifier: Verifier,
  options: Omit<AnswerOptions, 'transaction' | 'input'> = {},
): AffectedAnswersReport {
  const reports = answers.map((answer) =>
    verifier.answer(answer, { ...options, transaction: 'lineage:affected', input: isAsked(of) }),
  );
  const pages: AffectedPage[] = [];
  for (const [page, { verdict, value }] of reports.entries()) {
    const read = value === undefined ? undefined : pageOf(value);
    if (read === undefined) {
      const fault = { page, why: `As an answer it is ${verdict}.` };
      return { ...checkAffected(of, pages), verdict: 'INVALID', fault, answers: reports };
    }
    pages.push(read);
  }
  return { ...checkAffected(of, pages), answers: reports };
}

const isAsked =
  (of: AffectedRoot) =>
  (args: readonly string[]): boolean => {
    const asked = parse(AffectedInput, args[0] ?? '');
    return asked.of.kind === of.kind && asked.of.id === of.id;
  };

function pageOf(value: string): AffectedPage | undefined {
  try {
    return check(AffectedPage, JSON.parse(value));
  } catch {
    return undefined;
  }
}
