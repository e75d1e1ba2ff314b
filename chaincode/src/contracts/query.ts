import {
  caseShownTo,
  type Input,
  instantOf,
  LedgerError,
  type Output,
  refusePersonalData,
  requirePurpose,
} from '../model/index.js';
import { newestFirst } from '../state/order.js';
import { actOf, applicationOf, askedOf } from './desk.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';

/** 查询: a file is opened for a purpose that was recorded first, and the holder sees it. */
export class QueryContract extends LedgerContract {
  constructor() {
    super('query');
  }

  async ask(ctx: LedgerContext, input: Input<'query:ask'>): Promise<Output<'query:ask'>> {
    const act = await actOf(ctx, input.beacon);
    const { id, case: of, purpose, basis, documentDigest } = input;
    const document = documentDigest === undefined ? {} : { documentDigest };
    const facts = { id, case: of, purpose, basis, ...document };
    refusePersonalData({ id: input.id, basis: input.basis });
    const { cases, queries, queriesByCase } = ctx.world.register;
    await cases.require('CASE_NOT_FOUND', input.case);
    const at = instantOf(undefined, act);
    const record = { v: 1 as const, ...facts, by: act.by, at, txId: ctx.moment.txId };
    await queries.create('QUERY_EXISTS', record, input.case, input.id);
    await queriesByCase.add(input.case, newestFirst(at), input.id);
    ctx.emit('query.recorded', { case: input.case, query: input.id, purpose: input.purpose });
    return record;
  }

  async file(
    ctx: LedgerContext,
    { case: id, query, purpose }: Input<'query:file'>,
  ): Promise<Output<'query:file'>> {
    const { cases, queries } = ctx.world.register;
    const record = await cases.require('CASE_NOT_FOUND', id);
    const asked = await queries.require('QUERY_NOT_FOUND', id, query);
    // What the beacons bear out: an old clock opens nothing that is closed.
    const { asOf } = await askedOf(ctx, {});
    requirePurpose(asked, { uscc: ctx.actor.uscc, purpose }, asOf);
    const application = await applicationOf(ctx, record);
    return { record: caseShownTo(ctx.actor, record), application };
  }

  /** Newest first, to the parties of the case: who asked, and for what. */
  async log(
    ctx: LedgerContext,
    { case: id, ...page }: Input<'query:log'>,
  ): Promise<Output<'query:log'>> {
    const { cases, queries, queriesByCase } = ctx.world.register;
    const record = await cases.require('CASE_NOT_FOUND', id);
    const { role, uscc } = ctx.actor;
    const entitled = ['court', 'supervisor', 'registrar'].includes(role);
    if (!entitled && ![record.applicant, ...record.consents].includes(uscc)) {
      throw new LedgerError('CALLER_FORBIDDEN', `Case ${id} is not yours.`, { case: id });
    }
    const ids = await queriesByCase.page(page, id);
    const items: Output<'query:ask'>[] = [];
    for (const query of ids.items) {
      items.push(await queries.require('QUERY_NOT_FOUND', id, query));
    }
    return { ...ids, items };
  }
}
