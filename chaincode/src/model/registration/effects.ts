import type { RegistrationCase, Application } from './case.js';
import { LedgerError } from '../errors.js';
import { recordDigest } from '../digest.js';
import { canonicalize } from '../canonical.js';
import {
  type AmendingForm,
  type ApplicationForm,
  type CreatingForm,
  type FieldChange,
  type GivingForm,
  WHOLE,
} from './application.js';
import type { CertificateView, RightView } from './certificate.js';
import type { RightType } from './codes.js';
import { checkDescription } from './gates.js';
import type { RuleProfile } from './profile.js';
import { matrixCell } from './profile.js';
import { DataDescription } from './application.js';
import { check, Hex256 } from '../schema.js';
import type { DataVersion, RegisteredDescription, RightsEntry } from './right.js';

/** What is deposited, in the ledger and in the national system: its digest is the registration’s. */
export interface RegistrationRecord {
  readonly v: 1;
  readonly case: string;
  readonly type: string;
  readonly profile: { readonly id: string; readonly version: number };
  readonly registrar: string;
  readonly applicant: string;
  readonly application: string;
  readonly fieldsRoot: string;
  readonly form: ApplicationForm;
}

/** NATIONAL_2026/26: applicant, data, rights and restrictions; the form states all of them. */
export const registrationRecord = (
  record: RegistrationCase,
  application: Application,
): RegistrationRecord => ({
  v: 1,
  case: record.id,
  type: record.type,
  profile: record.profile,
  registrar: record.registrar,
  applicant: record.applicant,
  application: application.digest,
  fieldsRoot: application.fields.root,
  form: application.form,
});

export const registrationDigest = (record: RegistrationCase, application: Application): string =>
  recordDigest(registrationRecord(record, application));

/** The version of the data that an application brings, as it will stand on the ledger. */
export const dataVersionOf = (
  form: CreatingForm,
  {
    id,
    applicant,
    txId,
  }: { readonly id: string; readonly applicant: string; readonly txId: string },
): DataVersion => ({
  v: 1,
  data: form.data,
  digests: form.digests,
  ...(form.fingerprint === undefined ? {} : { fingerprint: form.fingerprint }),
  parts: form.parts ?? [WHOLE],
  origin: form.origin,
  ...(form.evidence === undefined ? {} : { evidence: form.evidence }),
  createdBy: applicant,
  case: id,
  txId,
});

/** Entries that a first registration makes: one a line of the allocation statement. */
export function createdRights(
  form: CreatingForm,
  record: RegistrationCase,
  {
    profile,
    version,
    source,
    txId,
  }: { profile: RuleProfile; version: DataVersion; source?: PublicSource; txId: string },
): RightsEntry[] {
  return form.allocation.map((each, i) => ({
    v: 1,
    id: rightId(record.id, i),
    data: form.data,
    right: each.right,
    holder: each.holder,
    share: each.share,
    parts: version.parts,
    validity: profile.validity,
    ...limitOf(each.until, source?.operatingUntil),
    ...(source === undefined ? {} : { publicCode: source.lookupCode }),
    ...(each.limits === undefined ? {} : { limits: each.limits }),
    restrictions: form.description.restrictions,
    case: record.id,
    registrar: record.registrar,
    profile: record.profile,
    article: matrixCell(profile, form.origin, each.right).article,
    txId,
  }));
}

/** The registration as a public data resource that a product rests on. */
export interface PublicSource {
  readonly lookupCode: string;
  /** Last day of the operating term: no right in the product outlives it. */
  readonly operatingUntil?: string | undefined;
}

function limitOf(until: string | undefined, cap: string | undefined): { limit?: string } {
  const [limit] = [until, cap].filter((date) => date !== undefined).sort();
  return limit === undefined ? {} : { limit };
}

export const rightId = (caseId: string, place: number): string => `${caseId}.R${place + 1}`;

/** A right that comes out of another: the same right on the parts given, no longer than its source. */
export function givenRight(
  form: GivingForm,
  source: { readonly right: RightsEntry; readonly until: string; readonly parts: string[] },
  { record, place, txId }: { record: RegistrationCase; place: number; txId: string },
): RightsEntry {
  const { right, until, parts } = source;
  const kind = record.effect === 'TRANSFER' ? ('TRANSFER' as const) : ('LICENSE' as const);
  const limit = form.until !== undefined && form.until < until ? form.until : until;
  const limits = form.limits ?? right.limits;
  return {
    ...right,
    id: rightId(record.id, place),
    holder: form.to,
    share: kind === 'TRANSFER' ? right.share : 'CONCURRENT',
    parts,
    limit,
    ...(limits === undefined ? {} : { limits }),
    basis: basisOf(right, kind),
    case: record.id,
    article: record.article,
    txId,
  };
}

