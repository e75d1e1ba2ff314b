import {
  type Act,
  type BackflowBatch,
  begin,
  type Input,
  move,
  type Output,
  requireFlow,
  requireParty,
  requireReceived,
} from '../model/index.js';
import { starting } from './acting.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';

/** 数据回流: what a vertical system collected comes back to whoever works on the ground. */
export class BackflowContract extends LedgerContract {
  constructor() {
    super('backflow');
  }

  async request(
    ctx: LedgerContext,
    input: Input<'backflow:request'>,
  ): Promise<Output<'backflow:request'>> {
    const act = await starting(ctx, input);
    const { id, upstreamSystem, upstream, description, purpose, onwardUse } = input;
    const facts = { upstreamSystem, upstream, description, purpose, onwardUse };
    const batch = { ...begin(id, 'REQUESTED', act), ...facts, recipient: act.by.uscc };
    await ctx.world.masterCatalog.backflows.create('RECORD_EXISTS', batch, id);
    ctx.emit('backflow.requested', { id, upstream });
    return batch;
  }

  async decide(
    ctx: LedgerContext,
    input: Input<'backflow:decide'>,
  ): Promise<Output<'backflow:decide'>> {
    const { batch, act } = await this.#open(ctx, input, 'upstream');
    const step = { from: ['REQUESTED'], to: input.outcome, note: input.reasons } as const;
    return this.#keep(ctx, move(batch, step, act), 'backflow.decided');
  }

  async deliver(
    ctx: LedgerContext,
    input: Input<'backflow:deliver'>,
  ): Promise<Output<'backflow:deliver'>> {
    const { batch, act } = await this.#open(ctx, input, 'upstream');
    const { batchDigest, rows } = input;
    const moved = move(batch, { from: ['APPROVED'], to: 'DELIVERED' }, act);
    return this.#keep(ctx, { ...moved, batchDigest, rows }, 'backflow.delivered');
  }

  async ack(ctx: LedgerContext, input: Input<'backflow:ack'>): Promise<Output<'backflow:ack'>> {
    const { batch, act } = await this.#open(ctx, input, 'recipient');
    requireFlow(batch, ['DELIVERED']);
    requireReceived(batch, input.receivedDigest);
    const acked = move(batch, { from: ['DELIVERED'], to: 'ACKED' }, act);
    return this.#keep(ctx, acked, 'backflow.acked');
  }

  async read(ctx: LedgerContext, { id }: Input<'backflow:read'>): Promise<Output<'backflow:read'>> {
    return ctx.world.masterCatalog.backflows.require('RECORD_NOT_FOUND', id);
  }

  async #open(
    ctx: LedgerContext,
    input: { id: string } & Parameters<typeof starting>[1],
    side: 'upstream' | 'recipient',
  ): Promise<{ batch: BackflowBatch; act: Act }> {
    const act = await starting(ctx, input);
    const batch = await ctx.world.masterCatalog.backflows.require('RECORD_NOT_FOUND', input.id);
    requireParty(act, [batch[side]], batch.id);
    return { batch, act };
  }

  async #keep(ctx: LedgerContext, batch: BackflowBatch, event: string): Promise<BackflowBatch> {
    await ctx.world.masterCatalog.backflows.put(batch, batch.id);
    ctx.emit(event, { id: batch.id, status: batch.status });
    return batch;
  }
}
