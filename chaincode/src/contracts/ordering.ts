import {
  type Act,
  acted,
  type ActedBy,
  type AwardInput,
  cancelledByOrder,
  encumberedSince,
  encumbrancesOf,
  ownHolds,
  type HoldAct,
  type JudicialOrder,
  later,
  LedgerError,
  liftHold,
  registrationByOrder,
  requireDisposableByOrder,
  type RightClosure,
  rightState,
  type RightState,
  transferredByOrder,
} from '../model/index.js';
import { allOf } from '../state/guard.js';
import { starting } from './acting.js';
import type { LedgerContext } from './context.js';
import { dispose } from './dispositions.js';
import { encumbranceClosure } from './encumbering.js';
import { guardsOf, passExclusive, putRight } from './registering.js';
import { rightClosure } from './targets.js';

type Document = Pick<AwardInput, 'id' | 'caseNo' | 'documentDigest'>;

/**
 * Puts the document of a court or an arbitrator on record: whoever keeps disputes calls it for an
 * award. It changes nothing by itself.
 *
 * @throws LedgerError RIGHT_NOT_FOUND, ORDER_EXISTS
 */
export async function recordOrder(
  ctx: LedgerContext,
  award: Omit<AwardInput, 'beacon'> & { readonly dispute?: string },
  by: ActedBy,
): Promise<JudicialOrder> {
  for (const id of award.rights) await ctx.world.register.rights.require('RIGHT_NOT_FOUND', id);
  const order = { v: 1 as const, kind: 'AWARD' as const, ...award, ordered: by };
  return keepOrder(ctx, order);
}

/** Immutable, and guarded by the court: nobody else’s peers may ever rewrite it. */
async function keepOrder(ctx: LedgerContext, order: JudicialOrder): Promise<JudicialOrder> {
  const { orders, byRight } = ctx.world.orders;
  const { court } = await ctx.world.settings.custody();
  await orders.createGuarded('ORDER_EXISTS', order, allOf(court), order.id);
  for (const id of order.rights) await byRight.add(id, order.id);
  return order;
}

/** A right that an order is about to dispose of. */
interface Taken {
  readonly closure: RightClosure;
  readonly state: RightState;
  readonly by: ActedBy;
}

/** @throws LedgerError RIGHT_NOT_FOUND, RIGHT_NOT_ACTIVE, DISPOSAL_PENDING, ASSET_FROZEN */
async function take(
  ctx: LedgerContext,
  id: string,
  { notBefore, moment }: Pick<Act, 'notBefore' | 'moment'>,
): Promise<Taken> {
  const right = await ctx.world.register.rights.require('RIGHT_NOT_FOUND', id);
  const laid = await encumbranceClosure(ctx, right);
  const now = encumberedSince(laid, notBefore);
  const by = acted(ctx.actor, moment, now);
  const instants = { asOf: by.at, knownAt: by.at };
  const closure = await rightClosure(ctx, id, instants);
  const state = rightState(closure, instants);
  requireDisposableByOrder(closure, state, encumbrancesOf(laid, { asOf: now, knownAt: now }), by);
  return { closure, state, by };
}

/** A freeze of this court that prepared the disposal has done its work with it. */
async function release(ctx: LedgerContext, id: string, of: Document, act: HoldAct): Promise<void> {
  const { holds } = ctx.world.encumbrances;
  const head = await holds.require('RIGHT_NOT_FOUND', id);
  const own = ownHolds(head, act);
  if (own.length === 0) return;
  const { caseNo, documentDigest } = of;
  const lifted = own.reduce(
    (before, hold) => liftHold(before, { id: hold.id, caseNo, documentDigest }, act, of.id),
    head,
  );
  await holds.put(lifted, id);
}

/** The order stands for a case of the register: what it did is registered under its own id. */
async function registerOrder(ctx: LedgerContext, order: Document, by: ActedBy): Promise<void> {
  const { cases, registrations } = ctx.world.register;
  if ((await cases.find(order.id)) !== undefined) {
    throw new LedgerError('ORDER_EXISTS', `${order.id} is the id of a case.`, { key: [order.id] });
  }
  await registrations.create('ORDER_EXISTS', registrationByOrder(order, by), order.id);
}

interface Disposal extends Document {
  readonly rights: readonly string[];
  readonly beacon?: Parameters<typeof starting>[1]['beacon'];
}

/** What both kinds share: every right is held against the register, and the court’s freeze ends. */
async function takeAll(
  ctx: LedgerContext,
  input: Disposal,
): Promise<{ readonly taken: readonly Taken[]; readonly by: ActedBy }> {
  const act = await starting(ctx, input);
  const taken: Taken[] = [];
  for (const id of input.rights) taken.push(await take(ctx, id, act));
  const by = taken.reduce((last, each) => ({ ...last, at: later(last.at, each.by.at) }), {
    ...acted(ctx.actor, act.moment),
  });
  for (const { closure } of taken) {
    await release(ctx, closure.right.id, input, { by, notBefore: act.notBefore });
  }
  await registerOrder(ctx, input, by);
  return { taken, by };
}

const documentOf = ({ id, caseNo, documentDigest }: Document): Document => ({
  id,
  caseNo,
  documentDigest,
});

/** @throws LedgerError those of `take` and ORDER_EXISTS */
export async function cancelByOrder(ctx: LedgerContext, input: Disposal): Promise<JudicialOrder> {
  const { taken, by } = await takeAll(ctx, input);
  for (const { closure } of taken) {
    await dispose(ctx, closure.right.id, cancelledByOrder(input.id, by.txId));
  }
  const rights = [...input.rights];
  return keepOrder(ctx, { v: 1, kind: 'CANCEL', ...documentOf(input), rights, ordered: by });
}

/** @throws LedgerError those of `take` and ORDER_EXISTS */
export async function transferByOrder(
  ctx: LedgerContext,
  input: Disposal & { readonly to: string },
): Promise<JudicialOrder> {
  const { taken, by } = await takeAll(ctx, input);
  const given = taken.map(({ closure, state }, place) =>
    transferredByOrder(closure, state, input, { place, txId: by.txId }),
  );
  for (const [place, { made, entry }] of given.entries()) {
    await putRight(ctx, made, await guardsOf(ctx, made.registrar));
    await dispose(ctx, input.rights[place] ?? '', entry);
  }
  const made = given.map((each) => each.made);
  await passExclusive(
    ctx,
    made.filter(({ share }) => share === 'EXCLUSIVE'),
  );
  return keepOrder(ctx, {
    ...{ v: 1, kind: 'TRANSFER', ...documentOf(input), rights: [...input.rights], to: input.to },
    ...{ made: made.map(({ id }) => id), ordered: by },
  });
}
