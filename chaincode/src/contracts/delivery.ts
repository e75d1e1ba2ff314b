import {
  arrivalStatement,
  answerStatement,
  disputeStatement,
  holderOf,
  type Input,
  keyStatement,
  LedgerError,
  type Output,
  receiptStatement,
  requireAnswerable,
  requireBound,
  requireDisputable,
  requireDeliveryReceipt,
  requireSigned,
  requireThisDispatch,
  sideOfDelivery,
  statementText,
  uncited,
} from '../model/index.js';
import { p256 } from '../crypto.js';
import { numbered } from '../state/register.js';
import {
  afterAll,
  broughtBy,
  deliveryOf,
  disputesOf,
  requireEvidence,
  requireReceiver,
  requireStatement,
  viewDelivery,
} from './delivering.js';
import { dispatch } from './dispatching.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { voucherAct } from './voucher-closure.js';
import { requireSideOrOffice } from './asking.js';

/** 交付: dispatched and received under both sides’ own signatures, and disputed chunk by chunk. */
export class DeliveryContract extends LedgerContract {
  constructor() {
    super('delivery');
  }

  async bindKey(
    ctx: LedgerContext,
    { key, signedAt, signature, beacon }: Input<'delivery:bindKey'>,
  ): Promise<Output<'delivery:bindKey'>> {
    const { act, at } = await voucherAct(ctx, beacon);
    const party = act.by.uscc;
    const fields = keyStatement({ party, key, signedAt });
    const text = statementText('delivery-key', ctx.stub.getChannelID(), fields);
    requireSigned({ key, text, signature }, p256);
    const facts = { v: 1 as const, party, holder: holderOf(key), key, signedAt, signature };
    const record = { ...facts, ...broughtBy(ctx, act, at) };
    await ctx.world.deliveries.keys.create('RECORD_EXISTS', record, party, record.holder);
    ctx.emit('delivery.key-bound', { party, holder: record.holder });
    return record;
  }

  async dropKey(
    ctx: LedgerContext,
    { holder, beacon }: Input<'delivery:dropKey'>,
  ): Promise<Output<'delivery:dropKey'>> {
    const { act, at } = await voucherAct(ctx, beacon);
    const party = act.by.uscc;
    const { keys, keyDrops } = ctx.world.deliveries;
    const bound = await keys.find(party, holder);
    requireBound(holder, bound, await keyDrops.find(party, holder));
    const brought = broughtBy(ctx, act, afterAll(at, bound));
    const record = { v: 1 as const, party, holder, ...brought };
    await keyDrops.put(record, party, holder);
    ctx.emit('delivery.key-dropped', { party, holder });
    return record;
  }

  async dispatch(
    ctx: LedgerContext,
    input: Input<'delivery:dispatch'>,
  ): Promise<Output<'delivery:dispatch'>> {
    return dispatch(ctx, input, await voucherAct(ctx, input.beacon));
  }

  async arrive(
    ctx: LedgerContext,
    input: Input<'delivery:arrive'>,
  ): Promise<Output<'delivery:arrive'>> {
    const { act, at } = await voucherAct(ctx, input.beacon);
    const delivery = await deliveryOf(ctx, input.delivery);
    requireReceiver(ctx, delivery);
    requireThisDispatch(input, delivery);
    const { key, signature } = input;
    const fields = arrivalStatement(input);
    await requireStatement(ctx, { kind: 'delivery-arrival', fields, key, signature });
    const { arrivals, receipts } = ctx.world.deliveries;
    if ((await receipts.find(delivery.id)) !== undefined) throw received(delivery.id);
    const brought = broughtBy(ctx, act, afterAll(at, delivery));
    const record = { v: 1 as const, ...uncited(input), ...brought };
    await arrivals.create('RECEIPT_EXISTS', record, delivery.id);
    ctx.emit('delivery.arrived', { delivery: delivery.id });
    return record;
  }

