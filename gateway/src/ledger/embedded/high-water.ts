import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Head, headOf } from './block-writer.js';
import { sha256 } from './bytes.js';
import type { StoreReader } from './store.js';
import { damaged } from './damage.js';

const FILE = 'high-water';
/** 8 bytes number, 32 bytes header hash, 32 bytes SHA-256 over both. */
const SIZE = 72;

/**
 * The highest block that was acknowledged, beside the database. A database that lost the end of its
 * log looks whole, only shorter; this tells. It is written after the commit and without waiting for
 * the disk: it may lag behind, and never runs ahead.
 */
export class HighWater {
  readonly #file: number;

  private constructor(file: number) {
    this.#file = file;
  }

  /** @throws GatewayError LEDGER_DAMAGED when the database ends before what was acknowledged */
  static open(folder: string, reader: StoreReader): HighWater {
    const lost = lostBlock(folder, reader);
    if (lost !== undefined) throw damaged(folder, lost);
    const file = join(folder, FILE);
    return new HighWater(openSync(file, existsSync(file) ? 'r+' : 'w+', 0o600));
  }

  mark({ number, hash }: Head): void {
    const out = Buffer.alloc(SIZE);
    out.writeBigUInt64BE(BigInt(number));
    out.set(hash, 8);
    out.set(sha256(out.subarray(0, 40)), 40);
    try {
      writeSync(this.#file, out, 0, SIZE, 0);
    } catch {
      // A mark that lags only notices less; the commit itself is durable already.
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** Number of the highest acknowledged block, where the database holds it no more as it was. */
export function lostBlock(folder: string, reader: StoreReader): number | undefined {
  const file = join(folder, FILE);
  const marked = existsSync(file) ? decode(readFileSync(file)) : undefined;
  if (marked === undefined) return undefined;
  const block = reader.block(marked.number);
  const held = block !== undefined && Buffer.compare(headOf(block).hash, marked.hash) === 0;
  return held ? undefined : marked.number;
}

/** A torn mark says nothing. */
function decode(bytes: Buffer): Head | undefined {
  if (bytes.length !== SIZE) return undefined;
  if (!sha256(bytes.subarray(0, 40)).equals(bytes.subarray(40))) return undefined;
  return { number: Number(bytes.readBigUInt64BE()), hash: bytes.subarray(8, 40) };
}
