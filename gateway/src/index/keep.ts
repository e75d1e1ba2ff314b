import type { Draft } from './draft.js';
import { keyOf } from './key.js';
import type { Position } from './rows.js';

/** One write of a VALID transaction, its composite key taken apart. */
export interface Write {
  readonly attributes: readonly string[];
  readonly value: unknown;
  readonly at: Position;
}

/** Makes rows of one kind of record. */
export type Projection = (draft: Draft, write: Write) => Promise<void> | void;

/** One row per record, under its own key; what a status says is computed when it is asked for. */
export const keep =
  (kind: string): Projection =>
  (draft, { attributes, value }) => {
    draft.put(keyOf(kind, ...attributes), value);
  };

type Area = Readonly<Record<string, Projection>>;

/**
 * What every area makes of a kind of record. A kind that several areas look at goes to each of them, in
 * their order; rows are told apart by their keys.
 */
export function together(areas: readonly Area[]): ReadonlyMap<string, readonly Projection[]> {
  const all = new Map<string, Projection[]>();
  for (const area of areas) {
    for (const [kind, projection] of Object.entries(area)) {
      all.set(kind, [...(all.get(kind) ?? []), projection]);
    }
  }
  return all;
}
