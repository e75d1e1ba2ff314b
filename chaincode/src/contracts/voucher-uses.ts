import {
  holderStatement,
  type Input,
  LedgerError,
  type Output,
  requirePresented,
  requireSigned,
  requireUsable,
  statementText,
  voucherDigest,
  voucherStatus,
} from '../model/index.js';
import { p256 } from '../crypto.js';
import { numbered } from '../state/register.js';
import { erased, keepNote } from './voucher-data.js';
import type { LedgerContext } from './context.js';
import { closureOf, latestOf, voucherAct } from './voucher-closure.js';

export async function acknowledgeVoucher(
  ctx: LedgerContext,
  { voucher: id, signedAt, signature, beacon }: Input<'voucher:acknowledge'>,
): Promise<Output<'voucher:acknowledge'>> {
  const { act, at } = await voucherAct(ctx, beacon);
  const { vouchers, receipts } = ctx.world.vouchers;
  const voucher = await vouchers.require('VOUCHER_NOT_FOUND', id);
  const stated = holderStatement(voucher, signedAt);
  const text = statementText('voucher-receipt', ctx.stub.getChannelID(), stated);
  requireSigned({ key: voucher.key, text, signature }, p256);
  const facts = { voucher: id, signedAt, signature, digest: voucherDigest(voucher) };
  const receipt = { v: 1 as const, ...facts, by: act.by, at, txId: ctx.moment.txId };
  await receipts.create('RECEIPT_EXISTS', receipt, id);
  ctx.emit('voucher.acknowledged', { voucher: id });
  return receipt;
}

/**
 * One use takes one place and one nonce. Consent, revocation, erasure and the place are read by their
 * keys, so whatever ends the voucher in the same block makes this transaction void.
 */
export async function consumeVoucher(
  ctx: LedgerContext,
  { voucher: id, presentation, beacon }: Input<'voucher:consume'>,
): Promise<Output<'voucher:consume'>> {
  const { act, at: claimed } = await voucherAct(ctx, beacon);
  const { vouchers, uses, nonces } = ctx.world.vouchers;
  const voucher = await vouchers.require('VOUCHER_NOT_FOUND', id);
  const asking = act.by.uscc;
  const channel = ctx.stub.getChannelID();
  requirePresented(presentation, voucher, { channel, asking, crypto: p256 });
  const closure = await closureOf(ctx, voucher);
  const at = latestOf(closure, claimed);
  requireUsable(voucher, voucherStatus(closure, at));
  const { nonce } = presentation;
  await nonces.create('VOUCHER_NONCE_REUSED', { v: 1, voucher: id }, asking, nonce);
  const number = closure.uses.length + 1;
  const use = { v: 1 as const, voucher: id, number, presentation, by: act.by, at };
  const made = { ...use, txId: ctx.moment.txId };
  await uses.create('VOUCHER_CONSUMED', made, id, numbered(number));
  ctx.emit('voucher.consumed', { voucher: id, use: number, verifier: asking });
  return made;
}

export async function giveFeedback(
  ctx: LedgerContext,
  { voucher: id, use: number, outcome, beacon }: Input<'voucher:feedback'>,
): Promise<Output<'voucher:feedback'>> {
  const { act, at } = await voucherAct(ctx, beacon);
  const { vouchers, uses, feedback, tombstones } = ctx.world.vouchers;
  await vouchers.require('VOUCHER_NOT_FOUND', id);
  const use = await uses.require('VOUCHER_USE_NOT_FOUND', id, numbered(number));
  if (use.by.uscc !== act.by.uscc) {
    throw new LedgerError('CALLER_FORBIDDEN', `Use ${String(number)} of ${id} is not yours.`, {
      voucher: id,
      use: number,
    });
  }
  // A note that came after the erasure would never be purged.
  if ((await tombstones.find(id)) !== undefined) throw erased(id);
  const commitment = await keepNote(ctx, id, number);
  const given = commitment === undefined ? {} : { commitment };
  const facts = { voucher: id, use: number, outcome, ...given, by: act.by, at };
  const record = { v: 1 as const, ...facts, txId: ctx.moment.txId };
  await feedback.create('VOUCHER_FEEDBACK_EXISTS', record, id, numbered(number));
  ctx.emit('voucher.feedback-given', { voucher: id, use: number, outcome });
  return record;
}
