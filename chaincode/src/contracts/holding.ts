import {
  acted,
  type Encumbered,
  type HoldAct,
  type HoldAnswer,
  type HoldHead,
  LedgerError,
  positionIn,
} from '../model/index.js';
import { guardedBy } from '../state/guard.js';
import type { Records } from '../state/records.js';
import { starting } from './acting.js';
import type { LedgerContext } from './context.js';

/** Heads of one kind of measure, and by whom they are guarded. */
export interface Heads {
  readonly rights: Records<HoldHead>;
  readonly parties: Records<HoldHead>;
  readonly guard: Uint8Array;
}

const NOTHING: HoldHead = { v: 1, orders: [] };

/** Heads of judicial orders: the court’s peer alone writes them (ledger rule 6). */
export async function courtHeads(ctx: LedgerContext): Promise<Heads> {
  const { holds: rights, partyHolds: parties } = ctx.world.encumbrances;
  const { court } = await ctx.world.settings.custody();
  return { rights, parties, guard: guardedBy([court]) };
}

/** Heads of administrative control: a controller’s peer alone writes them. */
export async function controlHeads(ctx: LedgerContext): Promise<Heads> {
  const { controls: rights, partyControls: parties } = ctx.world.encumbrances;
  return { rights, parties, guard: await controlGuard(ctx) };
}

/** Any controller; the court where there is none, since a rule over nobody would hold nobody. */
export async function controlGuard(ctx: LedgerContext): Promise<Uint8Array> {
  const { court } = await ctx.world.settings.custody();
  const controllers = await controllersOf(ctx);
  return guardedBy([], controllers.length === 0 ? [court] : controllers);
}

/** Custodians that have no registrar among them: they govern, and do not register (ledger rule 6). */
export async function controllersOf(ctx: LedgerContext): Promise<string[]> {
  const { settings } = ctx.world;
  const { custodians, court } = await settings.custody();
  const registering = (await settings.role('registrar'))?.msps ?? [];
  return custodians.filter((mspId) => mspId !== court && !registering.includes(mspId));
}

/**
 * The heads of a party, born guarded when it is registered, so that from then on a court freezes all
 * that it has without anybody’s help. Where an order came before, its head is there.
 */
export async function guardParty(ctx: LedgerContext, uscc: string): Promise<void> {
  for (const { parties, guard } of [await courtHeads(ctx), await controlHeads(ctx)]) {
    if ((await parties.find(uscc)) !== undefined) continue;
    await parties.createGuarded('ORDER_EXISTS', NOTHING, guard, uscc);
  }
}

/** Who acts, and after which beacon. */
export async function holdAct(
  ctx: LedgerContext,
  input: Parameters<typeof starting>[1],
): Promise<HoldAct> {
  const { notBefore, moment } = await starting(ctx, input);
  return { by: acted(ctx.actor, moment), notBefore };
}

/**
 * Rewrites the head of each right or party that an act is about, and reads nothing else of it: such an
 * act waits for no other and loses no race (ledger rule 7).
 *
 * @throws LedgerError RIGHT_NOT_FOUND and those of `change`
 */
export async function onEach(
  heads: Heads,
  { id, on }: { readonly id: string; readonly on: readonly Encumbered[] },
  change: (head: HoldHead) => HoldHead,
): Promise<HoldAnswer> {
  const laid: HoldAnswer['laid'] = [];
  for (const each of on) {
    const head = await rewritten(heads, each, change);
    const hold = head.orders.find((one) => one.id === id);
    if (hold === undefined) throw new TypeError(`${id} is not upon ${each.id}.`);
    const position = positionIn(head, id, hold.ordered.at);
    laid.push({ on: each, hold, ...(position === undefined ? {} : { position }) });
  }
  return { id, laid };
}

async function rewritten(
  { rights, parties, guard }: Heads,
  { kind, id }: Encumbered,
  change: (head: HoldHead) => HoldHead,
): Promise<HoldHead> {
  const records = kind === 'RIGHT' ? rights : parties;
  const before = await records.find(id);
  if (before === undefined && kind === 'RIGHT') {
    throw new LedgerError('RIGHT_NOT_FOUND', `There is no right ${id}.`, { key: [id] });
  }
  const head = change(before ?? NOTHING);
  // One that was never registered has no head yet: this is its birth, guarded like any other.
  if (before === undefined) await records.createGuarded('ORDER_EXISTS', head, guard, id);
  else await records.put(head, id);
  return head;
}
