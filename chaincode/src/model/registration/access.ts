import type { Actor, Role } from '../access.js';
import { LedgerError } from '../errors.js';
import type { CaseView, RegistrationCase } from './case.js';
import type { CaseStep, OverlapFlag } from './case-steps.js';

/** Who sees every file, by office. */
export const OFFICES: readonly Role[] = ['registrar', 'court', 'supervisor'];

const isParty = ({ applicant, consents }: RegistrationCase, uscc: string): boolean =>
  applicant === uscc || consents.includes(uscc);

/**
 * A file is open to its parties and to those whose office it is; others read the notice, or record a
 * query with its purpose (NATIONAL_2026/30).
 *
 * @throws LedgerError CALLER_FORBIDDEN
 */
export function requireCaseReader(record: RegistrationCase, actor: Actor): void {
  if (OFFICES.includes(actor.role) || isParty(record, actor.uscc)) return;
  throw new LedgerError(
    'CALLER_FORBIDDEN',
    `Case ${record.id} is not yours. Read its notice, or record a query with your purpose.`,
    { case: record.id, article: 'NATIONAL_2026/30' },
  );
}

/** Whom another registration belongs to is the registrars’ confidence, not the applicant’s to know. */
export function shownTo(actor: Actor, view: CaseView): CaseView {
  if (OFFICES.includes(actor.role)) return view;
  const { record, state } = view;
  return {
    ...view,
    record: caseShownTo(actor, record),
    state: { ...state, unexplained: state.unexplained.map(withoutOther) },
  };
}

/** The same of the case alone, as acts and queries of files answer it. */
export const caseShownTo = (
  actor: Pick<Actor, 'role'>,
  record: RegistrationCase,
): RegistrationCase =>
  OFFICES.includes(actor.role) ? record : { ...record, steps: record.steps.map(withoutOthers) };

const withoutOthers = (step: CaseStep): CaseStep =>
  step.kind === 'OVERLAP_FOUND' ? { ...step, flags: step.flags.map(withoutOther) } : step;

function withoutOther({ code, tier, similarity, article }: OverlapFlag): OverlapFlag {
  return { code, tier, similarity, article };
}
