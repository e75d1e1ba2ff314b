import { type DriftEntry, weekOf } from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import { keep, type Write } from '../keep.js';
import { ANY, keyOf, place } from '../key.js';
import type { Position } from '../rows.js';

/** Stands for a code that a permitted attempt has not. */
const NONE = '-';

export const attemptList = (grantee: string | undefined, grant: string | undefined): string =>
  keyOf('attempt-list', grantee ?? ANY, grant ?? ANY);

export const driftCounts = (
  grantee: string,
  viewer: string,
  grant: string | undefined,
  ...week: readonly string[]
): string => keyOf('drift-count', grantee, viewer, grant ?? ANY, ...week);

/** An attempt in the lists of its grantee and its grant, in the order of the ledger. */
export interface AttemptRow extends Position {
  readonly entry: DriftEntry;
}

/**
 * Counts are kept for each who may ask (`ANY`: whoever may see every attempt), so that a report of a grantee with millions of uses reads as
 * many rows as it has lines.
 */
async function attempt(draft: Draft, { value, at }: Write): Promise<void> {
  const entry = value as DriftEntry;
  const { grantee, grant, purpose, distance, outcome, code = NONE, over } = entry;
  const row: AttemptRow = { entry, block: at.block, index: at.index };
  const position = [place(at.block), place(at.index)];
  const week = weekOf(entry.at);
  const line = [week, purpose, distance, outcome, code];
  for (const only of [grant, undefined]) {
    for (const whose of [grantee, undefined]) {
      draft.put(keyOf(attemptList(whose, only), ...position), row);
    }
    for (const viewer of new Set([ANY, ...over])) {
      const key = driftCounts(grantee, viewer, only, ...line);
      const before = (await draft.get(key)) as { readonly count: number } | undefined;
      const why = code === NONE ? {} : { code };
      const count = (before?.count ?? 0) + 1;
      draft.put(key, { week, purpose, distance, outcome, ...why, count });
    }
  }
}

/** Rows of what is done with grants, by type of the composite key. */
export const useProjections = {
  drift: attempt,
  quota: keep('quota'),
  'quota-shard': keep('quota-shard'),
} as const;
