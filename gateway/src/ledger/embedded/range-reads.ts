import { QueryReads } from '@shuquan/verifier/wire';
import { sha256 } from './bytes.js';
import { toWire, type Version } from './versioned.js';

/** ledgerconfig: `maxDegreeQueryReadsHashing`. */
export const MAX_DEGREE = 50;

type WireRead = {
  readonly key: string;
  readonly version: { blockNum: bigint; txNum: bigint } | undefined;
};

export interface MerkleSummary {
  readonly maxDegree: number;
  readonly maxLevel: number;
  readonly maxLevelHashes: Uint8Array[];
}

/**
 * Results of a range query, as a peer notes them for the phantom check: as they are up to 50, else
 * as the top of a Merkle tree of degree 50 (rwsetutil, RangeQueryResultsHelper).
 */
export class RangeReads {
  readonly #maxDegree: number;
  #pending: WireRead[] = [];
  readonly #tree = new Map<number, Uint8Array[]>();
  #maxLevel = 1;

  constructor(maxDegree = MAX_DEGREE) {
    this.#maxDegree = maxDegree;
  }

  add(key: string, version: Version): void {
    this.#pending.push({ key, version: toWire(version) });
    if (this.#pending.length > this.#maxDegree) this.#hashPending();
  }

  done(): { readonly reads?: WireRead[]; readonly summary?: MerkleSummary } {
    if (this.#tree.size === 0) return this.#pending.length > 0 ? { reads: this.#pending } : {};
    if (this.#pending.length > 0) this.#hashPending();
    this.#finish();
    const maxLevelHashes = this.#tree.get(this.#maxLevel) ?? [];
    return { summary: { maxDegree: this.#maxDegree, maxLevel: this.#maxLevel, maxLevelHashes } };
  }

  #hashPending(): void {
    const bytes = QueryReads.encode({ kvReads: this.#pending });
    this.#pending = [];
    let hash: Uint8Array = sha256(bytes);
    for (let level = 1; ; level += 1) {
      const hashes = this.#add(level, hash);
      if (hashes.length <= this.#maxDegree) return;
      hash = sha256(...hashes);
      this.#tree.delete(level);
    }
  }

  #add(level: number, hash: Uint8Array): Uint8Array[] {
    const hashes = this.#tree.get(level) ?? [];
    hashes.push(hash);
    this.#tree.set(level, hashes);
    this.#maxLevel = Math.max(this.#maxLevel, level);
    return hashes;
  }

  #finish(): void {
    for (let level = 1; level < this.#maxLevel; level += 1) {
      const hashes = this.#tree.get(level) ?? [];
      const [first] = hashes;
      if (first === undefined) continue;
      this.#tree.delete(level);
      this.#add(level + 1, hashes.length === 1 ? first : sha256(...hashes));
    }
    const top = this.#tree.get(this.#maxLevel) ?? [];
    if (top.length <= this.#maxDegree) return;
    this.#tree.delete(this.#maxLevel);
    this.#add(this.#maxLevel + 1, sha256(...top));
  }
}
