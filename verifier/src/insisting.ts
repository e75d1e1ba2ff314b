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
