import {
  divided,
  type Draw,
  drawEvenly,
  inOrder,
  laneOf,
  LedgerError,
  planned,
  type Quota,
  type Taken,
} from '../model/index.js';
import type { LedgerContext } from './context.js';

/** What a use will take: read and decided, and not written yet. */
export interface Reservation {
  readonly grant: string;
  readonly taken: readonly Draw[];
}

/** One width, so that shards sort as numbers. */
const place = (shard: number): string => String(shard).padStart(2, '0');

/**
 * Divides the count of a grant that becomes active. A grant without one has no quota and is never
 * exhausted.
 */
export async function openQuota(
  ctx: LedgerContext,
  grant: string,
  count: number | undefined,
): Promise<void> {
  if (count === undefined) return;
  const { quotas, shards } = ctx.world.uses;
  const parts = divided(count);
  await quotas.create('RECORD_EXISTS', { v: 1, grant, count, shards: parts.length }, grant);
  for (const [shard, left] of parts.entries())
    await shards.put({ v: 1, left }, grant, place(shard));
}

/**
 * Finds units of a grant’s own count, from the lane’s shard on, and writes nothing. Who is told
 * GRANT_EXHAUSTED has read every shard.
 *
 * @returns `undefined` for a grant without a count
 * @throws LedgerError GRANT_EXHAUSTED with what is left
 */
export async function reserve(
  ctx: LedgerContext,
  grant: string,
  units: number,
  lane = laneOf(ctx.moment.txId),
): Promise<Reservation | undefined> {
  const quota = await ctx.world.uses.quotas.findParsed(grant);
  if (quota === undefined) return undefined;
  const { draws, missing } = await planned({ shards: quota.shards, units, lane }, (shard) =>
    leftIn(ctx, grant, shard),
  );
  if (missing === 0) return { grant, taken: draws };
  const left = units - missing;
  throw new LedgerError(
    'GRANT_EXHAUSTED',
    `Of the count of ${grant}, ${String(left)} are left and ${String(units)} are asked.`,
    { grant, left, units, link: { kind: 'GRANT', id: grant }, what: String(left) },
  );
}

/** Writes what was reserved in this transaction. */
export async function settle(
  ctx: LedgerContext,
  reservation: Reservation | undefined,
): Promise<Taken[]> {
  if (reservation === undefined) return [];
  const { grant, taken } = reservation;
  for (const { shard, left } of taken) {
    await ctx.world.uses.shards.put({ v: 1, left }, grant, place(shard));
  }
  return taken.map(({ shard, units }) => ({ shard, units }));
}

/**
 * Takes units of a grant’s own count, all or none. Once a transaction for one grant: a transaction
 * does not see what it wrote itself.
 *
 * @throws LedgerError GRANT_EXHAUSTED
 */
export const spend = async (
  ctx: LedgerContext,
  grant: string,
  units: number,
  lane?: number,
): Promise<Taken[]> => settle(ctx, await reserve(ctx, grant, units, lane));

/**
 * Takes the count of a sub-grant out of what is left of its parent’s. The same units are never in
 * both, so a use looks at its own grant’s count alone.
 *
 * @throws LedgerError SUBGRANT_EXCEEDS_COUNT
 */
export async function allocate(ctx: LedgerContext, parent: string, units: number): Promise<void> {
  const quota = await ctx.world.uses.quotas.findParsed(parent);
  if (quota === undefined) return;
  const lefts = await leftsOf(ctx, quota);
  const left = sum(lefts);
  if (left < units) {
    throw new LedgerError(
      'SUBGRANT_EXCEEDS_COUNT',
      `Of the count of ${parent}, ${String(left)} are left and ${String(units)} are asked.`,
      { grant: parent, left, units, link: { kind: 'GRANT', id: parent }, what: String(left) },
    );
  }
  await draw(ctx, parent, lefts, units);
}

/** Takes away as much as is left of some units: what narrows a count never touches what was used. */
export async function withdraw(ctx: LedgerContext, grant: string, units: number): Promise<number> {
  const quota = await ctx.world.uses.quotas.findParsed(grant);
  if (quota === undefined) return 0;
  const lefts = await leftsOf(ctx, quota);
  const gone = Math.min(units, sum(lefts));
  await draw(ctx, grant, lefts, gone);
  return gone;
}

/** Gives units back to a count, where the terms of a grant say that an end above does so. */
export async function giveBack(ctx: LedgerContext, grant: string, units: number): Promise<void> {
  const quota = await ctx.world.uses.quotas.findParsed(grant);
  if (quota === undefined || units === 0) return;
  const shard = laneOf(ctx.moment.txId) % quota.shards;
  const left = (await leftIn(ctx, grant, shard)) + units;
  await ctx.world.uses.shards.put({ v: 1, left }, grant, place(shard));
}

/** `undefined` for a grant without a count. */
export async function quotaOf(
  ctx: LedgerContext,
  grant: string,
): Promise<(Quota & { readonly left: number }) | undefined> {
  const quota = await ctx.world.uses.quotas.findParsed(grant);
  return quota && { ...quota, left: sum(await leftsOf(ctx, quota)) };
}

async function draw(
  ctx: LedgerContext,
  grant: string,
  lefts: readonly number[],
  units: number,
): Promise<void> {
  const taken = drawEvenly(lefts, units).map(({ shard, units: gone }) => ({
    ...{ shard, units: gone },
    left: (lefts[shard] ?? 0) - gone,
  }));
  await settle(ctx, { grant, taken });
}

async function leftsOf(ctx: LedgerContext, { grant, shards }: Quota): Promise<number[]> {
  const lefts: number[] = [];
  for (const shard of inOrder(shards, 0)) lefts.push(await leftIn(ctx, grant, shard));
  return lefts;
}

async function leftIn(ctx: LedgerContext, grant: string, shard: number): Promise<number> {
  const found = await ctx.world.uses.shards.find(grant, place(shard));
  if (found === undefined) throw new TypeError(`A shard of the count of ${grant} is missing.`);
  return found.left;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
