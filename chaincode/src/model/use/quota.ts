import { z } from 'zod';
import { Id } from '../schema.js';

/** Keys that one count is divided over, so that as many uses can be in flight without meeting. */
export const MAX_SHARDS = 16;
export const Units = z.int().min(1).max(1_000_000_000);
/** Where a use begins to look for units: a hint that changes which key it meets, never whether. */
export const Lane = z.int().min(0).max(1023);

/** What somebody says, without where its gateway lets it look for units. */
export function unlaned<T extends { lane?: unknown }>(input: T): Omit<T, 'lane'> {
  const said = { ...input };
  delete said.lane;
  return said;
}

/** 使用次数: how a grant’s count was divided when it became active. Immutable: `quota~grant`. */
export const Quota = z
  .strictObject({ v: z.literal(1), grant: Id, count: z.int().min(1), shards: z.int().min(1) })
  .meta({ id: 'Quota' });
export type Quota = z.infer<typeof Quota>;

/** What is left of one part of a count: `quota-shard~grant~nn`. */
export interface Shard {
  readonly v: 1;
  readonly left: number;
}

/** What was taken from which part. */
export const Taken = z.strictObject({ shard: z.int().min(0), units: Units }).meta({ id: 'Taken' });
export type Taken = z.infer<typeof Taken>;

/** `shards` is 0 where there is no count, and before the grant was accepted. */
export const QuotaView = z
  .strictObject({
    grant: Id,
    shards: z.int().min(0),
    count: z.int().min(1).optional(),
    left: z.int().min(0).optional(),
  })
  .meta({ id: 'QuotaView' });

/** Whole numbers that differ by one at most and add up to the count. */
export function divided(count: number): number[] {
  const shards = Math.min(count, MAX_SHARDS);
  const each = Math.floor(count / shards);
  const more = count % shards;
  return Array.from({ length: shards }, (_, i) => each + (i < more ? 1 : 0));
}

/** Every shard once, from the lane’s own on. */
export const inOrder = (shards: number, lane: number): number[] =>
  Array.from({ length: shards }, (_, i) => (lane + i) % shards);

/** What is taken from a shard, and what it holds then. */
export interface Draw extends Taken {
  readonly left: number;
}

/**
 * From which shards units are taken, beginning with the lane’s. It reads no shard more than it needs,
 * so two uses meet in few keys or none; who finds too little has read every one of them.
 */
export async function planned(
  {
    shards,
    units,
    lane,
  }: { readonly shards: number; readonly units: number; readonly lane: number },
  leftIn: (shard: number) => Promise<number>,
): Promise<{ readonly draws: readonly Draw[]; readonly missing: number }> {
  const draws: Draw[] = [];
  let missing = units;
  for (const shard of inOrder(shards, lane)) {
    if (missing === 0) break;
    const left = await leftIn(shard);
    const given = Math.min(left, missing);
    missing -= given;
    if (given > 0) draws.push({ shard, units: given, left: left - given });
  }
  return { draws, missing };
}

/** The lane of whoever names none: a transaction id is as good as a die, and the same everywhere. */
export const laneOf = (txId: string): number => Number.parseInt(txId.slice(0, 2), 16);

/**
 * Takes as many units as asked and no more than there are, as evenly as it goes, so that the shards
 * run dry together.
 */
export function drawEvenly(lefts: readonly number[], units: number): Taken[] {
  const taken = lefts.map(() => 0);
  const byLeft = lefts.map((_, i) => i).sort((a, b) => (lefts[a] ?? 0) - (lefts[b] ?? 0) || a - b);
  let missing = units;
  byLeft.forEach((shard, i) => {
    const share = Math.ceil(missing / (byLeft.length - i));
    taken[shard] = Math.min(lefts[shard] ?? 0, share);
    missing -= taken[shard];
  });
  return taken.flatMap((each, shard) => (each === 0 ? [] : [{ shard, units: each }]));
}
