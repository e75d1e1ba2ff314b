import { z } from 'zod';
import { LedgerError } from './errors.js';
import type { Act } from './registration/case-acts.js';
import { CaseActor } from './registration/case-steps.js';
import { Id, Instant, later, line, TransactionId } from './schema.js';

/** Who brought a record into a state, when, and after which beacon for certain. */
const FlowStep = z
  .strictObject({
    status: z.string(),
    by: CaseActor,
    at: Instant,
    notBefore: Instant,
    txId: TransactionId,
    note: line(300).optional(),
  })
  .meta({ id: 'FlowStep' });
type FlowStep = z.infer<typeof FlowStep>;

/** More steps than any of these short procedures has. */
const MAX_STEPS = 16;

/** What every record of a short procedure shares: a state, and the steps that led there. */
export const flowShape = <const S extends readonly [string, ...string[]]>(
  states: S,
): {
  v: z.ZodLiteral<1>;
  id: typeof Id;
  status: z.ZodEnum<{ [K in S[number]]: K }>;
  steps: z.ZodArray<typeof FlowStep>;
} => ({
  v: z.literal(1),
  id: Id,
  status: z.enum(states),
  steps: z.array(FlowStep).min(1).max(MAX_STEPS),
});

export interface Flow {
  readonly v: 1;
  readonly id: string;
  readonly status: string;
  readonly steps: readonly FlowStep[];
}

const stepOf = (status: string, { by, moment, notBefore }: Act, note?: string): FlowStep => ({
  status,
  by,
  at: moment.time,
  notBefore,
  txId: moment.txId,
  ...(note === undefined ? {} : { note }),
});

/** The first state of a procedure. */
export const begin = <S extends string>(
  id: string,
  status: S,
  act: Act,
): { v: 1; id: string; status: S; steps: FlowStep[] } => ({
  v: 1,
  id,
  status,
  steps: [stepOf(status, act)],
});

/**
 * One state further, where the procedure allows it. Time does not run backwards within a record.
 *
 * @throws LedgerError RECORD_STATE_FORBIDS
 */
export function move<T extends Flow>(
  record: T,
  step: {
    readonly from: readonly T['status'][];
    readonly to: T['status'];
    readonly note?: string | undefined;
  },
  act: Act,
): T {
  requireFlow(record, step.from);
  const made = stepOf(step.to, act, step.note);
  const at = later(record.steps.at(-1)?.at ?? made.at, made.at);
  return { ...record, status: step.to, steps: [...record.steps, { ...made, at }] };
}

/** @throws LedgerError RECORD_STATE_FORBIDS */
export function requireFlow<T extends Flow>(record: T, allowed: readonly T['status'][]): void {
  if (allowed.includes(record.status)) return;
  throw new LedgerError(
    'RECORD_STATE_FORBIDS',
    `${record.id} is ${record.status}; this needs ${allowed.join(' or ')}.`,
    { id: record.id, status: record.status },
  );
}

/** @throws LedgerError CALLER_FORBIDDEN */
export function requireParty(
  { by }: Pick<Act, 'by'>,
  allowed: readonly (string | undefined)[],
  id: string,
): void {
  if (allowed.includes(by.uscc)) return;
  throw new LedgerError('CALLER_FORBIDDEN', `${id} is not yours to act on.`, { id });
}
