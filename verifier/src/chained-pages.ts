import type { RunningDigest } from '@shuquan/chaincode/model';
import type { AnswerOptions, AnswerReport } from './answer.js';
import type { Verifier } from './verifier.js';

/** Why pages are not a list, whole and in its order. */
export interface PageFault {
  /** From 0. */
  readonly page: number;
  readonly why: string;
}

/** `INCOMPLETE`: nothing is wrong with the pages, and the last one is missing. */
export interface ChainedReport {
  readonly verdict: 'VALID' | 'INVALID' | 'INCOMPLETE';
  readonly fault?: PageFault;
  /** Of the pages that follow each other. */
  readonly reached: RunningDigest;
}

export interface ChainedAnswersReport extends ChainedReport {
  /** What was found of each answer by itself. */
  readonly answers: readonly AnswerReport[];
}

/** A page of a list whose entries are chained into a running digest. */
export interface ChainedPage {
  readonly after: RunningDigest;
  readonly complete: boolean;
}

export const isSameDigest = (a: RunningDigest, b: RunningDigest): boolean =>
  a.count === b.count && a.digest === b.digest;

/**
 * Follows pages from where the list begins, or a reader had come to: one that is missing, moved or
 * altered does not follow.
 *
 * @param faultOf what is wrong with a page, behind those that reach so far
 */
export function checkPages<P extends ChainedPage>(
  pages: readonly P[],
  since: RunningDigest,
  faultOf: (page: P, reached: RunningDigest) => string | undefined,
): ChainedReport {
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

/** How one kind of list is read out of answers. */
export interface ChainedKind<P> {
  /** Throws for what is no such page. */
  readonly read: (value: unknown) => P;
  readonly check: (pages: readonly P[]) => ChainedReport;
}

/**
 * Verifies signed pages: each is signed by enough organisations and answers this question, and together
 * they are the list. Never throws for what an answer says.
 */
export function verifyPages<P>(
  answers: readonly (string | Uint8Array)[],
  verifier: Verifier,
  options: AnswerOptions,
  { read, check }: ChainedKind<P>,
): ChainedAnswersReport {
  const reports = answers.map((answer) => verifier.answer(answer, options));
  const pages: P[] = [];
  for (const [page, report] of reports.entries()) {
    const found = pageIn(report, read);
    if (found === undefined) {
      const fault = { page, why: `As an answer it is ${report.verdict}.` };
      return { ...check(pages), verdict: 'INVALID', fault, answers: reports };
    }
    pages.push(found);
  }
  return { ...check(pages), answers: reports };
}

function pageIn<P>({ value }: AnswerReport, read: (value: unknown) => P): P | undefined {
  if (value === undefined) return undefined;
  try {
    return read(JSON.parse(value));
  } catch {
    return undefined;
  }
}
