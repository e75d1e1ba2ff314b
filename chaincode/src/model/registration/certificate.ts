import { z } from 'zod';
import { endOfDay, renewalWindow, startOfDay, type RenewalWindow } from '../clock/index.js';
import { Encumbrance } from '../encumbrance/encumbrance.js';
import { LedgerError } from '../errors.js';
import { HolderId } from '../holder.js';
import { DateText, Hex256, Id, Instant, Page, pageOf, TransactionId, Uscc } from '../schema.js';
import { VersionRef } from './application.js';
import { CertificateNo, Month } from './certificate-number.js';
import { CaseType } from './codes.js';
import { Asked } from './case.js';
import { NationalDepositReceipt } from './case-steps.js';
import type { Instants } from './case-fold.js';
import type { RuleProfile } from './profile.js';
import { ProfileRef } from './profile.js';
import {
  RegisteredDescription,
  Registration,
  RightReason,
  RightsEntry,
  RightState,
} from './right.js';

/** 数据产权登记凭证, `certificate~no`: issued from a committed deposit and from nothing else. */
export const RegistrationCertificate = z
  .strictObject({
    v: z.literal(1),
    no: CertificateNo,
    case: Id,
    type: CaseType,
    profile: ProfileRef,
    registrar: Uscc,
    data: VersionRef,
    rights: z.array(Id).min(1).max(60),
    registeredAt: Instant,
    lastValidDay: DateText,
    recordDigest: Hex256,
    depositTxId: TransactionId,
    receipt: NationalDepositReceipt.optional(),
    issuedAt: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'RegistrationCertificate' });
export type RegistrationCertificate = z.infer<typeof RegistrationCertificate>;

export const CertificateStatus = z
  .enum([
    'VALID',
    'EXPIRING',
    'LAPSED',
    'CANCELLED',
    'REVOKED',
    'TRANSFERRED',
    'DISPUTED',
    'FROZEN',
  ])
  .meta({ id: 'CertificateStatus' });
export type CertificateStatus = z.infer<typeof CertificateStatus>;

export const RightView = z
  .strictObject({
    right: RightsEntry,
    state: RightState,
    /** What stands, stood or missed: beside the state, which it does not replace. */
    encumbrances: z.array(Encumbrance),
  })
  .meta({ id: 'RightView' });
export type RightView = z.infer<typeof RightView>;

/** A certificate with what its rights are at the instant asked; derived, never stored. */
export const CertificateView = z
  .strictObject({
    certificate: RegistrationCertificate,
    description: RegisteredDescription,
    rights: z.array(RightView),
    status: CertificateStatus,
    lastValidDay: DateText,
    renewal: z.strictObject({ from: DateText, until: DateText }),
    reasons: z.array(RightReason),
    /** Of all its rights. */
    encumbrances: z.array(Encumbrance),
    asked: Asked,
  })
  .meta({ id: 'CertificateView' });
export type CertificateView = z.infer<typeof CertificateView>;

const LIVE = ['ACTIVE', 'SUSPENDED'];

/** What a certificate is at an instant: as live as the liveliest of its rights. */
export function certificateStatus(
  rights: readonly RightView[],
  { disputed, renewal }: { readonly disputed: boolean; readonly renewal: RenewalWindow },
  { asOf }: Instants,
): CertificateStatus {
  const states = rights.map(({ state }) => state.status);
  if (!states.some((status) => LIVE.includes(status))) {
    return (
      (['REVOKED', 'CANCELLED', 'LAPSED', 'TRANSFERRED'] as const).find((status) =>
        states.includes(status),
      ) ?? 'LAPSED'
    );
  }
  const attached = rights
    .filter(({ state }) => LIVE.includes(state.status))
    .flatMap(({ encumbrances }) => encumbrances.filter(({ status }) => status === 'ATTACHED'));
  const kinds = attached.map(({ kind }) => kind);
  if (kinds.includes('FREEZE') || kinds.includes('ADMIN_CONTROL')) return 'FROZEN';
  if (disputed || kinds.includes('DISPUTE')) return 'DISPUTED';
  return asOf >= startOfDay(renewal.from) ? 'EXPIRING' : 'VALID';
}

/** The last day on which any right of a certificate is still there; of an ended one, was. */
export function lastDayOf(rights: readonly RightView[], otherwise: string): string {
  const live = rights.filter(({ state }) => LIVE.includes(state.status));
  const days = (live.length > 0 ? live : rights).flatMap(({ state }) => state.until ?? []);
  return days.sort().at(-1) ?? otherwise;
}

/**
 * A renewal is applied for in its window only: before it opens there is nothing to renew, after it
 * the registration has lapsed (NATIONAL_2026/36).
 *
 * @throws LedgerError RENEWAL_NOT_OPEN, CERT_LAPSED
 */
export function requireRenewalWindow(
  { lastValidDay }: CertificateView,
  profile: Pick<RuleProfile, 'renewalOpens' | 'renewalArticle'>,
  instant: string,
): void {
  const { from, until } = renewalWindow(lastValidDay, profile.renewalOpens);
  const params = { from, until, article: profile.renewalArticle };
  if (instant < startOfDay(from)) {
    throw new LedgerError('RENEWAL_NOT_OPEN', `Renewal can be applied for from ${from}.`, params);
  }
  if (instant >= endOfDay(until)) {
    throw new LedgerError('CERT_LAPSED', `The time for renewal ended with ${until}.`, params);
  }
}

export const CertificateKey = z
  .strictObject({ no: CertificateNo, asOf: Instant.optional(), knownAt: Instant.optional() })
  .meta({ id: 'CertificateKey' });
export const RightKey = z
  .strictObject({ id: Id, asOf: Instant.optional(), knownAt: Instant.optional() })
  .meta({ id: 'RightKey' });
export const RightsOfVersionInput = z
  .strictObject({
    data: VersionRef,
    asOf: Instant.optional(),
    knownAt: Instant.optional(),
    ...Page,
  })
  .meta({ id: 'RightsOfVersionInput' });
export const RightsOfHolderInput = z
  .strictObject({
    holder: HolderId,
    asOf: Instant.optional(),
    knownAt: Instant.optional(),
    ...Page,
  })
  .meta({ id: 'RightsOfHolderInput' });
export const RightPage = pageOf(RightView).extend({ asked: Asked }).meta({ id: 'RightPage' });
export const RightAnswer = RightView.extend({ asked: Asked }).meta({ id: 'RightAnswer' });
export const RegistrationKey = z.strictObject({ case: Id }).meta({ id: 'RegistrationKey' });
export const RegistrationView = z
  .strictObject({ registration: Registration, rights: z.array(Id) })
  .meta({ id: 'RegistrationView' });
export const SerialKey = z
  .strictObject({ registrar: Uscc, month: Month })
  .meta({ id: 'SerialKey' });
