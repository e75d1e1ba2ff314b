import {
  type Act,
  append,
  caseShownTo,
  type RegistrationCase,
  type StepKind,
} from '../model/index.js';
import type { LedgerContext } from './context.js';

/** `CORRECTION_REQUIRED` → `registration.correction-required`. */
export const eventOf = (kind: StepKind): string =>
  `registration.${kind.toLowerCase().replaceAll('_', '-')}`;

/** One step further: written, and announced under the name of the step. */
export async function advance(
  ctx: LedgerContext,
  record: RegistrationCase,
  facts: Parameters<typeof append>[1],
  act: Act,
): Promise<RegistrationCase> {
  const next = append(record, facts, act);
  await ctx.world.register.cases.put(next, record.id);
  ctx.emit(eventOf(facts.kind), { case: record.id, registrar: record.registrar });
  return caseShownTo(act.by, next);
}
