import { z } from 'zod';
import { echoed } from '../echo.js';
import { endOfDay } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import type { GrantGround } from '../grant/closure.js';
import { groundState } from '../grant/ground.js';
import { Hex256, Id, Instant, later, TransactionId, Uscc } from '../schema.js';
import { type Consent, consentStatus, ConsentStatus, type ConsentWithdrawal } from './consent.js';
import { type VoucherRevocation, VoucherTombstone } from './ending.js';
import { VoucherFeedback, VoucherReceipt, type VoucherUse } from './presentation.js';
import { SceneLabel } from './scenes.js';
import { AssetVoucher, voucherDigest } from './voucher.js';

export const VoucherStatus = z
  .enum([
    ...(['ISSUED', 'PRESENTED', 'SUSPENDED', 'CONSUMED', 'EXPIRED', 'REVOKED'] as const),
    ...(['CONSENT_WITHDRAWN', 'ERASED'] as const),
  ])
  .meta({ id: 'VoucherStatus' });
export type VoucherStatus = z.infer<typeof VoucherStatus>;

/** Every record that a voucher’s status depends on. */
export interface VoucherClosure {
  readonly voucher: AssetVoucher;
  readonly consent: Consent;
  readonly withdrawal: ConsentWithdrawal | undefined;
  readonly uses: readonly VoucherUse[];
  readonly revocation: VoucherRevocation | undefined;
  readonly tombstone: VoucherTombstone | undefined;
  /** Every right that a source unit provided on, with all that its status depends on. */
  readonly grounds: readonly GrantGround[];
}

/**
 * What ended a voucher first is what ended it: a withdrawal after the last use undoes nothing (PIPL 15).
 * Only the erasure of its data shows above everything.
 */
export function voucherStatus(closure: VoucherClosure, asOf: string): VoucherStatus {
  const { voucher, tombstone } = closure;
  if (tombstone !== undefined && tombstone.at <= asOf) return 'ERASED';
  const uses = closure.uses.filter(({ at }) => at <= asOf).length;
  const last = uses === voucher.uses ? closure.uses[uses - 1] : undefined;
  const [first] = endsOf(closure, last)
    .filter(([at]) => at <= asOf)
    .sort(([one], [other]) => (one === other ? 0 : one < other ? -1 : 1));
  if (first !== undefined) return first[1];
  if (isHalted(closure, asOf)) return 'SUSPENDED';
  return uses > 0 ? 'PRESENTED' : 'ISSUED';
}

/** Nobody relies on data whose right fell, or that nobody may use: derived, and over when that is. */
const isHalted = ({ grounds }: VoucherClosure, asOf: string): boolean =>
  grounds.some((ground) => groundState(ground, { asOf, knownAt: asOf }).reasons.length > 0);

/** When the status is another next, as far as it is known: by a record that is there, or by time alone. */
export function voucherChangesAt(closure: VoucherClosure, asOf: string): string | undefined {
  const { uses, tombstone, grounds } = closure;
  const known = [...uses.map(({ at }) => at), tombstone?.at].filter((at) => at !== undefined);
  const above = grounds.flatMap((ground) => groundState(ground, { asOf, knownAt: asOf }).changes);
  const ends = endsOf(closure, undefined).map(([at]) => at);
  const now = voucherStatus(closure, asOf);
  return [...known, ...ends, ...above]
    .sort()
    .find((instant) => instant > asOf && voucherStatus(closure, instant) !== now);
}

type End = readonly [at: string, status: VoucherStatus];

/**
 * From when a withdrawal counts. It reads no voucher, so its clock may lie before uses that stood on the
 * ledger first; no use is taken once it stands there (ledger rule 3).
 */
function withdrawnFrom({ withdrawal, uses }: VoucherClosure): string | undefined {
  return withdrawal && later(withdrawal.at, uses.at(-1)?.at ?? withdrawal.at);
}

/** At one instant a use comes before what would have forbidden it. */
function endsOf(closure: VoucherClosure, last: VoucherUse | undefined): End[] {
  const { voucher, revocation } = closure;
  const ends: readonly (readonly [string | undefined, VoucherStatus])[] = [
    [last?.at, 'CONSUMED'],
    [revocation?.at, 'REVOKED'],
    [withdrawnFrom(closure), 'CONSENT_WITHDRAWN'],
    [endOfDay(voucher.until), 'EXPIRED'],
  ];
  return ends.filter((end): end is End => end[0] !== undefined);
}

