import type { Draft } from '../draft.js';
import { keyOf } from '../key.js';

interface Write {
  readonly attributes: readonly string[];
  readonly value: unknown;
}

/** One row per record, under its own key; what a status says is computed when it is asked for. */
const keep =
  (kind: string) =>
  (draft: Draft, { attributes, value }: Write): void => {
    draft.put(keyOf(kind, ...attributes), value);
  };

/** Rows of the master catalogue and of what stands around it, by type of the composite key. */
export const publicProjections = {
  'catalog-entry': keep('catalog-entry'),
  correction: keep('correction'),
  attestation: keep('attestation'),
  complaint: keep('complaint'),
} as const;
