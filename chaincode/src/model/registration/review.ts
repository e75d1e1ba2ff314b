import { LedgerError } from '../errors.js';
import { type ApplicationForm, isResource } from './application.js';
import type { ApplicantContact } from './fields.js';
import { foldAll } from './case-state.js';
import type { Act } from './case-acts.js';
import type { CaseState, RegistrationCase } from './case.js';
import { isSameVersion } from './description.js';
import { type RuleProfile, procedureOf } from './profile.js';
import type { Application } from './case.js';

/** What a prudent review looks at, and what a formal one does (NATIONAL_2026, 审查). */
const MATTERS = {
  PRUDENT: ['DESCRIPTION', 'SOURCE', 'RIGHTS'],
  FORMAL: ['DESCRIPTION'],
} as const;

/**
 * An approval needs everything that the procedure asks for, in the order in which people look for
 * it: the review, the explanation of overlaps, the notice, the objections.
 *
 * @throws LedgerError REVIEW_MISSING, REPEAT_REGISTRATION, OVERLAP_EXPLANATION_REQUIRED,
 *   NOTICE_REQUIRED, NOTICE_NOT_ENDED, OBJECTION_OPEN
 */
export function requireReviewed(
  record: RegistrationCase,
  state: CaseState,
  profile: RuleProfile,
  act: Act,
): void {
  requireExplained(record, state);
  requireFindings(record, profile);
  const { notice, proofAsked } = foldAll(record);
  if (proofAsked !== undefined) {
    throw new LedgerError('REVIEW_MISSING', 'The proof that was asked for is not there yet.', {
      case: record.id,
      article: record.article,
    });
  }
  if (state.openObjections.length > 0) {
    throw new LedgerError('OBJECTION_OPEN', `Objections to ${record.id} are not decided yet.`, {
      case: record.id,
      objections: state.openObjections,
      article: record.clocks.OBJECTION.article,
    });
  }
  const { article } = record.clocks.NOTICE;
  if (record.noticeRequired && notice === undefined) {
    throw new LedgerError('NOTICE_REQUIRED', `${record.id} must be on public notice first.`, {
      case: record.id,
      article,
    });
  }
  // Certain only once a beacon lies behind the end: a clock of one’s own can be set ahead.
  if (notice?.kind === 'NOTICE_PUBLISHED' && act.notBefore < notice.notice.dueAt) {
    throw new LedgerError(
      'NOTICE_NOT_ENDED',
      `The public notice of ${record.id} runs until the end of ${notice.notice.due}.`,
      { case: record.id, due: notice.notice.due, dueAt: notice.notice.dueAt, article },
    );
  }
}

function requireExplained({ id }: RegistrationCase, { unexplained }: CaseState): void {
  const [first] = unexplained;
  if (first === undefined || first.code === 'OVERLAP_DISCLOSED') return;
  throw new LedgerError(first.code, `The applicant of ${id} must explain the overlap first.`, {
    case: id,
    tiers: unexplained.map(({ tier }) => tier),
    article: first.article,
  });
}

/** The last word on each matter counts, and it must be yes. */
function requireFindings(record: RegistrationCase, profile: RuleProfile): void {
  const found = new Map(
    foldAll(record).reviews.flatMap(({ findings }) =>
      findings.map(({ matter, outcome }) => [matter, outcome] as const),
    ),
  );
  const explained = record.steps.some(({ kind }) => kind === 'OVERLAP_EXPLAINED');
  const { review } = procedureOf(profile, record.type);
  const wanted = [...MATTERS[review], ...(explained ? (['OVERLAP'] as const) : [])];
  const missing = wanted.filter((matter) => found.get(matter) !== 'SATISFIED');
  if (missing.length === 0) return;
  throw new LedgerError(
    'REVIEW_MISSING',
    `The review of ${record.id} does not bear out ${missing.join(', ')}.`,
    { case: record.id, matters: missing, article: record.article },
  );
}

/**
 * Applicant, name, overview, restrictions (NATIONAL_2026, 公示). A person’s name stays private, since
 * no block forgets: of such an applicant the notice says only what it is.
 */
export function statutoryFields(
  form: ApplicationForm,
  { type }: Pick<ApplicantContact, 'type'>,
): string[] {
  const applicant = type === 'NATURAL_PERSON' ? [] : ['applicant.name'];
  if (isResource(form)) return ['applicant.type', ...applicant, ...saidOfResource(form)];
  const said =
    'description' in form ? ['data.name', 'data.overview', 'data.restrictions'] : ['form.type'];
  return ['applicant.type', ...applicant, ...said];
}

/** 登记主体名称、登记类型、数据名称、概述 (26号, 公示). */
const saidOfResource = (form: ApplicationForm): string[] => [
  'form.type',
  ...('description' in form ? ['data.name', 'data.overview'] : []),
];

/** A supplement mends an application; it does not make another of it. */
export function requireSameAim({ form: before }: Application, form: ApplicationForm): void {
  const same =
    form.type === before.type &&
    ('data' in form && 'data' in before ? isSameVersion(form.data, before.data) : true) &&
    subjectOf(form) === subjectOf(before);
  if (same) return;
  throw new LedgerError('INPUT_INVALID', 'A supplement is of the same type and data as before.', {
    issues: [{ pointer: '/form/type', message: 'Differs from the application' }],
  });
}

/** The registration that a form is about, where it is about one. */
function subjectOf(form: ApplicationForm): string | undefined {
  if ('certificate' in form) return form.certificate;
  return 'lookupCode' in form ? form.lookupCode : undefined;
}
