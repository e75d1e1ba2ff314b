import {
  type Act,
  deadline,
  type Delivery,
  type Deadline,
  dispatchStatement,
  type Input,
  LedgerError,
  type Output,
  refusedBy,
  requireDispatchable,
  shanghaiDate,
  uncited,
} from '../model/index.js';
import { broughtBy, requireStatement } from './delivering.js';
import type { LedgerContext } from './context.js';
import { decide } from './granting.js';
import { recordingRefusals } from './refusing.js';
import { reserve, settle, type Reservation } from './spending.js';

type Dispatch = Input<'delivery:dispatch'>;

interface Decided {
  readonly delivery: Delivery;
  readonly reservation: Reservation | undefined;
}

/**
 * One delivery takes one unit of its grant’s count. Whether the grant permits it is decided as of now,
 * from the chain as it stands; what it does not permit is on record as an attempt.
 */
export async function dispatch(
  ctx: LedgerContext,
  input: Dispatch,
  { act, at }: { readonly act: Act; readonly at: string },
): Promise<Output<'delivery:dispatch'>> {
  const sender = act.by.uscc;
  const { deliveries, byGrant, refusals } = ctx.world.deliveries;
  await requireTrue(ctx, input, sender);
  return recordingRefusals('delivery:dispatch', {
    decide: async () => decided(ctx, input, { act, at }),
    async permitted({ delivery, reservation }: Decided) {
      await settle(ctx, reservation);
      await deliveries.put(delivery, delivery.id);
      await byGrant.add(delivery.grant, delivery.id);
      ctx.emit('delivery.dispatch-decided', { ...factsOf(delivery), outcome: 'DISPATCHED' });
      return delivery;
    },
    async refused(refusal) {
      const record = {
        ...{ v: 1 as const, ...refusal, attempt: uncited(input), sender },
        ...broughtBy(ctx, act, at),
      };
      await refusals.put(record, input.grant, record.txId);
      const { outcome, code } = refusal;
      ctx.emit('delivery.dispatch-decided', { ...factsOf({ ...input, sender }), outcome, code });
      return record;
    },
  });
}

const factsOf = ({
  id,
  grant,
  sender,
  recipient,
}: Pick<Delivery, 'id' | 'grant' | 'sender' | 'recipient'>): object => ({
  ...{ delivery: id, grant, sender, recipient },
});

/** Whether it is a dispatch at all: what is none changes nothing. */
async function requireTrue(ctx: LedgerContext, input: Dispatch, sender: string): Promise<void> {
  const { grantor, grantee, scope } = await ctx.world.grants.grants.require(
    'GRANT_NOT_FOUND',
    input.grant,
  );
  requireDispatchable(input, sender, { grantor, grantee, data: scope.subset.data });
  const fields = dispatchStatement({ ...input, sender });
  const { key, signature } = input;
  await requireStatement(ctx, { kind: 'delivery-dispatch', fields, key, signature });
  if ((await ctx.world.deliveries.deliveries.find(input.id)) === undefined) return;
  throw new LedgerError('DELIVERY_EXISTS', `${input.id} is taken.`, { key: [input.id] });
}

async function decided(
  ctx: LedgerContext,
  input: Dispatch,
  { act, at }: { readonly act: Act; readonly at: string },
): Promise<Decided> {
  const { grant, recipient, purpose } = input;
  const question = { grant, by: recipient, purpose, units: 1 };
  const decision = await decide(ctx, question, { asOf: at, knownAt: at });
  if (!decision.permitted)
    throw refusedBy(decision.reasons, `${grant} does not permit this delivery.`);
  const reservation = await reserve(ctx, grant, 1);
  const receiptDue = await receiptDueOf(ctx, at);
  const facts = { ...uncited(input), sender: act.by.uscc, receiptDue };
  return { delivery: { v: 1, ...facts, ...broughtBy(ctx, act, at) }, reservation };
}

/** Resolved now, with the rules and calendars in force (ledger rule 13). */
async function receiptDueOf(ctx: LedgerContext, at: string): Promise<Deadline> {
  const { receipt } = await ctx.world.rules.delivery(at);
  const day = shanghaiDate(at);
  const year = Number(day.slice(0, 4));
  return deadline(receipt, day, await ctx.world.rules.calendars([year, year + 1], at));
}
