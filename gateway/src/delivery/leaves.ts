import type { FileHandle } from 'node:fs/promises';
import { appendHash, type ChunkOpening, frontierRoot, pathSpans } from '@shuquan/chaincode/model';
import { GatewayError } from '../errors.js';
import { readAt } from './chunk-file.js';

/** Bytes of one leaf’s hash. */
export const LEAF_BYTES = 32;
/** Hashes read at once. */
const BATCH = 2048;

/** A tree whose leaves come one by one: what is kept grows with its height only. */
export class GrowingTree {
  #frontier: string[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get root(): string {
    return frontierRoot(this.#frontier);
  }

  add(leaf: string): void {
    this.#frontier = appendHash(this.#frontier, this.#size, leaf);
    this.#size += 1;
  }
}

/** The hashes of all leaves in one file, 32 bytes each, in order. */
export class LeafFile {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Whole hashes that are there; a torn one at the end does not count. */
  async count(): Promise<number> {
    return Math.floor((await this.#handle.stat()).size / LEAF_BYTES);
  }

  async at(index: number): Promise<string> {
    const bytes = await readAt(this.#handle, Buffer.alloc(LEAF_BYTES), index * LEAF_BYTES);
    if (bytes.length < LEAF_BYTES) {
      throw new GatewayError(
        'PACKAGE_DAMAGED',
        `The hash of chunk ${String(index + 1)} is missing.`,
      );
    }
    return Buffer.from(bytes).toString('hex');
  }

  async *read(from: number, to: number): AsyncGenerator<string> {
    const buffer = Buffer.alloc(LEAF_BYTES * BATCH);
    for (let at = from; at < to; at += BATCH) {
      const wanted = Math.min(BATCH, to - at) * LEAF_BYTES;
      const bytes = await readAt(this.#handle, buffer.subarray(0, wanted), at * LEAF_BYTES);
      if (bytes.length < wanted) {
        throw new GatewayError('PACKAGE_DAMAGED', 'The list of hashes is shorter than it must be.');
      }
      for (let i = 0; i < wanted; i += LEAF_BYTES) {
        yield Buffer.from(bytes.subarray(i, i + LEAF_BYTES)).toString('hex');
      }
    }
  }

  async root(from: number, to: number): Promise<string> {
    const tree = new GrowingTree();
    for await (const leaf of this.read(from, to)) tree.add(leaf);
    return tree.root;
  }

  /** A chunk opened against the root: every hash is read once, and few are kept. */
  async open(chunk: number, chunks: number): Promise<ChunkOpening> {
    const path: string[] = [];
    for (const { from, to } of pathSpans(chunk - 1, chunks)) path.push(await this.root(from, to));
    return { leaf: await this.at(chunk - 1), path };
  }
}
