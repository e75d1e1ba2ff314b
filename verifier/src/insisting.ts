import { millis } from '@shuquan/chaincode/model';
import type { AnswerReport } from './answer.js';
import { type Step, type StepName, verdictOf, type Verdict } from './report.js';

/** The report of an answer, with what its reader insists on among the steps. */
export interface Insisted extends Omit<AnswerReport, 'verdict' | 'steps'> {
  readonly verdict: Verdict;
  readonly steps: readonly Step[];
}

/** Whether something is as its reader wants it. */
export const held = (step: StepName, holds: boolean, detail: string): Step => ({
  step,
  outcome: holds ? 'PASSED' : 'FAILED',
  detail: holds ? detail : `Not as wanted: ${detail}`,
});

/** An answer that the verifier does not take, or that is to another question, says nothing. */
export const unread = ({ verdict, transaction = 'nothing' }: AnswerReport): Step[] =>
  verdict === 'VALID' ? [held('question', false, `It answers ${transaction}.`)] : [];

/** What an answer says is for whom all of it holds, and for nobody else. */
export function withSteps(report: AnswerReport, more: readonly Step[]): Insisted {
  const steps = [...report.steps, ...more];
  const verdict = verdictOf(steps);
  if (verdict === 'VALID') return { ...report, steps, verdict };
  const rest: { -readonly [K in keyof AnswerReport]: AnswerReport[K] } = { ...report };
  delete rest.value;
  delete rest.args;
  return { ...rest, steps, verdict, facts: [] };
}

interface Made {
  readonly audience: string;
  readonly nonce: string;
}

/** Whose answer it is, and to which occasion, as far as its reader insists. */
export const forWhom = (
  made: Made,
  { audience, nonce }: { readonly [M in keyof Made]?: string | undefined },
): Step[] => [
  ...(audience === undefined
    ? []
    : [held('question', made.audience === audience, `It was made for ${made.audience}.`)]),
  ...(nonce === undefined ? [] : [held('freshness', made.nonce === nonce, 'It echoes the nonce.')]),
];

/** An answer is relied on until it ends, by the reader’s clock. */
export const untilEnd = (validUntil: string, now: Date | undefined): Step[] =>
  now === undefined
    ? []
    : [
        held(
          'freshness',
          now.getTime() < millis(validUntil),
          `It is relied on until ${validUntil}.`,
        ),
      ];

/** How far it must know the chain. */
export function reaches(
  what: string,
  reached: number | undefined,
  wanted: number | undefined,
): Step[] {
  if (wanted === undefined) return [];
  const detail = `It is as of ${what} ${String(reached ?? 'unknown')}; ${String(wanted)} was wanted.`;
  return [held('freshness', (reached ?? -1) >= wanted, detail)];
}