/** A name or an address is private: of what the holder is now called the form states a digest. */
function digestOf({ field, after }: FieldChange): string {
  if (Hex256.safeParse(after).success) return after;
  throw new LedgerError('INPUT_INVALID', `The new ${field} is private; state its digest.`, {
    issues: [{ pointer: '/form/changes', message: `${field} is no digest` }],
  });
}

/** A licence in other hands is a licence of the same right still, and ends with that one. */
function basisOf(
  { id, basis }: RightsEntry,
  kind: 'TRANSFER' | 'LICENSE',
): NonNullable<RightsEntry['basis']> {
  return kind === 'TRANSFER' && basis?.kind === 'LICENSE' ? basis : { kind, right: id };
}

/** Holder and source are nobody’s to change by this way: that is a transfer, or a new registration. */
const NEVER_CHANGED = ['holder', 'origin'];
const OF_HOLDER = ['holderName', 'holderRepresentative', 'holderAddress'];

/**
 * The description after a change. What the application says stood there before must stand there.
 *
 * @throws LedgerError CHANGE_NOT_ALLOWED, CHANGE_STALE, FIELD_LIMIT_EXCEEDED, INPUT_INVALID
 */
export function amended(
  current: RegisteredDescription,
  form: Pick<AmendingForm, 'changes'>,
  caseId: string,
  profile: RuleProfile,
): RegisteredDescription {
  const description: Record<string, unknown> = { ...current.description };
  const holder = { ...current.holder };
  for (const change of form.changes) {
    requireChangeable(change, profile);
    if (OF_HOLDER.includes(change.field)) {
      requireBefore(change, holder[change.field] ?? '-');
      holder[change.field] = digestOf(change);
    } else {
      requireBefore(change, canonicalize(description[change.field] ?? null));
      description[change.field] = valueOf(change);
    }
  }
  const checked = check(DataDescription, description);
  checkDescription(checked, profile);
  return { ...current, description: checked, holder, revision: current.revision + 1, case: caseId };
}

function requireChangeable({ field }: FieldChange, { changeArticle }: RuleProfile): void {
  if (!NEVER_CHANGED.includes(field)) return;
  throw new LedgerError(
    'CHANGE_NOT_ALLOWED',
    `${field} is not changed by a change registration. Transfer the rights, or register anew.`,
    { field, article: changeArticle },
  );
}

function requireBefore({ field, before }: FieldChange, current: string): void {
  if (before === current) return;
  throw new LedgerError('CHANGE_STALE', `${field} is registered with another value than before.`, {
    field,
  });
}

function valueOf({ field, after }: FieldChange): unknown {
  try {
    const value: unknown = JSON.parse(after);
    if (canonicalize(value) === after) return value;
  } catch {
    // Answered below, like every other text that is not canonical.
  }
  throw new LedgerError('INPUT_INVALID', `The new value of ${field} is not canonical JSON.`, {
    issues: [{ pointer: '/form/changes', message: `${field} is not canonical JSON` }],
  });
}

/**
 * The rights of a certificate that a case is about: those that are still there, and of a
 * cancellation those it names.
 *
 * @throws LedgerError RIGHT_NOT_HELD, RIGHT_NOT_ACTIVE
 */
export function touchedRights(form: ApplicationForm, view: CertificateView): readonly RightView[] {
  const live = view.rights.filter(({ state }) => ['ACTIVE', 'SUSPENDED'].includes(state.status));
  if (form.type !== 'CANCELLATION') return live;
  const { no } = view.certificate;
  const missing = form.rights.filter((type) => !hasType(view.rights, type));
  if (missing.length > 0) {
    const params = { certificate: no, rights: missing };
    throw new LedgerError('RIGHT_NOT_HELD', `${no} has no ${missing.join(', ')}.`, params);
  }
  const ended = form.rights.filter((type) => !hasType(live, type));
  if (ended.length > 0) {
    const params = { certificate: no, rights: ended };
    throw new LedgerError('RIGHT_NOT_ACTIVE', `${ended.join(', ')} of ${no} ended.`, params);
  }
  return live.filter(({ right }) => form.rights.includes(right.right));
}

const hasType = (rights: readonly RightView[], type: RightType): boolean =>
  rights.some(({ right }) => right.right === type);

/** @throws LedgerError EXCLUSIVE_CONFLICT when an exclusive share covers a part that another has */
export function requireExclusive(right: RightsEntry, standing: readonly RightsEntry[]): void {
  const rival = standing.find(
    (other) =>
      (right.share === 'EXCLUSIVE' || other.share === 'EXCLUSIVE') &&
      other.basis?.kind !== 'LICENSE' &&
      other.parts.some((part) => right.parts.includes(part)),
  );
  if (rival === undefined) return;
  throw new LedgerError(
    'EXCLUSIVE_CONFLICT',
    `${right.right} of this data is recorded as exclusive.`,
    { right: right.right, rival: rival.id, article: right.article },
  );
}
