import { LedgerError } from '../errors.js';
import { foldAll } from './case-state.js';
import type { Act } from './case-acts.js';
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
