import {
  acted,
  handOverHold,
  type Input,
  layHold,
  LedgerError,
  liftHold,
  type Output,
  renewHold,
  requireUscc,
} from '../model/index.js';
import { starting } from './acting.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { courtHeads, holdAct, onEach } from './holding.js';
import { carriedOut } from './executing.js';
import { cancelByOrder, recordOrder, transferByOrder } from './ordering.js';

/** 司法文书: freezes and their queue, disposals by a court’s document, awards on record. */
export class OrderContract extends LedgerContract {
  constructor() {
    super('order');
  }

  async freeze(ctx: LedgerContext, input: Input<'order:freeze'>): Promise<Output<'order:freeze'>> {
    const act = await holdAct(ctx, input);
    for (const uscc of input.superiors ?? []) requireUscc(uscc);
    const { freeze } = await ctx.world.rules.enforcement(ctx.moment.time);
    const answer = await onEach(await courtHeads(ctx), input, (head) =>
      layHold(head, input, freeze, act),
    );
    ctx.emit('order.frozen', { order: input.id, on: input.on, by: act.by.uscc });
    return answer;
  }

  async unfreeze(
    ctx: LedgerContext,
    input: Input<'order:unfreeze'>,
  ): Promise<Output<'order:unfreeze'>> {
    const act = await holdAct(ctx, input);
    const answer = await onEach(await courtHeads(ctx), input, (head) => liftHold(head, input, act));
    ctx.emit('order.unfrozen', { order: input.id, on: input.on, by: act.by.uscc });
    return answer;
  }

  async renew(ctx: LedgerContext, input: Input<'order:renew'>): Promise<Output<'order:renew'>> {
    const act = await holdAct(ctx, input);
    const { freeze } = await ctx.world.rules.enforcement(ctx.moment.time);
    const answer = await onEach(await courtHeads(ctx), input, (head) =>
      renewHold(head, input, freeze, act),
    );
    ctx.emit('order.renewed', { order: input.id, on: input.on, until: input.until });
    return answer;
  }

  async handOver(
    ctx: LedgerContext,
    input: Input<'order:handOver'>,
  ): Promise<Output<'order:handOver'>> {
    const act = await holdAct(ctx, input);
    const home = await ctx.world.settings.home(input.to);
    if (home?.msps.includes(ctx.actor.mspId) !== true) {
      throw new LedgerError('PARTY_NOT_HOME', `${input.to} is no court of this organisation.`, {
        mspId: ctx.actor.mspId,
      });
    }
    const answer = await onEach(await courtHeads(ctx), input, (head) =>
      handOverHold(head, input, act),
    );
    ctx.emit('order.handed-over', { order: input.id, on: input.on, to: input.to });
    return answer;
  }

  async cancel(ctx: LedgerContext, input: Input<'order:cancel'>): Promise<Output<'order:cancel'>> {
    const order = await cancelByOrder(ctx, input);
    ctx.emit('order.cancelled', { order: order.id, rights: order.rights });
    return order;
  }

  async transfer(
    ctx: LedgerContext,
    input: Input<'order:transfer'>,
  ): Promise<Output<'order:transfer'>> {
    const order = await transferByOrder(ctx, input);
    ctx.emit('order.transferred', { order: order.id, rights: order.rights, to: input.to });
    return order;
  }

  async award(ctx: LedgerContext, input: Input<'order:award'>): Promise<Output<'order:award'>> {
    const { moment } = await starting(ctx, input);
    const { beacon, ...award } = input;
    const order = await recordOrder(ctx, award, acted(ctx.actor, moment));
    ctx.emit('order.awarded', { order: order.id, rights: order.rights, beacon: beacon?.number });
    return order;
  }

  async execute(
    ctx: LedgerContext,
    input: Input<'order:execute'>,
  ): Promise<Output<'order:execute'>> {
    const execution = await carriedOut(ctx, input);
    ctx.emit('order.executed', { order: input.id, by: input.by });
    return execution;
  }

  async read(ctx: LedgerContext, { id }: Input<'order:read'>): Promise<Output<'order:read'>> {
    const { orders, executions } = ctx.world.orders;
    const order = await orders.require('ORDER_NOT_FOUND', id);
    return { order, executed: (await executions.find(id))?.steps ?? [] };
  }
}
