import { LedgerError } from '../errors.js';
import type { NewResourceForm } from '../public-resource/form.js';
import { requireSections } from '../public-resource/gates.js';
import {
  type Allocation,
  type ApplicationForm,
  type CreatingForm,
  type DataDescription,
  type GivingForm,
  isCreating,
  isGiving,
  isResource,
} from './application.js';
import type { Act } from './case-acts.js';
import { partyOf, requireOrganization } from './on-behalf.js';
import { matrixCell, type Procedure, type RuleProfile } from './profile.js';

/** Whoever files, and with whom. */
export interface Filing {
  readonly profile: RuleProfile;
  readonly procedure: Procedure;
  readonly registrar: string;
  readonly act: Pick<Act, 'by' | 'onBehalf'>;
}

/**
 * Everything the profile refuses outright, before a case comes to be: each with its own code and
 * the article.
 *
 * @throws LedgerError REGISTRAR_SELF_APPLICATION, CALLER_FORBIDDEN, FIELD_LIMIT_EXCEEDED,
 *   FIELD_REQUIRED, EVIDENCE_REQUIRED, and the gates of `requireOrigin` and `requireMatrix`
 */
export function checkFiling(form: ApplicationForm, filing: Filing): void {
  const { profile, procedure, registrar, act } = filing;
  const party = partyOf(act);
  requireInitiator(filing);
  const article = profile.selfApplicationArticle;
  if (party === registrar && !actsExOfficio(filing)) {
    throw new LedgerError(
      'REGISTRAR_SELF_APPLICATION',
      'A registrar may not apply in its own register. Apply with another registrar.',
      { article, registrar },
    );
  }
  requireOthersRegister(form, filing);
  if (isGiving(form)) requireOtherHolder(form, party);
  if (isResource(form)) requireOrganization(party, procedure.article);
  if (form.type === 'CANCELLATION') requireReason(form.reason, 'REQUEST', filing);
  if (form.type === 'RESOURCE_CANCELLATION') requireReason(form.ground, 'WAIVED', filing);
  if (form.type === 'RESOURCE') checkResource(form, filing);
  if (!isCreating(form)) return;
  checkDescription(form.description, profile);
  requireFields(form, profile);
  requireEvidence(form, procedure);
  requireOrigin(form, profile);
  for (const allocation of form.allocation) requireMatrix(form, allocation, profile);
}

/** A public data resource: deposited first, described, and with every section the rule asks for. */
function checkResource(form: NewResourceForm, { profile, procedure }: Filing): void {
  const article = profile.resource?.evidenceArticle ?? procedure.article;
  requireEvidence(form, { ...procedure, article });
  checkDescription(form.description, profile);
  requireFields(form, profile);
  requireSections(form, profile);
}

/**
 * A registrar acts ex officio in its own register, where the profile lets it open such a case. With
 * another registrar it is a party like any other, and what it brings for a person is the person’s.
 */
export const actsExOfficio = ({
  procedure,
  registrar,
  act,
}: Pick<Filing, 'procedure' | 'registrar' | 'act'>): boolean =>
  act.by.role === 'registrar' &&
  partyOf(act) === registrar &&
  procedure.initiators.includes('REGISTRAR');

function requireInitiator(filing: Filing): void {
  const { initiators, type, article } = filing.procedure;
  if (initiators.includes('PARTY') || actsExOfficio(filing)) return;
  throw new LedgerError('CALLER_FORBIDDEN', `A case of type ${type} is opened ex officio only.`, {
    type,
    article,
  });
}

/** A registrar can not get rights in its own register through somebody else’s application either. */
function requireOthersRegister(form: ApplicationForm, { profile, registrar }: Filing): void {
  const holders = isCreating(form) ? form.allocation.map(({ holder }) => holder) : [];
  if (![...holders, ...(isGiving(form) ? [form.to] : [])].includes(registrar)) return;
  throw new LedgerError(
    'REGISTRAR_SELF_APPLICATION',
    'A registrar may not become a holder in its own register.',
    { article: profile.selfApplicationArticle, registrar },
  );
}

function requireOtherHolder({ to }: GivingForm, party: string): void {
  if (to !== party) return;
  throw new LedgerError('INPUT_INVALID', 'Nobody gives a right to itself.', {
    issues: [{ pointer: '/form/to', message: 'Is the applicant' }],
  });
}

/** Who asks for its own registration to end gives no reason of office, and an office no wish. */
function requireReason(reason: string, wish: string, filing: Filing): void {
  if (!actsExOfficio(filing) || reason !== wish) return;
  throw new LedgerError('CALLER_FORBIDDEN', 'A registrar cancels on a ground of law only.', {
    reason,
    article: filing.procedure.article,
  });
}

