import {
  type Input,
  type Output,
  recomputeStatement,
  sharersOf,
  type RevenueStatement,
  sideOf,
  signRevenue,
  stateRevenue,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { actedBy, note, openAgreement } from './operating.js';
import { takeDays } from './revenue-days.js';
import { requireOffice } from './asking.js';

/** 收益分配: reckoned again here before it is kept, and signed by whoever has a share. */
export class RevenueContract extends LedgerContract {
  constructor() {
    super('revenue');
  }

  async state(ctx: LedgerContext, input: Input<'revenue:state'>): Promise<RevenueStatement> {
    const { agreement, by } = await openAgreement(ctx, input.agreement, input.beacon);
    sideOf(agreement, by);
    const statement = stateRevenue(input, agreement, by);
    const { id, digest } = statement;
    await ctx.world.operation.statements.create('STATEMENT_EXISTS', statement, id);
    await takeDays(ctx, statement);
    await note(ctx, agreement.id, [{ kind: 'REVENUE_STATED', subject: id, by }]);
    ctx.emit('revenue.stated', { id, agreement: agreement.id, digest });
    return statement;
  }

  async sign(
    ctx: LedgerContext,
    { id, digest, beacon }: Input<'revenue:sign'>,
  ): Promise<RevenueStatement> {
    const { statements } = ctx.world.operation;
    const by = await actedBy(ctx, beacon);
    const statement = await statements.require('STATEMENT_NOT_FOUND', id);
    const signed = signRevenue(statement, digest, by);
    await statements.put(signed, id);
    await note(ctx, signed.agreement, [{ kind: 'REVENUE_SIGNED', subject: id, by }]);
    ctx.emit('revenue.signed', { id, state: signed.state });
    return signed;
  }

  async read(ctx: LedgerContext, input: Input<'revenue:read'>): Promise<RevenueStatement> {
    return this.#shown(ctx, input);
  }

  async recompute(
    ctx: LedgerContext,
    input: Input<'revenue:recompute'>,
  ): Promise<Output<'revenue:recompute'>> {
    return recomputeStatement(await this.#shown(ctx, input));
  }

  async #shown(
    ctx: LedgerContext,
    { id, ...cited }: Input<'revenue:read'>,
  ): Promise<RevenueStatement> {
    const { statements, agreements } = ctx.world.operation;
    const statement = await statements.require('STATEMENT_NOT_FOUND', id);
    const agreement = await agreements.require('AGREEMENT_NOT_FOUND', statement.agreement);
    if (!sharersOf(agreement).includes(ctx.actor.uscc)) {
      await requireOffice(ctx, { kind: 'AGREEMENT', id: agreement.id }, cited);
    }
    return statement;
  }
}
