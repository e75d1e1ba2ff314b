import type { Actor } from '../access.js';
import {
  type Calendars,
  type ClockRule,
  deadline,
  type Deadline,
  punctuality,
  shanghaiDate,
} from '../clock/index.js';
import { LedgerError } from '../errors.js';
import { later, type Moment } from '../schema.js';
import type { CaseState, CaseStatus, RegistrationCase } from './case.js';
import type { CaseActor, CaseStep } from './case-steps.js';
import { type OnBehalf, partyOf } from './on-behalf.js';

/** One act: who, when, and after which beacon it was certainly made. */
export interface Act {
  readonly by: CaseActor;
  /** The natural person that it is brought for. */
  readonly onBehalf?: OnBehalf | undefined;
  readonly moment: Moment;
  /** The time of the beacon cited. */
  readonly notBefore: string;
}

export const caseActor = (actor: Actor, person: string): CaseActor => ({
  mspId: actor.mspId,
  uscc: actor.uscc,
  role: actor.role,
  fingerprint: actor.fingerprint,
  person,
  custody: actor.custody,
});

/** The date of an act in Shanghai, by which its clocks start. */
export const dayOfAct = (record: RegistrationCase | undefined, act: Act): string =>
  shanghaiDate(instantOf(record, act));

/** Within a case time never runs backwards (design: time rule 3). */
export const instantOf = (record: RegistrationCase | undefined, { moment }: Act): string =>
  later(record?.steps.at(-1)?.at ?? moment.time, moment.time);

type StepFacts = CaseStep extends infer S
  ? S extends CaseStep
    ? Omit<S, 'seq' | 'by' | 'onBehalf' | 'at' | 'notBefore' | 'txId'>
    : never
  : never;

/** What every step of one act shares. */
function stepOf(record: RegistrationCase | undefined, facts: StepFacts, act: Act): CaseStep {
  return {
    ...facts,
    seq: (record?.steps.length ?? 0) + 1,
    by: act.by,
    ...(act.onBehalf === undefined ? {} : { onBehalf: act.onBehalf }),
    at: instantOf(record, act),
    notBefore: act.notBefore,
    txId: act.moment.txId,
  };
}

export function firstStep(facts: StepFacts, act: Act): CaseStep {
  return stepOf(undefined, facts, act);
}

export function append(record: RegistrationCase, facts: StepFacts, act: Act): RegistrationCase {
  if (record.steps.length >= MAX_STEPS) {
    throw new LedgerError('CASE_STATE_FORBIDS', `Case ${record.id} has too many steps.`, {
      case: record.id,
      steps: MAX_STEPS,
    });
  }
  return { ...record, steps: [...record.steps, stepOf(record, facts, act)] };
}

const MAX_STEPS = 400;

/** @throws LedgerError CASE_STATE_FORBIDS naming the state the case is in */
export function requireStatus(
  { id, article }: RegistrationCase,
  { status, deemedAccepted }: CaseState,
  allowed: readonly CaseStatus[],
): void {
  if (allowed.includes(status)) return;
  const how = status === 'ACCEPTED' && deemedAccepted ? ' by the registrar’s silence' : '';
  throw new LedgerError(
    'CASE_STATE_FORBIDS',
    `Case ${id} is ${status}${how}; this needs ${allowed.join(' or ')}.`,
    { case: id, status, allowed, article },
  );
}

/**
 * An act against its deadline. Its time is a claim between the beacon it cites and the next one, so
 * the ledger itself knows it late only when the beacon is.
 */
export function actPunctuality({ dueAt }: Deadline, act: Act): 'IN_TIME' | 'LATE' | 'BOUNDARY' {
  return punctuality(dueAt, { notBefore: act.notBefore, notAfter: act.moment.time });
}

/**
 * The applicant’s lateness is refused, the registrar’s recorded, as the clock’s rule says.
 *
 * @throws LedgerError DEADLINE_PASSED
 */
export function requirePunctual(
  deadline: Deadline,
  lateness: 'REFUSED' | 'RECORDED',
  act: Act,
): 'IN_TIME' | 'LATE' | 'BOUNDARY' {
  const found = actPunctuality(deadline, act);
  if (found !== 'LATE' || lateness === 'RECORDED') return found;
  throw new LedgerError('DEADLINE_PASSED', `The time for this ended with ${deadline.due}.`, {
    clock: deadline.clock,
    due: deadline.due,
    dueAt: deadline.dueAt,
    article: deadline.article,
  });
}

/** @throws LedgerError CALLER_FORBIDDEN unless the case is this registrar’s */
export function requireRegistrar(record: RegistrationCase, act: Act, registrar: string): void {
  if (act.by.role === 'registrar' && act.by.uscc === registrar) return;
  throw new LedgerError('CALLER_FORBIDDEN', `Case ${record.id} is with another registrar.`, {
    case: record.id,
    registrar,
  });
}

/** @throws LedgerError CALLER_FORBIDDEN */
export function requireApplicant(record: RegistrationCase, act: Act): void {
  if (partyOf(act) === record.applicant) return;
  throw new LedgerError('CALLER_FORBIDDEN', `Only the applicant of ${record.id} may do this.`, {
    case: record.id,
  });
}

/**
 * Reviewer and approver are different people (A5); one person’s second certificate is no other. And
 * whoever brought an act for a natural person does not decide on it either.
 */
export function requireOtherPerson(record: RegistrationCase, act: Act): void {
  const involved = record.steps.filter(
    ({ kind, onBehalf }) => kind === 'REVIEWED' || onBehalf !== undefined,
  );
  const same = involved.some(
    ({ by }) => by.person === act.by.person || by.fingerprint === act.by.fingerprint,
  );
  if (!same) return;
  throw new LedgerError(
    'REVIEWER_CAN_NOT_DECIDE',
    `Whoever reviewed case ${record.id}, or spoke in it for another, can not decide it. Another person of the registrar must.`,
    { case: record.id, article: record.article },
  );
}

/** The clock of acceptance runs once nobody’s consent is missing any more. */
export function clockStart(
  rule: ClockRule,
  {
    record,
    consents,
    act,
    calendars,
  }: {
    readonly record?: RegistrationCase;
    readonly consents: readonly string[];
    readonly act: Act;
    readonly calendars: Calendars;
  },
): { acceptance?: Deadline } {
  if (consents.length > 0) return {};
  return { acceptance: deadline(rule, dayOfAct(record, act), calendars) };
}
