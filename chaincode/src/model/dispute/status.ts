import { z } from 'zod';
import { LedgerError } from '../errors.js';
import type { Instants } from '../registration/case-fold.js';
import { type DisputeCase, sidesOf } from './case.js';
import type { DisputeStep, DisputeStepOf } from './step.js';

export const DisputeStatus = z
  .enum([
    'NOT_YET_FILED',
    'FILED',
    'EVIDENCE',
    'HEARING',
    'AWARD',
    'SETTLED',
    'WITHDRAWN',
    'DISMISSED',
  ])
  .meta({ id: 'DisputeStatus' });
export type DisputeStatus = z.infer<typeof DisputeStatus>;

const EVERYTHING: Instants = { asOf: '9999-12-31', knownAt: '9999-12-31' };

/** Whose act a step is: the caller’s own party’s, or that of the person it speaks for. */
export const sideOfStep = ({ by, spokenFor }: Pick<DisputeStep, 'by' | 'spokenFor'>): string =>
  spokenFor?.person ?? by.uscc;

/** What had happened to a dispute by an instant, as far as was known. */
export const disputeSteps = (
  { steps }: Pick<DisputeCase, 'steps'>,
  { asOf, knownAt }: Instants,
): DisputeStep[] => steps.filter(({ by }) => by.at <= asOf && by.at <= knownAt);

/** The settlement that every side agreed to, if there is one. */
export function settlementOf(
  record: DisputeCase,
  steps: readonly DisputeStep[],
): string | undefined {
  const agreed = steps.filter(
    (step): step is DisputeStepOf<'SETTLEMENT_AGREED'> => step.kind === 'SETTLEMENT_AGREED',
  );
  return agreed.find(({ settlementDigest }) =>
    sidesOf(record).every((side) =>
      agreed.some(
        (step) => step.settlementDigest === settlementDigest && sideOfStep(step) === side,
      ),
    ),
  )?.settlementDigest;
}

const moved: Readonly<Partial<Record<DisputeStep['kind'], DisputeStatus>>> = {
  ACCEPTED: 'EVIDENCE',
  HEARING: 'HEARING',
  AWARDED: 'AWARD',
  WITHDRAWN: 'WITHDRAWN',
  DISMISSED: 'DISMISSED',
};

/** Where a dispute stands at an instant: computed, never stored. */
export function disputeStatus(record: DisputeCase, instants: Instants = EVERYTHING): DisputeStatus {
  const { filed } = record;
  if (filed.at > instants.asOf || filed.at > instants.knownAt) return 'NOT_YET_FILED';
  const steps = disputeSteps(record, instants);
  if (settlementOf(record, steps) !== undefined) return 'SETTLED';
  return steps.reduce<DisputeStatus>((status, { kind }) => moved[kind] ?? status, 'FILED');
}

/** What a registrar has to execute, and did not yet. */
export function toExecute(steps: readonly DisputeStep[]): DisputeStepOf<'AWARDED'> | undefined {
  const award = steps.find((step) => step.kind === 'AWARDED');
  const isDone = steps.some(({ kind }) => kind === 'EXECUTED');
  return award === undefined || award.execution === 'NONE' || isDone ? undefined : award;
}

/**
 * While it runs before its body, nobody disposes of the rights that it is about. What is awarded, a
 * registrar can do at once; whoever fears that the other disposes meanwhile asks a court to freeze.
 */
export function isBlocking(record: DisputeCase, instants: Instants = EVERYTHING): boolean {
  const status = disputeStatus(record, instants);
  return record.rights.length > 0 && (status === 'EVIDENCE' || status === 'HEARING');
}

export const isEnded = (status: DisputeStatus): boolean =>
  !['NOT_YET_FILED', 'FILED', 'EVIDENCE', 'HEARING'].includes(status);

/** @throws LedgerError RECORD_STATE_FORBIDS */
export function requireDisputeStatus(
  record: DisputeCase,
  allowed: readonly DisputeStatus[],
): DisputeStatus {
  const status = disputeStatus(record);
  if (allowed.includes(status)) return status;
  throw new LedgerError(
    'RECORD_STATE_FORBIDS',
    `Dispute ${record.id} is ${status}; this needs ${allowed.join(' or ')}.`,
    { dispute: record.id, status, allowed },
  );
}
