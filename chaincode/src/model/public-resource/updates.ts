import { startOfDay } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import { amended } from '../registration/effects.js';
import type { RuleProfile } from '../registration/profile.js';
import type { RegisteredResourceForm } from './form.js';
import type { ResourceEntry } from './registration.js';
import { describedAt, type ResourceView } from './state.js';
import { validUntil } from './validity.js';

/** What a decided case does to a registration: one entry more. */
export interface Updating {
  readonly profile: RuleProfile;
  /** The case that does it, and when. */
  readonly case: string;
  readonly article: string;
  readonly at: string;
  readonly txId: string;
}

/**
 * The entry that a form leads to. Asked when the form is filed, to refuse what can not be, and again
 * when the decision is carried out, since time may have ended what it is about.
 *
 * @throws LedgerError RESOURCE_LAPSED, RESOURCE_NOT_ACTIVE, RENEWAL_NOT_OPEN, OPERATING_TERM_ENDS,
 *   GROUND_UNKNOWN, RESOURCE_NOT_LAPSED, and those of `amended`
 */
export function resourceEntry(
  form: RegisteredResourceForm,
  view: ResourceView,
  updating: Updating,
): ResourceEntry {
  const { profile, ...rest } = updating;
  const base = { case: rest.case, at: rest.at, article: rest.article, txId: rest.txId };
  switch (form.type) {
    case 'RESOURCE_CHANGE':
    case 'RESOURCE_CORRECTION': {
      requireStands(view);
      const kind = form.type === 'RESOURCE_CHANGE' ? ('CHANGED' as const) : ('CORRECTED' as const);
      return { ...base, kind, ...changed(form, view, profile) };
    }
    case 'RESOURCE_RENEWAL':
      return { ...base, kind: 'PROLONGED', until: prolonged(view, profile) };
    case 'RESOURCE_CANCELLATION':
      requireGround(form.ground, 'cancellationGrounds', profile);
      requireCancellable(view, form.ground);
      return { ...base, kind: 'CANCELLED', ground: form.ground };
    case 'RESOURCE_REVOCATION':
      requireGround(form.ground, 'revocationGrounds', profile);
      requireStands(view);
      return { ...base, kind: 'REVOKED', ground: form.ground };
  }
}

function changed(
  form: Extract<RegisteredResourceForm, { changes: unknown }>,
  { record, asked }: ResourceView,
  profile: RuleProfile,
): Pick<Extract<ResourceEntry, { kind: 'CHANGED' | 'CORRECTED' }>, 'description' | 'holder'> {
  const { description, holder } = describedAt(record, asked);
  const current = { v: 1 as const, data: record.data, description, holder, revision: 1 };
  const next = amended({ ...current, case: record.case }, form, record.case, profile);
  return { description: next.description, holder: next.holder };
}

function paramsOf({ record, state }: ResourceView): Record<string, unknown> {
  const { lookupCode, article } = record;
  return { lookupCode, status: state.status, reasons: state.reasons, article };
}

/**
 * A suspended registration is still there to be changed; one that is over is not.
 *
 * @throws LedgerError RESOURCE_LAPSED, RESOURCE_NOT_ACTIVE
 */
export function requireStands(view: ResourceView): void {
  const { record, state } = view;
  if (state.status === 'ACTIVE' || state.status === 'SUSPENDED') return;
  const params = paramsOf(view);
  if (state.status === 'LAPSED') {
    throw new LedgerError('RESOURCE_LAPSED', `${record.lookupCode} is not valid any more.`, params);
  }
  throw new LedgerError('RESOURCE_NOT_ACTIVE', `${record.lookupCode} is ${state.status}.`, params);
}

/** @throws LedgerError RENEWAL_NOT_OPEN before its window, OPERATING_TERM_ENDS where none is left */
function prolonged(view: ResourceView, profile: RuleProfile): string {
  requireStands(view);
  const { record, state, renewal, asked } = view;
  const params = { lookupCode: record.lookupCode, ...renewal, article: profile.renewalArticle };
  if (asked.asOf < startOfDay(renewal.from)) {
    const message = `Renewal can be applied for from ${renewal.from}.`;
    throw new LedgerError('RENEWAL_NOT_OPEN', message, params);
  }
  const until = validUntil(state.until, profile.validity, state.operation?.until);
  if (until > state.until) return until;
  throw new LedgerError(
    'OPERATING_TERM_ENDS',
    `The operating term ends on ${state.until}; there is nothing to renew for.`,
    { ...params, operation: state.operation },
  );
}

function requireGround(
  code: string,
  kind: 'cancellationGrounds' | 'revocationGrounds',
  { listId, resource }: RuleProfile,
): void {
  const grounds = resource?.[kind] ?? [];
  if (grounds.some((ground) => ground.code === code)) return;
  const codes = grounds.map((ground) => ground.code);
  throw new LedgerError(
    'GROUND_UNKNOWN',
    `${listId} knows no ground ${code}. Name one of ${codes.join(', ')}.`,
    { ground: code, grounds: codes },
  );
}

/** 届满: what time ended already is cancelled on that ground, and what it did not end is not. */
const EXPIRED = 'EXPIRED';

function requireCancellable(view: ResourceView, ground: string): void {
  const { record, state } = view;
  if (ground !== EXPIRED) {
    requireStands(view);
    return;
  }
  if (state.status === 'LAPSED') return;
  if (state.status === 'CANCELLED' || state.status === 'REVOKED') requireStands(view);
  throw new LedgerError(
    'RESOURCE_NOT_LAPSED',
    `${record.lookupCode} is valid until ${state.until}; it did not lapse.`,
    paramsOf(view),
  );
}
