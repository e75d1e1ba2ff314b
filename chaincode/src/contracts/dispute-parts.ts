import {
  type BundlePart,
  canonicalize,
  type CitedQuery,
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
  /** Versions of lists, each once. */
  readonly lists = new Map<string, Input<'codelist:read'>>();

  /** What opens to the caller whatever in the file is closed to it; nothing for a side. */
  readonly cited: CitedQuery;

  constructor(cited: CitedQuery) {
    this.cited = cited;
  }

  /** @throws LedgerError BUNDLE_TOO_LARGE */
  add<N extends QueryName>(transaction: N, input: Input<N>): void {
    const part = { transaction, input: canonicalize(input) };
    this.#parts.set(`${transaction} ${part.input}`, part);
    if (this.#parts.size <= MAX_PARTS) return;
    throw new LedgerError('BUNDLE_TOO_LARGE', 'The file would have more parts than it can.', {
      limit: MAX_PARTS,
    });
  }

  /** An answer rests on this version of a list. */
  note(listId: string, version: number): void {
    this.lists.set(`${listId} ${String(version)}`, { listId, version });
  }

  /** What platforms were qualified by at each deposit, and the lists that the answers rest on. */
  addStandings(knownAt: string): void {
    for (const at of this.deposits) this.add('platform:at', { at, knownAt });
    for (const list of this.lists.values()) this.add('codelist:read', list);
  }

  get all(): BundlePart[] {
    return [...this.#parts.values()];
  }
}
