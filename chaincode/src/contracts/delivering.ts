import {
  type Act,
  type BoundKey,
  closureAt,
  type Delivery,
  type DeliveryClosure,
  deliveryFindings,
  deliveryStatus,
  type DeliveryStatus,
  type DisputeFile,
  echo,
  holderOf,
  type Input,
  later,
  LedgerError,
  MAX_DISPUTES,
  type Output,
  requireBound,
  requireSigned,
  sideOfDelivery,
  signersOf,
  type StatementKind,
  statementText,
} from '../model/index.js';
import { p256 } from '../crypto.js';
import { numbered } from '../state/register.js';
import { askedOf } from './desk.js';
import type { LedgerContext } from './context.js';
import { requireSideOrOffice } from './asking.js';

/** Who brought a record, and when: never before what it follows on. */
export const broughtBy = (
  ctx: LedgerContext,
  { by }: Act,
  at: string,
): Pick<Delivery, 'by' | 'at' | 'txId'> => ({ by, at, txId: ctx.moment.txId });

interface Statement {
  readonly kind: StatementKind;
  readonly fields: object;
  readonly key: string;
  readonly signature: string;
}

/**
 * What the caller’s own key says: one that the caller bound, did not drop, and signed this with.
 *
 * @throws LedgerError DELIVERY_KEY_NOT_BOUND, DELIVERY_KEY_DROPPED, SIGNATURE_INVALID
 */
export async function requireStatement(
  ctx: LedgerContext,
  { kind, fields, key, signature }: Statement,
): Promise<void> {
  const { keys, keyDrops } = ctx.world.deliveries;
  const { uscc } = ctx.actor;
  const holder = holderOf(key);
  requireBound(holder, await keys.find(uscc, holder), await keyDrops.find(uscc, holder));
  const text = statementText(kind, ctx.stub.getChannelID(), fields);
  requireSigned({ key, text, signature }, p256);
}

export const deliveryOf = (ctx: LedgerContext, id: string): Promise<Delivery> =>
  ctx.world.deliveries.deliveries.require('DELIVERY_NOT_FOUND', id);

/** @throws LedgerError CALLER_FORBIDDEN */
export function requireReceiver(ctx: LedgerContext, delivery: Delivery): void {
  if (sideOfDelivery(delivery, ctx.actor.uscc) === 'RECEIVER') return;
  throw new LedgerError('CALLER_FORBIDDEN', `The receiver says what arrived of ${delivery.id}.`, {
    delivery: delivery.id,
  });
}

/** @throws LedgerError EVIDENCE_NOT_FOUND */
export async function requireEvidence(ctx: LedgerContext, ids: readonly string[]): Promise<void> {
  for (const id of ids) await ctx.world.evidence.require('EVIDENCE_NOT_FOUND', id);
}

/** Places are taken in order, so the first free one ends the list, and guards it (ledger rule 8). */
export async function disputesOf(ctx: LedgerContext, id: string): Promise<DisputeFile[]> {
  const { disputes, answers } = ctx.world.deliveries;
  const found: DisputeFile[] = [];
  while (found.length < MAX_DISPUTES) {
    const place = numbered(found.length + 1);
    const dispute = await disputes.find(id, place);
    if (dispute === undefined) break;
    found.push({ dispute, answer: await answers.find(id, place) });
  }
  return found;
}

async function closureOf(ctx: LedgerContext, delivery: Delivery): Promise<DeliveryClosure> {
  const { arrivals, receipts } = ctx.world.deliveries;
  return {
    delivery,
    arrival: await arrivals.find(delivery.id),
    receipt: await receipts.find(delivery.id),
    disputes: await disputesOf(ctx, delivery.id),
  };
}

/** As everything that stands on the ledger says. */
export const statusOfDelivery = async (
  ctx: LedgerContext,
  delivery: Delivery,
): Promise<DeliveryStatus> => deliveryStatus(await closureOf(ctx, delivery));

/** No act counts before what stands on the ledger already. */
export const afterAll = (
  at: string,
  ...records: readonly ({ readonly at: string } | undefined)[]
): string => records.reduce((last, record) => later(last, record?.at ?? last), at);

/** To its two sides, and to whoever judges or watches. @throws LedgerError CALLER_FORBIDDEN */
export async function viewDelivery(
  ctx: LedgerContext,
  { id, asOf: wanted, audience, nonce, ...cited }: Input<'delivery:read'>,
): Promise<Output<'delivery:read'>> {
  const delivery = await deliveryOf(ctx, id);
  await requireSideOrOffice(ctx, { kind: 'DELIVERY', id }, cited);
  const { asOf } = await askedOf(ctx, { asOf: wanted });
  const closure = await closureOf(ctx, delivery);
  const keys: BoundKey[] = [];
  for (const { party, key } of signersOf(closureAt(closure, asOf))) {
    const { keys: bound } = ctx.world.deliveries;
    keys.push(await bound.require('DELIVERY_KEY_NOT_BOUND', party, holderOf(key)));
  }
  const latest = await ctx.world.beacons.findLatest();
  return {
    ...deliveryFindings(closure, asOf),
    keys,
    ...(latest && { beacon: { number: latest.statement.number, time: latest.statement.time } }),
    ...echo({ audience, nonce }),
  };
}
