import type { Database } from './store.js';

type Operation =
  | { readonly type: 'put'; readonly key: string; readonly value: unknown }
  | { readonly type: 'del'; readonly key: string };

/** The transaction that is taken in, once all its writes are rows. */
export interface Settled {
  readonly block: number;
  readonly index: number;
  readonly txId: string;
  /** Claimed by the client. */
  readonly time: string;
}

type Work = (settled: Settled) => Promise<void>;

/** The rows of one block before they are written: reads see what the block wrote so far. */
export class Draft {
  readonly db: Database;
  readonly #rows = new Map<string, Operation>();
  readonly #later = new Map<string, Work>();
  readonly #numbers = new Map<string, number>();

  constructor(db: Database) {
    this.db = db;
  }

  /** What needs every write of a transaction as rows is done once behind the last of them. */
  later(key: string, work: Work): void {
    this.#later.set(key, work);
  }

  /** Does what waited. */
  async settle(settled: Settled): Promise<void> {
    // A map is walked in the order of insertion, and takes in what is added on the way.
    for (const [key, work] of this.#later) {
      await work(settled);
      this.#later.delete(key);
    }
  }

  /** 1, 2, … for what has no number of its own. */
  number(of: string): number {
    const next = (this.#numbers.get(of) ?? 0) + 1;
    this.#numbers.set(of, next);
    return next;
  }

  async get(key: string): Promise<unknown> {
    const row = this.#rows.get(key);
    if (row !== undefined) return row.type === 'put' ? row.value : undefined;
    return this.db.get(key);
  }

  put(key: string, value: unknown): void {
    this.#rows.set(key, { type: 'put', key, value });
  }

  delete(key: string): void {
    this.#rows.set(key, { type: 'del', key });
  }

  /** All rows and the checkpoint at once, or none: exactly once without counting. */
  async commit(): Promise<void> {
    await this.db.batch([...this.#rows.values()]);
  }
}
