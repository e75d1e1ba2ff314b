import type { Database } from './store.js';

type Operation =
  | { readonly type: 'put'; readonly key: string; readonly value: unknown }
  | { readonly type: 'del'; readonly key: string };

/** The rows of one block before they are written: reads see what the block wrote so far. */
export class Draft {
  readonly #db: Database;
  readonly #rows = new Map<string, Operation>();

  constructor(db: Database) {
    this.#db = db;
  }

  async get(key: string): Promise<unknown> {
    const row = this.#rows.get(key);
    if (row !== undefined) return row.type === 'put' ? row.value : undefined;
    return this.#db.get(key);
  }

  put(key: string, value: unknown): void {
    this.#rows.set(key, { type: 'put', key, value });
  }

  delete(key: string): void {
    this.#rows.set(key, { type: 'del', key });
  }

  /** All rows and the checkpoint at once, or none: exactly once without counting. */
  async commit(): Promise<void> {
    await this.#db.batch([...this.#rows.values()]);
  }
}
