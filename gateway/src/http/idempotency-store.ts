import { withDiskFull } from '../files.js';
import type { Database } from '../index/store.js';
import type { Intent } from '../index/outcomes.js';

/** An answer as it was given, to the byte. */
export interface KeptReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** `reply` is absent while the request runs, and after a crash until its outcome is found. */
export interface Entry {
  readonly bodyHash: string;
  /** RFC 3339; the entry may go afterwards. */
  readonly expiresAt: string;
  readonly intent?: Intent;
  /** Blocks the ledger had when the request began: an outcome lies behind them. */
  readonly fromHeight?: string;
  /** Known where a submit ended with its outcome unknown. */
  readonly txId?: string;
  readonly reply?: KeptReply;
}

/** Entries by key, and by the time they expire. */
export class IdempotencyStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async get(key: string): Promise<Entry | undefined> {
    return (await this.#db.get(`entry!${key}`)) as Entry | undefined;
  }

  /** Synced where it must be known after a crash that something was sent. */
  async put(key: string, entry: Entry, { sync }: { sync: boolean }): Promise<void> {
    const operations = [
      { type: 'put' as const, key: `entry!${key}`, value: entry as unknown },
      { type: 'put' as const, key: `expiry!${entry.expiresAt}!${key}`, value: 0 },
    ];
    try {
      await this.#db.batch(operations, { sync });
    } catch (err) {
      // Nothing may be sent that could not be recorded first.
      throw withDiskFull(err, 'the request could not be recorded, and nothing was sent');
    }
  }

  async delete(key: string): Promise<void> {
    await this.#db.del(`entry!${key}`);
  }

  /** Removes what expired before `now`; an entry that was written anew meanwhile stays. */
  async sweep(now: string): Promise<number> {
    let removed = 0;
    for await (const expiry of this.#db.keys({ gt: 'expiry!', lt: `expiry!${now}` })) {
      const key = expiry.slice(expiry.lastIndexOf('!') + 1);
      const entry = await this.get(key);
      await this.#db.del(expiry);
      if (entry === undefined || entry.expiresAt >= now) continue;
      await this.delete(key);
      removed += 1;
    }
    return removed;
  }

  close(): Promise<void> {
    return this.#db.close();
  }
}
