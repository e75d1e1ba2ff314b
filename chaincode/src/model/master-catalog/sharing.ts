import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { shanghaiDate } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import { flowShape } from '../flow.js';
import { CatalogNo } from '../negative-list.js';
import { CaseActor } from '../registration/case-steps.js';
import {
  Code,
  Hex256,
  Id,
  Instant,
  line,
  TransactionId,
  Uscc,
  Version,
  daySpan,
} from '../schema.js';
import type { CatalogEntry } from './entry.js';

/** Plain dates in Shanghai, both included. */
export const Term = daySpan().meta({ id: 'CatalogTerm' });
type Term = z.infer<typeof Term>;

const within = ({ from, to }: Term, at: string): boolean => {
  const day = shanghaiDate(at);
  return from <= day && day <= to;
};

/** @throws LedgerError GRANT_EXPIRED outside a term, before it as well */
export function requireTerm(id: string, term: Term, at: string): void {
  if (within(term, at)) return;
  throw new LedgerError('GRANT_EXPIRED', `${id} counts from ${term.from} to ${term.to}.`, {
    id,
    ...term,
  });
}

/** 政务共享: asked for by one department, decided and recorded by the one that has the data. */
export const ShareRequest = z
  .strictObject({
    ...flowShape(['REQUESTED', 'APPROVED', 'REFUSED', 'DELIVERED']),
    kind: z.literal('GOV_SHARE'),
    catalogNo: CatalogNo,
    /** The version that was asked for. */
    version: Version,
    provider: Uscc,
    recipient: Uscc,
    purpose: Code,
    term: Term,
    deliveryDigest: Hex256.optional(),
  })
  .meta({ id: 'ShareRequest' });
export type ShareRequest = z.infer<typeof ShareRequest>;

/** A provider agrees that data it shared is used further, for this purpose by this party. */
export const ProviderConsent = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    catalogNo: CatalogNo,
    provider: Uscc,
    recipient: Uscc,
    purpose: Code,
    /** Left out, the consent is for any agreement within its purpose. */
    agreement: Id.optional(),
    term: Term,
    withdrawn: z.strictObject({ at: Instant, reason: line(200), txId: TransactionId }).optional(),
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'ProviderConsent' });
export type ProviderConsent = z.infer<typeof ProviderConsent>;

export const isConsentValid = ({ withdrawn, term }: ProviderConsent, at: string): boolean =>
  (withdrawn === undefined || withdrawn.at > at) && within(term, at);

/** For which use a provider’s consent is asked. */
export interface ConsentUse {
  readonly catalogNo: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly agreement?: string | undefined;
}

/** @throws LedgerError PROVIDER_CONSENT_REQUIRED */
export function pickConsent(
  found: ProviderConsent | undefined,
  { catalogNo, recipient, purpose, agreement }: ConsentUse,
  { provider, at }: { readonly provider: string; readonly at: string },
): ProviderConsent {
  const covers = found?.agreement === undefined || found.agreement === agreement;
  if (found?.provider === provider && covers && isConsentValid(found, at)) return found;
  throw new LedgerError(
    'PROVIDER_CONSENT_REQUIRED',
    `${provider} provided ${catalogNo} and has not consented to ${purpose} by ${recipient}.`,
    { catalogNo, provider, recipient, purpose, article: 'PUBLIC_2025/27号/5' },
  );
}

/** @throws LedgerError SHARE_NOT_ALLOWED */
export function requireShareable({ catalogNo, shareType }: CatalogEntry): void {
  if (shareType !== 'NOT_SHARED') return;
  throw new LedgerError('SHARE_NOT_ALLOWED', `${catalogNo} is not shared.`, { catalogNo });
}

const beacon = BeaconCitation.optional();
export const RequestShareInput = z
  .strictObject({ id: Id, catalogNo: CatalogNo, purpose: Code, term: Term, beacon })
  .meta({ id: 'RequestShareInput' });
export const DecideShareInput = z
  .strictObject({
    id: Id,
    outcome: z.enum(['APPROVED', 'REFUSED']),
    reasons: line(300),
    beacon,
  })
  .meta({ id: 'DecideShareInput' });
export const RecordShareInput = z
  .strictObject({ id: Id, deliveryDigest: Hex256, beacon })
  .meta({ id: 'RecordShareInput' });
export const ShareKey = z.strictObject({ id: Id }).meta({ id: 'ShareKey' });
export const GiveProviderConsentInput = z
  .strictObject({
    ...{ id: Id, catalogNo: CatalogNo, recipient: Uscc, purpose: Code },
    ...{ agreement: Id.optional(), term: Term, beacon },
  })
  .meta({ id: 'GiveProviderConsentInput' });
export const ConsentOf = { catalogNo: CatalogNo, recipient: Uscc, purpose: Code };
export const WithdrawProviderConsentInput = z
  .strictObject({ ...ConsentOf, reason: line(200), beacon })
  .meta({ id: 'WithdrawProviderConsentInput' });
export const ConsentKey = z
  .strictObject({ ...ConsentOf, asOf: Instant.optional() })
  .meta({ id: 'ProviderConsentKey' });
export const ProviderConsentView = z
  .strictObject({ consent: ProviderConsent, valid: z.boolean(), asOf: Instant })
  .meta({ id: 'ProviderConsentView' });
