import type { Deadline } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import type { Act } from './case-acts.js';
import { foldAll } from './case-state.js';
import type { CaseState, RegistrationCase } from './case.js';
import type { StepOf } from './case-steps.js';

/** Together they leave a case steps enough to be decided in. */
const MAX_OBJECTIONS = 120;
/** Nobody may use up what is left for others. */
const MAX_OF_PARTY = 10;

interface Voice {
  readonly by: string;
  readonly heard: boolean;
  readonly objection: string;
  /** Whom the registrar speaks for. */
  readonly commitment?: string | undefined;
}

type Raised = StepOf<'OBJECTION_RAISED'>;

/** Whoever is heard through the registrar is told apart by the commitment to who it is. */
const isOf = (step: Raised, { by, heard, commitment }: Voice): boolean =>
  step.heard === heard && (heard ? step.objectorCommitment === commitment : step.by.uscc === by);

function requireOneVoice(record: RegistrationCase, voice: Voice): void {
  const { by, heard, objection } = voice;
  if (!heard && by === record.applicant) {
    throw new LedgerError('CALLER_FORBIDDEN', 'An applicant withdraws; it does not object.', {
      case: record.id,
    });
  }
  const raised = record.steps.filter((step): step is Raised => step.kind === 'OBJECTION_RAISED');
  const open = [...foldAll(record).objections.values()];
  if (
    raised.some((step) => step.objection === objection) ||
    open.some((step) => isOf(step, voice))
  ) {
    throw new LedgerError('OBJECTION_EXISTS', `Your objection to ${record.id} is raised already.`, {
      case: record.id,
      objection,
    });
  }
  const own = raised.filter((step) => isOf(step, voice)).length;
  if (own < MAX_OF_PARTY && raised.length < MAX_OBJECTIONS) return;
  throw new LedgerError('CASE_STATE_FORBIDS', `Case ${record.id} takes no more objections.`, {
    case: record.id,
    limit: own < MAX_OF_PARTY ? MAX_OBJECTIONS : MAX_OF_PARTY,
  });
}

/**
 * During the notice, or after registration; each party has one open objection at a time. An open
 * objection does not keep the notice open for others.
 *
 * @throws LedgerError CASE_STATE_FORBIDS, OBJECTION_EXISTS, CALLER_FORBIDDEN
 */
export function objectionPhase(
  record: RegistrationCase,
  { status }: CaseState,
  voice: Voice,
  { notBefore }: Act,
): 'NOTICE' | 'POST_REGISTRATION' {
  requireOneVoice(record, voice);
  if (status === 'REGISTERED' || status === 'CERTIFIED') return 'POST_REGISTRATION';
  const { notice } = foldAll(record);
  const running = notice?.kind === 'NOTICE_PUBLISHED' && notBefore < notice.notice.dueAt;
  if (running && (status === 'PUBLICISED' || status === 'OBJECTED')) return 'NOTICE';
  throw new LedgerError(
    'CASE_STATE_FORBIDS',
    `Case ${record.id} is ${status}; objections are heard during the notice and after registration.`,
    { case: record.id, status, article: record.clocks.OBJECTION.article },
  );
}

/** @throws LedgerError OBJECTION_NOT_FOUND */
export function openObjection(record: RegistrationCase, objection: string): Raised {
  const raised = foldAll(record).objections.get(objection);
  if (raised !== undefined) return raised;
  throw new LedgerError('OBJECTION_NOT_FOUND', `No objection ${objection} is open.`, {
    case: record.id,
    objection,
  });
}

/** @throws LedgerError CASE_STATE_FORBIDS */
export function requireUntold(record: RegistrationCase, raised: Raised): Deadline {
  if (raised.holderNotice !== undefined) return raised.holderNotice;
  throw new LedgerError('CASE_STATE_FORBIDS', `No notice of ${raised.objection} is due.`, {
    case: record.id,
    objection: raised.objection,
    article: record.clocks.HOLDER_NOTICE.article,
  });
}

const answerTo = (
  { steps }: RegistrationCase,
  objection: string,
): StepOf<'HOLDER_ANSWERED'> | undefined =>
  steps.find(
    (step): step is StepOf<'HOLDER_ANSWERED'> =>
      step.kind === 'HOLDER_ANSWERED' && step.objection === objection,
  );

/**
 * The holder answers once, after it was told.
 *
 * @throws LedgerError OBJECTION_NOT_SERVED, OBJECTION_ANSWERED, CASE_STATE_FORBIDS
 */
export function requireAnswerableObjection(record: RegistrationCase, raised: Raised): void {
  const params = { case: record.id, objection: raised.objection };
  const { article } = record.clocks.HOLDER_NOTICE;
  if (raised.phase !== 'POST_REGISTRATION') {
    throw new LedgerError('CASE_STATE_FORBIDS', 'Before the registration nobody holds anything.', {
      ...{ ...params, article },
    });
  }
  requireTold(record, raised);
  if (answerTo(record, raised.objection) === undefined) return;
  throw new LedgerError('OBJECTION_ANSWERED', `${raised.objection} was answered.`, params);
}

/** @throws LedgerError OBJECTION_NOT_SERVED */
function requireTold(record: RegistrationCase, raised: Raised): void {
  if (raised.holderNotice === undefined) return;
  throw new LedgerError('OBJECTION_NOT_SERVED', 'The holder was not told of it yet.', {
    ...{ case: record.id, objection: raised.objection },
    ...{ article: record.clocks.HOLDER_NOTICE.article, due: raised.holderNotice.due },
  });
}

/**
 * What was registered is not taken away unheard; and what the holder accepts is changed or cancelled,
 * so it can not be rejected any more (NATIONAL_2026/29).
 *
 * @throws LedgerError OBJECTION_NOT_SERVED, CASE_STATE_FORBIDS
 */
export function requireConcludable(
  record: RegistrationCase,
  raised: Raised,
  outcome: 'UPHELD' | 'REJECTED',
): void {
  if (raised.phase !== 'POST_REGISTRATION') return;
  if (outcome === 'UPHELD') {
    requireTold(record, raised);
    return;
  }
  if (answerTo(record, raised.objection)?.position !== 'ACCEPTED') return;
  throw new LedgerError('CASE_STATE_FORBIDS', `The holder accepted ${raised.objection}.`, {
    ...{ case: record.id, objection: raised.objection },
    article: record.clocks.HOLDER_NOTICE.article,
  });
}
