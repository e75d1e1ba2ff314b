import { StepReport } from './report.js';
import type { Stage } from './stage.js';

export interface Step {
  /** Stable name, for programs. */
  readonly step: string;
  readonly title: string;
  /** Acts on the ledger and reports. What it throws makes the step fail. */
  act(stage: Stage, report: StepReport): Promise<void>;
}

/** Written once against the port; plays unchanged on every ledger. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly steps: readonly Step[];
}

/** One line of `--json`. */
export interface StepResult {
  readonly step: string;
  readonly ok: boolean;
  readonly [found: string]: unknown;
}

export interface Audience {
  before(step: Step, number: number, count: number): void;
  after(result: StepResult, report: StepReport): void;
}

/** Plays every step in order, also after one that failed: later ones may say more about it. */
export async function play(
  scenario: Scenario,
  stage: Stage,
  audience: Audience,
): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const [at, step] of scenario.steps.entries()) {
    audience.before(step, at + 1, scenario.steps.length);
    const report = new StepReport();
    await step.act(stage, report).catch((err: unknown) => {
      report.fail(err);
    });
    const result = { step: step.step, ok: report.ok, ...report.found };
    results.push(result);
    audience.after(result, report);
  }
  return results;
}

/**
 * Where two plays of one scenario differ in what they did, or `undefined`. What they found (ids,
 * blocks, times) differs by nature.
 */
export function differenceOf(
  one: readonly StepResult[],
  other: readonly StepResult[],
): string | undefined {
  const length = Math.max(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const [a, b] = [one[at], other[at]];
    if (a?.step === b?.step && a?.ok === b?.ok) continue;
    const say = (r: StepResult | undefined): string =>
      r === undefined ? 'nothing' : `${r.step} (${r.ok ? 'held' : 'did not hold'})`;
    return `Step ${String(at + 1)}: ${say(a)} on one ledger, ${say(b)} on the other.`;
  }
  return undefined;
}
