import {
  endMandate,
  giveMandate,
  type Input,
  type Output,
  refusePersonalIn,
  requireBroker,
  uncited,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { actedBy } from './operating.js';

/** 数据经纪: whom somebody lets act for him, in what, and how long. */
export class MandateContract extends LedgerContract {
  constructor() {
    super('mandate');
  }

  async give(ctx: LedgerContext, input: Input<'mandate:give'>): Promise<Output<'mandate:give'>> {
    refusePersonalIn(uncited(input));
    const by = await actedBy(ctx, input.beacon);
    const { broker, qualification } = input;
    requireBroker(broker, await ctx.world.qualifications.find(broker, qualification), by.at);
    const mandate = giveMandate(input, by);
    const { id, principal } = mandate;
    await ctx.world.market.mandates.create('RECORD_EXISTS', mandate, id);
    ctx.emit('mandate.given', { mandate: id, principal, broker });
    return mandate;
  }

  async end(ctx: LedgerContext, input: Input<'mandate:end'>): Promise<Output<'mandate:end'>> {
    refusePersonalIn(uncited(input));
    const { mandates, mandateEnds } = ctx.world.market;
    const mandate = await mandates.require('MANDATE_NOT_FOUND', input.id);
    const by = await actedBy(ctx, input.beacon, mandate.given.at);
    const end = endMandate(mandate, input.reasons, by);
    await mandateEnds.create('RECORD_STATE_FORBIDS', end, input.id);
    ctx.emit('mandate.ended', { mandate: input.id });
    return end;
  }

  async read(ctx: LedgerContext, { id }: Input<'mandate:read'>): Promise<Output<'mandate:read'>> {
    const { mandates, mandateEnds } = ctx.world.market;
    const mandate = await mandates.require('MANDATE_NOT_FOUND', id);
    const end = await mandateEnds.find(id);
    return { mandate, ...(end === undefined ? {} : { end }) };
  }
}
