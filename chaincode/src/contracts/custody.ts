import {
  challengeCustody,
  citedIn,
  custodyAt,
  type CustodyRecord,
  custodyRemark,
  custodyState,
  DATA_CUSTODIAN,
  echo,
  entrust,
  type Input,
  type Output,
  provePossession,
  refusePersonalIn,
  releaseCustody,
  requireQualifiedFor,
  takeCustody,
  uncited,
} from '../model/index.js';
import { versionKey } from '../state/register.js';
import { requireSideOrOffice } from './asking.js';
import { requireConcerned } from './concerned.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';
import { actedBy } from './operating.js';

/** 数据托管: who keeps the bytes of a version for whom, and what proves that it still has them. */
export class CustodyContract extends LedgerContract {
  constructor() {
    super('custody');
  }

  async entrust(
    ctx: LedgerContext,
    input: Input<'custody:entrust'>,
  ): Promise<Output<'custody:entrust'>> {
    const by = await actedBy(ctx, input.beacon);
    const { data, custodian } = input;
    await requireVersion(ctx, input);
    await requireConcerned(ctx, data, by.uscc, by.at);
    await requireCustodian(ctx, input, by.at);
    const record = entrust(input, by);
    const { custodies, custodiesByParty } = ctx.world.market;
    await custodies.create('RECORD_EXISTS', record, record.id);
    for (const party of [record.depositor, custodian]) await custodiesByParty.add(party, record.id);
    ctx.emit('custody.entrusted', { custody: record.id, depositor: by.uscc, custodian });
    return record;
  }

  async take(ctx: LedgerContext, input: Input<'custody:take'>): Promise<Output<'custody:take'>> {
    const { record, by } = await opened(ctx, input);
    const { digests: registered } = await requireVersion(ctx, record);
    const next = takeCustody(record, { got: input.digests, registered }, by);
    await requireCustodian(ctx, record, by.at);
    return put(ctx, next, 'custody.taken');
  }

  async challenge(
    ctx: LedgerContext,
    input: Input<'custody:challenge'>,
  ): Promise<Output<'custody:challenge'>> {
    const { record, by } = await opened(ctx, input);
    return put(ctx, challengeCustody(record, input, by), 'custody.challenged');
  }

  async prove(ctx: LedgerContext, input: Input<'custody:prove'>): Promise<Output<'custody:prove'>> {
    const { record, by } = await opened(ctx, input);
    return put(ctx, provePossession(record, input, by), 'custody.proven');
  }

  async release(
    ctx: LedgerContext,
    input: Input<'custody:release'>,
  ): Promise<Output<'custody:release'>> {
    refusePersonalIn(uncited(input));
    const { record, by } = await opened(ctx, input);
    return put(ctx, releaseCustody(record, input, by), 'custody.released');
  }

  async read(ctx: LedgerContext, input: Input<'custody:read'>): Promise<Output<'custody:read'>> {
    const { id, audience, nonce } = input;
    const record = await ctx.world.market.custodies.require('RECORD_NOT_FOUND', id);
    await requireSideOrOffice(ctx, { kind: 'CUSTODY', id }, citedIn(input));
    const { asOf, beacon } = await askedOf(ctx, { asOf: input.asOf });
    return {
      ...{ custody: custodyAt(record, asOf), ...custodyState(record, asOf), asOf, beacon },
      ...echo({ audience, nonce }),
    };
  }

  /** The caller’s own, as depositor or custodian. */
  async own(
    ctx: LedgerContext,
    { asOf: wanted, ...page }: Input<'custody:own'>,
  ): Promise<Output<'custody:own'>> {
    const { asOf } = await askedOf(ctx, { asOf: wanted });
    const { custodies, custodiesByParty } = ctx.world.market;
    const found = await custodiesByParty.page(page, ctx.actor.uscc);
    const items: Output<'custody:own'>['items'] = [];
    for (const id of found.items) {
      const record = await custodies.require('RECORD_NOT_FOUND', id);
      const state = custodyState(record, asOf);
      if (state.status !== 'NOT_YET_ENTRUSTED') items.push(custodyRemark(record, state));
    }
    return { ...found, items };
  }
}

const requireVersion = (
  ctx: LedgerContext,
  { data }: Pick<CustodyRecord, 'data'>,
): ReturnType<LedgerContext['world']['register']['versions']['require']> =>
  ctx.world.register.versions.require('VERSION_UNKNOWN', ...versionKey(data));

async function requireCustodian(
  ctx: LedgerContext,
  { custodian, qualification: id }: Pick<CustodyRecord, 'custodian' | 'qualification'>,
  at: string,
): Promise<void> {
  const qualification = await ctx.world.qualifications.find(custodian, id);
  requireQualifiedFor(custodian, DATA_CUSTODIAN, { qualification, at });
}

/** A custody, and who acts on it: never before what was last done to it. */
async function opened(
  ctx: LedgerContext,
  { id, beacon }: Pick<Input<'custody:take'>, 'id' | 'beacon'>,
): Promise<{ readonly record: CustodyRecord; readonly by: CustodyRecord['entrusted'] }> {
  const record = await ctx.world.market.custodies.require('RECORD_NOT_FOUND', id);
  const { entrusted, taken, challenged, released } = record;
  const done = [
    ...[entrusted, taken, released?.by],
    ...challenged.flatMap(({ made, proof }) => [made, proof?.by]),
  ].flatMap((each) => each?.at ?? []);
  return { record, by: await actedBy(ctx, beacon, done.sort().at(-1)) };
}

async function put(
  ctx: LedgerContext,
  record: CustodyRecord,
  event: string,
): Promise<CustodyRecord> {
  await ctx.world.market.custodies.put(record, record.id);
  const { id, depositor, custodian } = record;
  ctx.emit(event, { custody: id, depositor, custodian });
  return record;
}