/** @throws LedgerError FIELD_LIMIT_EXCEEDED */
export function checkDescription(
  { name, overview }: Pick<DataDescription, 'name' | 'overview'>,
  { limits }: RuleProfile,
): void {
  const { nameMax, overviewMax, article } = limits;
  for (const [field, text, max] of [
    ['name', name, nameMax],
    ['overview', overview, overviewMax],
  ] as const) {
    // Characters as people count them, not code units.
    const length = Array.from(text).length;
    if (length <= max) continue;
    throw new LedgerError(
      'FIELD_LIMIT_EXCEEDED',
      `description.${field} has ${length} characters; the form takes ${max}.`,
      { field, max, length, article },
    );
  }
}

function requireFields(
  { description }: Pick<CreatingForm, 'description'>,
  { requiredFields, limits }: RuleProfile,
): void {
  const filled: Readonly<Record<string, unknown>> = {
    industry: description.industry,
    timeSpan: description.timeSpan,
    volume: description.volume,
    'restrictions.text': description.restrictions.text,
  };
  const missing = requiredFields.filter((field) => filled[field] === undefined);
  if (missing.length === 0) return;
  throw new LedgerError('FIELD_REQUIRED', `The form also asks for ${missing.join(', ')}.`, {
    fields: missing,
    article: limits.article,
  });
}

function requireEvidence(
  { evidence }: Pick<CreatingForm, 'evidence'>,
  { evidenceFirst, article }: Pick<Procedure, 'evidenceFirst' | 'article'>,
): void {
  if (!evidenceFirst || evidence !== undefined) return;
  throw new LedgerError(
    'EVIDENCE_REQUIRED',
    'Deposit the data’s digests as evidence first, and name the record in the application.',
    { article },
  );
}

const GATE_MESSAGES = {
  NOT_REGISTRABLE_GOV_RAW: 'Raw government duty data is not registered as data property.',
  PUBLIC_CODE_REQUIRED:
    'A product of authorised operation needs its public-data-resource lookup code first.',
  ENTRUSTED_NO_RIGHTS: 'Entrusted processing gives no right in raw, intermediate or result data.',
} as const;

/** @throws LedgerError NOT_REGISTRABLE_GOV_RAW, PUBLIC_CODE_REQUIRED, ENTRUSTED_NO_RIGHTS */
function requireOrigin({ origin, publicCode }: CreatingForm, { gates }: RuleProfile): void {
  for (const { code, article } of gates.filter((gate) => gate.origin === origin)) {
    if (code === 'PUBLIC_CODE_REQUIRED' && publicCode !== undefined) continue;
    throw new LedgerError(code, GATE_MESSAGES[code], { origin, article });
  }
}

/** @throws LedgerError RIGHT_NOT_ALLOWED_FOR_ORIGIN */
function requireMatrix(form: CreatingForm, allocation: Allocation, profile: RuleProfile): void {
  const { cell, article } = matrixCell(profile, form.origin, allocation.right);
  const given =
    cell === 'YES' || cell === 'CONSENT' || (cell === 'CONTRACT' && allocation.proofDigest);
  if (given) return;
  const why = cell === 'CONTRACT' ? ' without the contract that gives it (proofDigest)' : '';
  throw new LedgerError(
    'RIGHT_NOT_ALLOWED_FOR_ORIGIN',
    `Data of origin ${form.origin} gives no ${allocation.right}${why}.`,
    { origin: form.origin, right: allocation.right, cell, article },
  );
}

/**
 * Who else must agree: everybody who is named to get a right, and, for OPERATE of fused data
 * without a contract, every participant (NATIONAL_2026/21(5)).
 */
export function consentsOf(form: CreatingForm, profile: RuleProfile, applicant: string): string[] {
  const holders = form.allocation.map(({ holder }) => holder);
  const asks = form.allocation.some(
    ({ right }) => matrixCell(profile, form.origin, right).cell === 'CONSENT',
  );
  if (asks && (form.participants ?? []).length === 0) {
    throw new LedgerError('FIELD_REQUIRED', 'Fused data needs the list of its participants.', {
      fields: ['participants'],
      article: matrixCell(profile, form.origin, 'OPERATE').article,
    });
  }
  const all = new Set([...holders, ...(asks ? (form.participants ?? []) : [])]);
  all.delete(applicant);
  return [...all].sort();
}

/** @throws LedgerError REFUSAL_GROUND_UNKNOWN */
export function groundArticle(profile: RuleProfile, code: string): string {
  const ground = profile.refusalGrounds.find((each) => each.code === code);
  if (ground !== undefined) return ground.article;
  throw new LedgerError(
    'REFUSAL_GROUND_UNKNOWN',
    `${profile.listId} knows no ground ${code}. Name one of ${profile.refusalGrounds.map((g) => g.code).join(', ')}.`,
    { ground: code },
  );
}
