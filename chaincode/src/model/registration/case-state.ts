import {
  type Calendars,
  type ClockRule,
  type Deadline,
  deadline,
  type DeadlineState,
  endOfDay,
  isPaused,
  provisionalDeadline,
  provisionalDeemedOn,
  startOfDay,
} from '../clock/index.js';
import {
  BEFORE_DECISION,
  type CaseDeadline,
  type CaseState,
  type CaseStatus,
  type RegistrationCase,
} from './case.js';
import type { OverlapFlag } from './case-steps.js';
import { foldCase, type Folded, type Instants, openPauses } from './case-fold.js';

/** When silence became acceptance, if it did (NATIONAL_2026/17). */
export interface Deemed {
  readonly on: string;
  readonly provisional: boolean;
}

/**
 * `effectiveStatus` of a case: what its steps add up to and what time alone has done since. Pure,
 * and the same in chaincode, read model and browser.
 *
 * @param calendars of the years its clocks run through; for a year without one the answer is
 *   provisional
 */
export function caseState(
  record: RegistrationCase,
  calendars: Calendars,
  instants: Instants,
): CaseState {
  return stateOf(record, calendars, instants, instants.asOf);
}

export const EVERYTHING: Instants = { asOf: '9999-12-31', knownAt: '9999-12-31' };

/**
 * The state an act meets: every step that is committed, and of time’s effects those that are certain
 * because the beacon it cites lies behind them.
 */
export const actState = (
  record: RegistrationCase,
  calendars: Calendars,
  notBefore: string,
): CaseState => stateOf(record, calendars, EVERYTHING, notBefore);

export const foldAll = (record: RegistrationCase): Folded => foldCase(record, EVERYTHING);

function stateOf(
  record: RegistrationCase,
  calendars: Calendars,
  instants: Instants,
  asOf: string,
): CaseState {
  const folded = foldCase(record, instants);
  const deemed = deemedOf(record, folded, calendars);
  const isDeemed = deemed !== undefined && startOfDay(deemed.on) <= asOf;
  const status = statusOf(folded, { isDeemed, asOf });
  const acceptedOn = folded.accepted?.acceptedOn ?? (isDeemed ? deemed.on : undefined);
  const { registeredAt, certificateNo, lookupCode } = folded;
  return {
    status,
    deemedAccepted: folded.accepted?.kind === 'DEEMED_ACCEPTED' || isDeemed,
    ...present({ acceptedOn, registeredAt, certificateNo, lookupCode }),
    consentsMissing: missing(folded),
    openObjections: [...folded.objections.keys()],
    unexplained: unexplained(folded),
    deadlines: deadlinesOf(record, folded, { status, acceptedOn, calendars }),
    late: lateSteps(record, instants),
    ...present({ nextChangeAt: nextChange(folded, deemed, { status, asOf }) }),
  };
}

/** Only what is there: canonical JSON has no word for `undefined`. */
const present = <T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };

const unexplained = ({ flags }: Folded): OverlapFlag[] =>
  flags.filter(({ code }) => code !== 'OVERLAP_DISCLOSED');

/** Silence is possible while nothing was answered since the application was complete. */
function deemedOf(
  { clocks }: RegistrationCase,
  folded: Folded,
  calendars: Calendars,
): Deemed | undefined {
  if (clocks.ACCEPTANCE.silence === 'NOTHING') return undefined;
  const { acceptance, accepted, ended, correction, supplemented } = folded;
  if (acceptance === undefined || accepted !== undefined || ended !== undefined) return undefined;
  if (correction !== undefined && !supplemented) return undefined;
  const { date, provisional } = provisionalDeemedOn(acceptance, calendars);
  return { on: date, provisional };
}

interface Asked {
  readonly isDeemed: boolean;
  readonly asOf: string;
}

function statusOf(folded: Folded, asked: Asked): CaseStatus {
  // As a right is PENDING before its registration, a case is nothing yet before its application.
  if (folded.asked === undefined) return 'NOT_YET_APPLIED';
  return (
    endedStatus(folded) ??
    registeredStatus(folded) ??
    (folded.accepted !== undefined || asked.isDeemed
      ? acceptedStatus(folded, asked)
      : enteringStatus(folded, asked))
  );
}

function endedStatus({ ended, decided }: Folded): CaseStatus | undefined {
  if (ended === 'WITHDRAWN') return 'WITHDRAWN';
  if (ended === 'NOT_ACCEPTED') return 'REFUSED';
  return decided === undefined || decided.outcome === 'APPROVED' ? undefined : decided.outcome;
}

function registeredStatus(folded: Folded): CaseStatus | undefined {
  if (folded.certificateNo !== undefined) return 'CERTIFIED';
  if (folded.registeredAt !== undefined) return 'REGISTERED';
  if (folded.deposited !== undefined) return 'DEPOSITED_PENDING';
  return folded.decided === undefined ? undefined : 'APPROVED';
}

