import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { merged } from './merge.js';

const DIGEST_BYTES = 32;
/** 32 MiB in memory; more goes to disk in sorted runs. Twenty bits, see `sortedOrder`. */
const RUN_ROWS = 1 << 20;

/**
 * Digest of a table's rows in no order: SHA-256 over the sorted SHA-256 digests of the rows.
 *
 * Sorting rather than adding up: sums modulo 2^256 fall to generalised birthdays (Wagner 2002), and
 * the lattice hashes that stand (LtHash, Lewi et al. 2019) take 4 KiB of hash output a row, since
 * with narrow lanes a row repeated 2^16 times vanishes; measured, that is ten times slower. A sorted
 * list rests on SHA-256 alone, counts repeated rows, and whoever doubts it can use `sort`.
 */
export class RowDigests implements Disposable {
  readonly #runRows: number;
  readonly #run: Uint8Array;
  #inRun = 0;
  #folder: string | undefined;
  readonly #files: number[] = [];
  count = 0;

  constructor(runRows = RUN_ROWS) {
    this.#runRows = runRows;
    this.#run = new Uint8Array(runRows * DIGEST_BYTES);
  }

  add(digest: Uint8Array): void {
    if (this.#inRun === this.#runRows) this.#spill();
    this.#run.set(digest, this.#inRun * DIGEST_BYTES);
    this.#inRun += 1;
    this.count += 1;
  }

  finish(): string {
    const sha256 = createHash('sha256').update('shuquan-rows-1\n');
    const last = sortedRun(this.#run, this.#inRun);
    if (this.#files.length === 0) return sha256.update(last).digest('hex');
    const runs = this.#files.map((file) => chunksOf(file));
    for (const bytes of merged([...runs, [last].values()], DIGEST_BYTES)) sha256.update(bytes);
    return sha256.digest('hex');
  }

  /** Removes what went to disk. */
  [Symbol.dispose](): void {
    for (const file of this.#files.splice(0)) closeSync(file);
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }

  #spill(): void {
    this.#folder ??= mkdtempSync(join(tmpdir(), 'shuquan-rows-'));
    const file = openSync(join(this.#folder, String(this.#files.length)), 'wx+', 0o600);
    this.#files.push(file);
    const bytes = sortedRun(this.#run, this.#inRun);
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    this.#inRun = 0;
  }
}

const READ_BYTES = 65_536;

function* chunksOf(file: number): Generator<Uint8Array, undefined> {
  for (let position = 0; ;) {
    const chunk = new Uint8Array(READ_BYTES);
    const read = readSync(file, chunk, 0, READ_BYTES, position);
    if (read === 0) return undefined;
    position += read;
    // Runs are whole digests, and so is what is left of one.
    yield chunk.subarray(0, read);
  }
}

function sortedRun(run: Uint8Array, count: number): Uint8Array {
  const sorted = new Uint8Array(count * DIGEST_BYTES);
  sortedOrder(run, count).forEach((from, to) => {
    const at = from * DIGEST_BYTES;
    sorted.set(run.subarray(at, at + DIGEST_BYTES), to * DIGEST_BYTES);
  });
  return sorted;
}

/**
 * Where the digests stand in their order. Their first 32 bits and their place, 20 bits, make one
 * exact number each, and sorting numbers is native; whole digests are compared only on equal bits.
 */
function sortedOrder(run: Uint8Array, count: number): Float64Array {
  const view = new DataView(run.buffer);
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i += 1) keys[i] = view.getUint32(i * DIGEST_BYTES) * RUN_ROWS + i;
  keys.sort();
  const high = (at: number): number => Math.floor((keys[at] ?? NaN) / RUN_ROWS);
  const order = keys.map((key) => key % RUN_ROWS);
  for (let from = 0; from < count;) {
    const tied = order.subarray(from, lastWith(high, from, count) + 1);
    from += tied.length;
    if (tied.length > 1) tied.sort((a, b) => compare(run, a, b));
  }
  return order;
}

/** The last place in a row with the value of the first. */
function lastWith(valueAt: (at: number) => number, first: number, count: number): number {
  const value = valueAt(first);
  let last = first;
  while (last + 1 < count && valueAt(last + 1) === value) last += 1;
  return last;
}

const compare = (run: Uint8Array, a: number, b: number): number =>
  Buffer.compare(digestAt(run, a), digestAt(run, b));

const digestAt = (run: Uint8Array, i: number): Uint8Array =>
  run.subarray(i * DIGEST_BYTES, (i + 1) * DIGEST_BYTES);
