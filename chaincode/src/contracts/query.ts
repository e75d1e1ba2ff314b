import {
  type Act,
  caseShownTo,
  type Input,
  instantOf,
  isShown,
  LedgerError,
  type Output,
  type QueryRecord,
  refusePersonalData,
  requireKnownPurpose,
  requireQuerySeal,
  shanghaiDate,
  uncited,
} from '../model/index.js';
import { newestFirst } from '../state/order.js';
import { dutiesOf } from './acting.js';
import { isSide, sidesOf } from './asked-sides.js';
import { requireAsked, requireOffice } from './asking.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { actOf, applicationOf, askedOf } from './desk.js';
import { recordingRefusals } from './refusing.js';

type Asked = Output<'query:ask'>;
type Facts = Omit<Extract<QueryRecord, { outcome: 'RECORDED' }>, 'outcome'>;

/** 查询: a record is opened for a purpose that was recorded first, and whom it is about sees it. */
export class QueryContract extends LedgerContract {
  constructor() {
    super('query');
  }

  async ask(ctx: LedgerContext, input: Input<'query:ask'>): Promise<Asked> {
    const act = await actOf(ctx, input.beacon);
    const { basis, caseNo = '', id } = input;
    refusePersonalData({ id, basis, caseNo });
    const { queries: rules } = await dutiesOf(ctx);
    requireQuerySeal(input, ctx.actor, shanghaiDate(act.moment.time), rules);
    const facts = await factsOf(ctx, input, act);
    await requireFree(ctx, facts);
    return recordingRefusals('query:ask', {
      decide: () => {
        requireKnownPurpose(input.purpose, rules);
        return Promise.resolve();
      },
      permitted: () => keep(ctx, { ...facts, outcome: 'RECORDED' }),
      refused: (refusal) => keep(ctx, { ...facts, ...refusal }),
    });
  }

  async file(
    ctx: LedgerContext,
    { case: id, ...cited }: Input<'query:file'>,
  ): Promise<Output<'query:file'>> {
    const record = await ctx.world.register.cases.require('CASE_NOT_FOUND', id);
    await requireAsked(ctx, { kind: 'CASE', id }, cited);
    const application = await applicationOf(ctx, record);
    return { record: caseShownTo(ctx.actor, record), application };
  }

  /**
   * Newest first, to whom the record is about and to whoever keeps it: who asked, and for what. To an
   * office it is as closed as the record itself.
   */
  async log(
    ctx: LedgerContext,
    { on, limit, cursor, ...cited }: Input<'query:log'>,
  ): Promise<Output<'query:log'>> {
    const { queries, queriesByTarget } = ctx.world.register;
    // The target first: what there is not is told to everybody alike.
    if (!(await isSide(ctx, on)) && ctx.actor.role !== 'registrar') {
      await requireOffice(ctx, on, cited);
    }
    const ids = await queriesByTarget.page({ limit, cursor }, on.kind, on.id);
    const found: Asked[] = [];
    for (const id of ids.items) {
      found.push(await queries.require('QUERY_NOT_FOUND', on.kind, on.id, id));
    }
    return { ...ids, items: await shown(ctx, found) };
  }

  /** The same over everything that is about the caller. */
  async about(ctx: LedgerContext, page: Input<'query:about'>): Promise<Output<'query:about'>> {
    const { queries, queriesAbout } = ctx.world.register;
    const places = await queriesAbout.page(page, ctx.actor.uscc);
    const found: Asked[] = [];
    for (const { on, id } of places.items) {
      found.push(await queries.require('QUERY_NOT_FOUND', on.kind, on.id, id));
    }
    return { ...places, items: await shown(ctx, found) };
  }
}

/** Sealed ones are left out of a page until their day; what the beacons bear out counts. */
async function shown(ctx: LedgerContext, found: readonly Asked[]): Promise<Asked[]> {
  const { asOf } = await askedOf(ctx, {});
  return found.filter((each) => isShown(each, ctx.actor, asOf));
}

async function factsOf(ctx: LedgerContext, input: Input<'query:ask'>, act: Act): Promise<Facts> {
  const stated = uncited(input);
  const { about } = await sidesOf(ctx, input.on);
  const at = instantOf(undefined, act);
  return { v: 1, ...stated, by: act.by, about: [...new Set(about)], at, txId: act.moment.txId };
}

async function requireFree(ctx: LedgerContext, { on, id }: Facts): Promise<void> {
  if ((await ctx.world.register.queries.find(on.kind, on.id, id)) === undefined) return;
  throw new LedgerError('QUERY_EXISTS', `${id} is taken.`, { key: [on.kind, on.id, id] });
}

async function keep(ctx: LedgerContext, record: Asked): Promise<Asked> {
  const { on, id, at, about, txId, sealedUntil, purpose } = record;
  const { queries, queriesByTarget, queriesAbout } = ctx.world.register;
  await queries.put(record, on.kind, on.id, id);
  await queriesByTarget.add(on.kind, on.id, newestFirst(at), id);
  for (const party of about) {
    await queriesAbout.put({ v: 1, on, id }, party, newestFirst(at), txId);
  }
  // An event goes to whoever listens: of a sealed query it says nothing.
  const told = sealedUntil === undefined ? { on, query: id, purpose: purpose ?? '' } : {};
  ctx.emit('query.recorded', told);
  return record;
}
