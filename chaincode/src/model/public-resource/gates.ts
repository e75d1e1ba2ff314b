import { isSameVersion } from '../registration/description.js';
import { isSameBytes } from '../evidence.js';
import { LedgerError } from '../errors.js';
import type { RuleProfile } from '../registration/profile.js';
import type { NewResourceForm } from './form.js';
import type { PublicResourceRegistration } from './registration.js';
import { type ResourceClosure, resourceState } from './state.js';
import type { CreatingForm } from '../registration/application.js';
import type { Instants } from '../registration/case-fold.js';

/** @throws LedgerError FIELD_REQUIRED naming every section that the profile asks for and is missing */
export function requireSections(form: NewResourceForm, { resource, limits }: RuleProfile): void {
  const wanted: string[] = (resource?.requiredSections ?? []).filter(
    (section) => form[section] === undefined,
  );
  const operated = form.basis === 'AUTHORISED_OPERATION' && form.agreement === undefined;
  const missing = [...wanted, ...(operated ? ['agreement'] : [])];
  if (missing.length === 0) return;
  throw new LedgerError('FIELD_REQUIRED', `The form also asks for ${missing.join(', ')}.`, {
    fields: missing,
    article: resource?.sectionsArticle ?? limits.article,
  });
}

/**
 * The registration that a product of authorised operation cites: its own applicant’s, of its own
 * data, and active at that time (NATIONAL_2026/15).
 *
 * @throws LedgerError PUBLIC_CODE_MISMATCH, PUBLIC_CODE_NOT_ACTIVE
 */
export function requireCited(
  closure: ResourceClosure,
  form: CreatingForm,
  { applicant, article, instants }: { applicant: string; article: string; instants: Instants },
): void {
  const { lookupCode } = closure.record;
  const differs = mismatch(closure.record, form, applicant);
  if (differs !== undefined) {
    throw new LedgerError(
      'PUBLIC_CODE_MISMATCH',
      `${lookupCode} is of another ${differs} than this application.`,
      { lookupCode, differs, article },
    );
  }
  const { status, until, reasons } = resourceState(closure, instants);
  if (status === 'ACTIVE') return;
  throw new LedgerError('PUBLIC_CODE_NOT_ACTIVE', `${lookupCode} is ${status}.`, {
    ...{ lookupCode, status, until, reasons, article },
  });
}

function mismatch(
  { holder, data, digests }: PublicResourceRegistration,
  form: CreatingForm,
  applicant: string,
): 'applicant' | 'data' | 'digest' | undefined {
  if (holder !== applicant) return 'applicant';
  if (!isSameVersion(data, form.data)) return 'data';
  return isSameBytes(digests, form.digests) ? undefined : 'digest';
}