/** Why a voucher can not be used, by the code of the refusal. */
export const unusable = {
  SUSPENDED: ['VOUCHER_SUSPENDED', 'rests on a right that is not in force'],
  CONSUMED: ['VOUCHER_CONSUMED', 'was used as often as it may be'],
  EXPIRED: ['VOUCHER_EXPIRED', 'is past its last day'],
  REVOKED: ['VOUCHER_REVOKED', 'was revoked by its issuer'],
  CONSENT_WITHDRAWN: ['CONSENT_WITHDRAWN', 'rests on a consent that was withdrawn'],
  ERASED: ['VOUCHER_ERASED', 'stands for data that was lawfully erased'],
} as const;

/**
 * @throws LedgerError VOUCHER_CONSUMED, VOUCHER_EXPIRED, VOUCHER_REVOKED, VOUCHER_SUSPENDED,
 *   CONSENT_WITHDRAWN, VOUCHER_ERASED
 */
export function requireUsable({ id }: Pick<AssetVoucher, 'id'>, status: VoucherStatus): void {
  if (status === 'ISSUED' || status === 'PRESENTED') return;
  const [code, why] = unusable[status];
  throw new LedgerError(code, `Voucher ${id} ${why}.`, { voucher: id });
}

export const VoucherQuery = z
  .strictObject({
    id: Id,
    asOf: Instant.optional(),
    ...echoed,
  })
  .meta({ id: 'VoucherQuery' });

const UseSummary = z
  .strictObject({
    number: z.int().min(1),
    verifier: Uscc,
    at: Instant,
    txId: TransactionId,
    /** Made while the consent stood: a later withdrawal does not undo it (PIPL 15). */
    lawful: z.boolean(),
  })
  .meta({ id: 'VoucherUseSummary' });

/** 使用留痕: a voucher, its status at an instant, and what was done with it. */
export const VoucherView = z
  .strictObject({
    voucher: AssetVoucher,
    digest: Hex256,
    /** Of the scene, from the version of the list that the voucher cites. */
    sceneLabel: SceneLabel,
    status: VoucherStatus,
    asOf: Instant,
    /** The latest beacon that the answering peers knew: an answer is no younger than it. */
    beacon: z.strictObject({ number: z.int().min(1), time: Instant }).optional(),
    ...echoed,
    consent: z.strictObject({ id: Id, status: ConsentStatus, withdrawnAt: Instant.optional() }),
    left: z.int().min(0),
    uses: z.array(UseSummary).max(100),
    receipt: VoucherReceipt.optional(),
    feedback: z.array(VoucherFeedback).max(100),
    revokedAt: Instant.optional(),
    tombstone: VoucherTombstone.optional(),
  })
  .meta({ id: 'VoucherView' });
export type VoucherView = z.infer<typeof VoucherView>;

type Fate = Pick<
  VoucherView,
  'voucher' | 'digest' | 'status' | 'asOf' | 'consent' | 'left' | 'uses' | 'revokedAt' | 'tombstone'
>;

/** What an instant saw of a voucher: later acts are not part of it. */
export function voucherFate(closure: VoucherClosure, asOf: string): Fate {
  const { voucher, consent, withdrawal, revocation, tombstone } = closure;
  const uses = closure.uses.filter(({ at }) => at <= asOf);
  const from = withdrawnFrom(closure);
  const known = <T extends { readonly at: string }>(record: T | undefined): T | undefined =>
    record !== undefined && record.at <= asOf ? record : undefined;
  const [withdrawn, revoked, erased] = [known(withdrawal), known(revocation), known(tombstone)];
  return {
    voucher,
    digest: voucherDigest(voucher),
    status: voucherStatus(closure, asOf),
    asOf,
    consent: {
      id: consent.id,
      status: consentStatus(consent, withdrawal, asOf),
      ...(withdrawn === undefined ? {} : { withdrawnAt: withdrawn.at }),
    },
    left: voucher.uses - uses.length,
    uses: uses.map(({ number, by, at, txId }) => ({
      ...{ number, verifier: by.uscc, at, txId },
      lawful: from === undefined || at <= from,
    })),
    ...(revoked === undefined ? {} : { revokedAt: revoked.at }),
    ...(erased === undefined ? {} : { tombstone: erased }),
  };
}