function acceptedStatus({ notice, objections, reviews }: Folded, { asOf }: Asked): CaseStatus {
  if (objections.size > 0) return 'OBJECTED';
  if (notice?.kind === 'NOTICE_PUBLISHED') {
    return asOf < notice.notice.dueAt ? 'PUBLICISED' : 'NOTICE_ENDED';
  }
  if (notice?.kind === 'NOTICE_WITHHELD') return 'NOTICE_ENDED';
  return reviews.length > 0 ? 'UNDER_REVIEW' : 'ACCEPTED';
}

const missing = ({ asked = [], consented }: Folded): string[] =>
  asked.filter((uscc) => !consented.has(uscc));

function enteringStatus(folded: Folded, { asOf }: Asked): CaseStatus {
  const { correction, supplemented, supplementDue } = folded;
  if (correction !== undefined && !supplemented) {
    return supplementDue !== undefined && asOf >= supplementDue.dueAt
      ? 'NOT_SUPPLEMENTED'
      : 'CORRECTION_REQUIRED';
  }
  return missing(folded).length === 0 ? 'SUBMITTED' : 'AWAITING_CONSENT';
}

interface Ground {
  readonly status: CaseStatus;
  readonly acceptedOn: string | undefined;
  readonly calendars: Calendars;
}

function deadlinesOf(record: RegistrationCase, folded: Folded, ground: Ground): CaseDeadline[] {
  const { status } = ground;
  const objections = [...folded.objections.values()].flatMap(({ objection, due, holderNotice }) =>
    [due, holderNotice].flatMap((each) =>
      each === undefined ? [] : [{ ...shown(each), objection }],
    ),
  );
  if (BEFORE_DECISION.includes(status)) {
    const notice = folded.notice?.kind === 'NOTICE_PUBLISHED' ? [folded.notice.notice] : [];
    const decision = decisionClock(record, folded, ground);
    return [...[...decision, ...notice].map(shown), ...objections];
  }
  const entering: Partial<Record<CaseStatus, Deadline | undefined>> = {
    SUBMITTED: folded.acceptance,
    CORRECTION_REQUIRED: folded.supplementDue,
  };
  const clock = entering[status];
  return [...(clock === undefined ? [] : [shown(clock)]), ...objections];
}

/** Time for supplements, notice and objections does not count (NATIONAL_2026/28). */
function decisionClock(
  { clocks }: RegistrationCase,
  folded: Folded,
  { acceptedOn, calendars }: Ground,
): DeadlineState[] {
  if (acceptedOn === undefined) return [];
  const options = { pauses: openPauses(folded), extended: folded.extended };
  return [provisionalDeadline(clocks.DECISION, acceptedOn, calendars, options)];
}

/**
 * The deadline of the decision for whoever decides now: an open pause ends today, for the decision
 * itself ends it.
 *
 * @throws LedgerError CALENDAR_MISSING
 */
export function decisionDeadline(
  rule: ClockRule,
  folded: Folded,
  acceptedOn: string,
  { calendars, today }: { readonly calendars: Calendars; readonly today: string },
): Deadline {
  const pauses = openPauses(folded).map(({ from, until = today }) => ({ from, until }));
  return deadline(rule, acceptedOn, calendars, { pauses, extended: folded.extended });
}

function shown(state: DeadlineState): CaseDeadline {
  const { clock, article, provisional } = state;
  if (isPaused(state)) {
    return { clock, article, paused: true, remaining: state.remaining, provisional };
  }
  return { clock, article, due: state.due, dueAt: state.dueAt, paused: false, provisional };
}

const lateSteps = (record: RegistrationCase, { asOf, knownAt }: Instants): CaseState['late'] =>
  record.steps.flatMap(({ seq, article, punctuality, at }) =>
    at > asOf || at > knownAt || punctuality === undefined || punctuality === 'IN_TIME'
      ? []
      : [{ step: seq, article, punctuality }],
  );

/** When the status changes next although nobody acts. */
function nextChange(
  folded: Folded,
  deemed: Deemed | undefined,
  { status, asOf }: { readonly status: CaseStatus; readonly asOf: string },
): string | undefined {
  const at = changeOf(folded, deemed, status);
  return at !== undefined && at > asOf ? at : undefined;
}

function changeOf(
  folded: Folded,
  deemed: Deemed | undefined,
  status: CaseStatus,
): string | undefined {
  switch (status) {
    case 'SUBMITTED':
      return deemed === undefined ? undefined : startOfDay(deemed.on);
    case 'CORRECTION_REQUIRED':
      return folded.supplementDue?.dueAt;
    case 'PUBLICISED':
      return folded.notice?.kind === 'NOTICE_PUBLISHED'
        ? endOfDay(folded.notice.notice.due)
        : undefined;
    default:
      return undefined;
  }
}
