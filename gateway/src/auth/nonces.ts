import { withDiskFull } from '../files.js';
import type { Database } from '../index/store.js';

/** Whether a nonce is new; from then on it is not. */
export interface Nonces {
  /** @param expiresAt in seconds; afterwards the signature is refused for its age */
  spend(signer: string, nonce: string, expiresAt: number): Promise<boolean>;
}

/** One width, so that times sort as numbers. */
const place = (seconds: number): string => String(seconds).padStart(12, '0');

/**
 * Nonces of signed requests, for as long as their signatures are good: on disk and synced before a
 * request is answered, so that neither a restart nor a crash lets one be sent again.
 */
export class NonceStore implements Nonces {
  readonly #db: Database;
  readonly #writing = new Set<string>();

  constructor(db: Database) {
    this.#db = db;
  }

  async spend(signer: string, nonce: string, expiresAt: number): Promise<boolean> {
    const key = `nonce!${signer}!${nonce}`;
    // Two at the same time: nothing awaits between the look and the mark.
    if (this.#writing.has(key)) return false;
    this.#writing.add(key);
    try {
      if ((await this.#db.get(key)) !== undefined) return false;
      const operations = [
        { type: 'put' as const, key, value: expiresAt as unknown },
        { type: 'put' as const, key: `expiry!${place(expiresAt)}!${key}`, value: 0 },
      ];
      await this.#written(operations);
      return true;
    } finally {
      this.#writing.delete(key);
    }
  }

  async #written(operations: { type: 'put'; key: string; value: unknown }[]): Promise<void> {
    try {
      await this.#db.batch(operations, { sync: true });
    } catch (err) {
      throw withDiskFull(err, 'the request’s nonce could not be recorded, and nothing was done');
    }
  }

  /** Forgets what expired before `now`, in seconds. @returns how many that were */
  async sweep(now: number): Promise<number> {
    let removed = 0;
    for await (const expiry of this.#db.keys({ gt: 'expiry!', lt: `expiry!${place(now)}` })) {
      const key = expiry.slice(expiry.indexOf('nonce!'));
      await this.#db.batch([
        { type: 'del', key },
        { type: 'del', key: expiry },
      ]);
      removed += 1;
    }
    return removed;
  }

  close(): Promise<void> {
    return this.#db.close();
  }
}
