import {
  type Act,
  type AssetVoucher,
  type BeaconCitation,
  type Consent,
  consentStatus,
  echo,
  type GrantGround,
  type Input,
  lastChange,
  later,
  type Output,
  requireConsent,
  rightsBehind,
  type VoucherClosure,
  voucherFate,
  type VoucherUse,
} from '../model/index.js';
import { numbered } from '../state/register.js';
import { actOf, askedOf } from './desk.js';
import { groundOf } from './grant-ground.js';
import type { LedgerContext } from './context.js';
import { labelOf } from './scenes.js';

/** Who acts and when: never before the beacon that is cited, whatever the client’s clock says. */
export async function voucherAct(
  ctx: LedgerContext,
  beacon: BeaconCitation | undefined,
): Promise<{ readonly act: Act; readonly at: string }> {
  const act = await actOf(ctx, beacon);
  return { act, at: clockOf(act) };
}

/** The later of what the client claims and what the beacon bears out: an old clock reopens nothing. */
export const clockOf = ({ moment, notBefore }: Act, atLeast = notBefore): string =>
  later(later(moment.time, notBefore), atLeast);

/** A consent that stands at this act. @throws LedgerError CONSENT_NOT_FOUND, CONSENT_WITHDRAWN, CONSENT_EXPIRED */
export async function standingConsent(
  ctx: LedgerContext,
  id: string,
  at: string,
): Promise<Consent> {
  const { consents, withdrawals } = ctx.world.vouchers;
  const consent = await consents.require('CONSENT_NOT_FOUND', id);
  const withdrawal = await withdrawals.find(id);
  requireConsent(consent, consentStatus(consent, withdrawal, later(at, withdrawal?.at ?? at)));
  return consent;
}

/** Every record that a voucher’s status depends on, by fixed keys alone (ledger rule 8). */
export async function closureOf(
  ctx: LedgerContext,
  voucher: AssetVoucher,
): Promise<VoucherClosure> {
  const { consents, withdrawals, revocations, tombstones } = ctx.world.vouchers;
  return {
    voucher,
    consent: await consents.require('CONSENT_NOT_FOUND', voucher.consent),
    withdrawal: await withdrawals.find(voucher.consent),
    revocation: await revocations.find(voucher.id),
    tombstone: await tombstones.find(voucher.id),
    uses: await usesOf(ctx, voucher),
    grounds: await groundsOf(ctx, voucher),
  };
}

async function groundsOf(
  ctx: LedgerContext,
  voucher: AssetVoucher,
): Promise<VoucherClosure['grounds']> {
  const found: GrantGround[] = [];
  for (const right of rightsBehind(voucher)) found.push(await groundOf(ctx, right));
  return found;
}

/** The places are taken in order, so the first free one ends the list, and guards it. */
async function usesOf(ctx: LedgerContext, { id, uses }: AssetVoucher): Promise<VoucherUse[]> {
  const found: VoucherUse[] = [];
  while (found.length < uses) {
    const use = await ctx.world.vouchers.uses.find(id, numbered(found.length + 1));
    if (use === undefined) break;
    found.push(use);
  }
  return found;
}

/** No act counts before those that are on the ledger already. */
export function latestOf(
  { voucher, withdrawal, revocation, tombstone, uses, grounds }: VoucherClosure,
  at: string,
): string {
  const above = grounds.map((ground) => lastChange({ ground, links: [] }, at));
  const past = [uses.at(-1)?.at, withdrawal?.at, revocation?.at, tombstone?.at, ...above];
  return past.reduce<string>(
    (last, each) => later(last, each ?? last),
    later(at, voucher.issuedAt),
  );
}

export async function viewOf(
  ctx: LedgerContext,
  voucher: AssetVoucher,
  { asOf: wanted, audience, nonce }: Omit<Input<'voucher:read'>, 'id'>,
): Promise<Output<'voucher:read'>> {
  const { asOf } = await askedOf(ctx, { asOf: wanted });
  const closure = await closureOf(ctx, voucher);
  const { receipts, feedback } = ctx.world.vouchers;
  const latest = await ctx.world.beacons.findLatest();
  const receipt = await receipts.find(voucher.id);
  const given: Output<'voucher:feedback'>[] = [];
  for (const { number } of closure.uses) {
    const found = await feedback.find(voucher.id, numbered(number));
    if (found !== undefined && found.at <= asOf) given.push(found);
  }
  return {
    ...voucherFate(closure, asOf),
    sceneLabel: await labelOf(ctx, voucher),
    feedback: given,
    ...(latest && { beacon: { number: latest.statement.number, time: latest.statement.time } }),
    ...echo({ audience, nonce }),
    ...(receipt !== undefined && receipt.at <= asOf ? { receipt } : {}),
  };
}