  async acknowledge(
    ctx: LedgerContext,
    input: Input<'delivery:acknowledge'>,
  ): Promise<Output<'delivery:acknowledge'>> {
    const { act, at } = await voucherAct(ctx, input.beacon);
    const delivery = await deliveryOf(ctx, input.delivery);
    requireReceiver(ctx, delivery);
    requireDeliveryReceipt(input, delivery);
    const { key, signature } = input;
    const fields = receiptStatement(input);
    await requireStatement(ctx, { kind: 'delivery-receipt', fields, key, signature });
    const { arrivals, receipts } = ctx.world.deliveries;
    const arrival = await arrivals.find(delivery.id);
    const brought = broughtBy(ctx, act, afterAll(at, delivery, arrival));
    const record = { v: 1 as const, ...uncited(input), ...brought };
    await receipts.create('RECEIPT_EXISTS', record, delivery.id);
    ctx.emit('delivery.acknowledged', { delivery: delivery.id, missing: input.missing });
    return record;
  }

  async dispute(
    ctx: LedgerContext,
    input: Input<'delivery:dispute'>,
  ): Promise<Output<'delivery:dispute'>> {
    const { act, at } = await voucherAct(ctx, input.beacon);
    const delivery = await deliveryOf(ctx, input.delivery);
    const side = sideOfDelivery(delivery, act.by.uscc);
    requireThisDispatch(input, delivery);
    const before = (await disputesOf(ctx, delivery.id)).map((file) => file.dispute);
    requireDisputable(input, delivery, side, before);
    const { key, signature } = input;
    const fields = disputeStatement(input);
    await requireStatement(ctx, { kind: 'delivery-dispute', fields, key, signature });
    await requireEvidence(ctx, input.evidence);
    const number = before.length + 1;
    const receipt = await ctx.world.deliveries.receipts.find(delivery.id);
    const brought = broughtBy(ctx, act, afterAll(at, delivery, receipt, before.at(-1)));
    const record = { v: 1 as const, number, side, ...uncited(input), ...brought };
    const { disputes } = ctx.world.deliveries;
    await disputes.create('DISPUTE_EXISTS', record, delivery.id, numbered(number));
    ctx.emit('delivery.disputed', { delivery: delivery.id, dispute: number, chunk: input.chunk });
    return record;
  }

  async answer(
    ctx: LedgerContext,
    input: Input<'delivery:answer'>,
  ): Promise<Output<'delivery:answer'>> {
    const { act, at } = await voucherAct(ctx, input.beacon);
    const delivery = await deliveryOf(ctx, input.delivery);
    const side = sideOfDelivery(delivery, act.by.uscc);
    requireThisDispatch(input, delivery);
    const { disputes, answers } = ctx.world.deliveries;
    const place = [delivery.id, numbered(input.dispute)];
    const dispute = await disputes.require('DISPUTE_NOT_FOUND', ...place);
    requireAnswerable(input, delivery, dispute, side);
    const { key, signature } = input;
    const fields = answerStatement(input);
    await requireStatement(ctx, { kind: 'delivery-answer', fields, key, signature });
    await requireEvidence(ctx, input.evidence);
    const brought = broughtBy(ctx, act, afterAll(at, dispute));
    const record = { v: 1 as const, side, ...uncited(input), ...brought };
    await answers.create('DISPUTE_ANSWERED', record, ...place);
    ctx.emit('delivery.answered', {
      ...{ delivery: delivery.id, dispute: dispute.number, answer: input.answer },
    });
    return record;
  }

  async read(ctx: LedgerContext, input: Input<'delivery:read'>): Promise<Output<'delivery:read'>> {
    return viewDelivery(ctx, input);
  }

  async refusals(
    ctx: LedgerContext,
    { grant, limit, cursor, ...cited }: Input<'delivery:refusals'>,
  ): Promise<Output<'delivery:refusals'>> {
    await ctx.world.grants.grants.require('GRANT_NOT_FOUND', grant);
    await requireSideOrOffice(ctx, { kind: 'GRANT', id: grant }, cited);
    return ctx.world.deliveries.refusals.page({ limit, cursor }, grant);
  }
}

const received = (id: string): LedgerError =>
  new LedgerError('RECEIPT_EXISTS', `What arrived of ${id} was said already.`, { key: [id] });
