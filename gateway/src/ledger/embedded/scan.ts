import type { Versioned } from './versioned.js';

export interface Entry {
  readonly key: string;
  readonly stored: Versioned;
}

/** Entries one by one; `undefined` at the end. */
export interface Scan {
  next(): Promise<Entry | undefined>;
  /** What `next` would give, without going on. */
  peek(): Promise<Entry | undefined>;
  close(): Promise<void>;
}
