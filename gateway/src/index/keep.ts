import type { Draft } from './draft.js';
import { keyOf } from './key.js';

/** What a row is made of. */
export interface Write {
  readonly attributes: readonly string[];
  readonly value: unknown;
}

/** One row per record, under its own key; what a status says is computed when it is asked for. */
export const keep =
  (kind: string) =>
  (draft: Draft, { attributes, value }: Write): void => {
    draft.put(keyOf(kind, ...attributes), value);
  };
