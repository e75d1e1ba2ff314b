import { LedgerError } from '../errors.js';
import type { Instants } from '../registration/case-fold.js';
import { type Consent, consentStatus, requireConsent } from '../voucher/consent.js';
import type { GrantLink } from './closure.js';
import type { Grant, PersonalFields } from './grant.js';
import { isSameCode, isWithinSome, type Within } from './order.js';

/** A consent names items by codes: a field is the item of the same name in capitals, or none. */
const PLAIN = /^[A-Za-z][A-Za-z0-9_]*$/;
const itemOf = (field: string): string | undefined =>
  PLAIN.test(field) ? field.toUpperCase() : undefined;

/** Fields of persons that a grant would give. What it is made of says which those are. */
export function personalWithin(
  fields: readonly string[] | undefined,
  above: PersonalFields | undefined,
): string[] {
  const personal = above?.fields ?? [];
  return fields === undefined ? [...personal] : personal.filter((each) => fields.includes(each));
}

/**
 * A consent covers a grant of personal fields: what for, to whom, how long and which (PIPL 13, 23).
 *
 * @param wanted personal fields that the grant would give
 * @throws LedgerError CONSENT_REQUIRED, CONSENT_WITHDRAWN, CONSENT_EXPIRED, CONSENT_PURPOSE_EXCEEDED,
 *   CONSENT_VERIFIER_EXCEEDED, CONSENT_TERM_EXCEEDED, CONSENT_ITEM_EXCEEDED
 */
export function requireGrantConsent(
  grant: Pick<Grant, 'grantee' | 'scope' | 'personal'>,
  wanted: readonly string[],
  found: GrantLink['consent'],
  { within, instants }: { readonly within: Within; readonly instants: Instants },
): void {
  const stated = grant.personal?.fields ?? [];
  const missing = wanted.filter((field) => !stated.includes(field));
  if (missing.length > 0) {
    throw new LedgerError('CONSENT_REQUIRED', `No consent is named for ${missing.join(', ')}.`, {
      fields: missing,
      article: 'PIPL/23',
    });
  }
  if (found === undefined) return;
  const { consent, withdrawal } = found;
  requireConsent(consent, consentStatus(consent, withdrawal, instants.asOf));
  requireCovered(consent, grant, stated, within);
}

function requireCovered(
  consent: Consent,
  { grantee, scope }: Pick<Grant, 'grantee' | 'scope'>,
  fields: readonly string[],
  within: Within,
): void {
  const isPurpose = (code: string): boolean =>
    isSameCode(code, consent.purpose) || within(code, consent.purpose);
  const purpose = scope.purposes.find((code) => !isPurpose(code));
  const item = fields.find(
    (field) => !isWithinSome(itemOf(field) ?? '', consent.items, isSameCode),
  );
  const refused = [
    purpose === undefined ? undefined : (['CONSENT_PURPOSE_EXCEEDED', purpose] as const),
    consent.verifiers.includes(grantee)
      ? undefined
      : (['CONSENT_VERIFIER_EXCEEDED', grantee] as const),
    scope.term.to <= consent.until
      ? undefined
      : (['CONSENT_TERM_EXCEEDED', scope.term.to] as const),
    item === undefined ? undefined : (['CONSENT_ITEM_EXCEEDED', item] as const),
  ].find((each) => each !== undefined);
  if (refused === undefined) return;
  const [code, what] = refused;
  throw new LedgerError(code, `Consent ${consent.id} does not cover ${what}.`, {
    consent: consent.id,
    what,
    article: 'PIPL/23',
  });
}
