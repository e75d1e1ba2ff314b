import {
  type BundlePart,
  canonicalize,
  type Input,
  LedgerError,
  MAX_PARTS,
  type QueryName,
} from '../model/index.js';

/** The questions of a file, each once, in the order in which they were found to belong to it. */
export class Parts {
  readonly #parts = new Map<string, BundlePart>();
  /** Instants of deposits: the platform’s standing is asked for each. */
  readonly deposits = new Set<string>();
  /** Versions of lists, by `id version`. */
  readonly lists = new Map<string, number>();

  /** @throws LedgerError BUNDLE_TOO_LARGE */
  add<N extends QueryName>(transaction: N, input: Input<N>): void {
    const part = { transaction, input: canonicalize(input) };
    this.#parts.set(`${transaction} ${part.input}`, part);
    if (this.#parts.size <= MAX_PARTS) return;
    throw new LedgerError('BUNDLE_TOO_LARGE', 'The file would have more parts than it can.', {
      limit: MAX_PARTS,
    });
  }

  get all(): BundlePart[] {
    return [...this.#parts.values()];
  }
}
