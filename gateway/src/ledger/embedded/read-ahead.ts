import type { Entry, Scan } from './scan.js';

/** chaincode.Handler reads this many results ahead of the chaincode at a time. */
const AHEAD = 100;

export interface ShimIterator<T> {
  next(): Promise<{ value: T; done: false } | { done: true }>;
  close(): Promise<void>;
}

export interface KeyValue {
  readonly key: string;
  readonly value: Buffer;
}

/** Takes a hundred at a time and one more, as the peer does: that is what it notes as read. */
export class AheadReader {
  readonly #scan: Scan;
  #left: number;
  #pending: Entry[] = [];
  #ready: Entry[] = [];
  #ended = false;

  constructor(scan: Scan, limit: number) {
    this.#scan = scan;
    this.#left = limit;
  }

  async next(): Promise<Entry | undefined> {
    if (this.#ready.length === 0 && !this.#ended) await this.fill();
    return this.#ready.shift();
  }

  async fill(): Promise<void> {
    while (this.#left > 0) {
      const entry = await this.#scan.next();
      if (entry === undefined) break;
      this.#left -= 1;
      const full = this.#pending.length === AHEAD;
      if (full) this.#cut();
      this.#pending.push(entry);
      if (full) return;
    }
    this.#cut();
    this.#ended = true;
  }

  #cut(): void {
    this.#ready = this.#pending;
    this.#pending = [];
  }
}

export function keyValues(
  reader: { next(): Promise<Entry | undefined> },
  close: () => Promise<void>,
): ShimIterator<KeyValue> {
  return {
    next: async () => {
      const entry = await reader.next();
      if (entry === undefined) return { done: true };
      const { value } = entry.stored;
      return { value: { key: entry.key, value: Buffer.from(value) }, done: false };
    },
    close,
  };
}
