import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Sketch } from '@shuquan/chaincode/model';
import type { SketchKey } from './key.js';

const K = 256;

/**
 * MinHash over the keyed tokens of rows, one HMAC-SHA-256 a row: its first byte chooses one of 256
 * bins, the next four are the value, and a bin keeps its least (one-permutation hashing, Li, Owen &
 * Zhang 2012). Without the key nobody can compute a value, so nobody can ask a sketch for a row.
 */
export class Sketcher {
  readonly #keyId: string;
  readonly #secret: KeyObject;
  readonly #least = new Uint32Array(K).fill(0xffffffff);
  readonly #taken = new Uint8Array(K);

  constructor({ keyId, secret }: SketchKey) {
    this.#keyId = keyId;
    this.#secret = createSecretKey(secret);
  }

  add(token: Uint8Array): void {
    const keyed = createHmac('sha256', this.#secret).update(token).digest();
    const bin = keyed.readUInt8(0);
    const value = keyed.readUInt32BE(1);
    this.#taken[bin] = 1;
    if (value < (this.#least[bin] ?? 0)) this.#least[bin] = value;
  }

  /** `undefined` where there was no row. */
  finish(): Sketch | undefined {
    if (!this.#taken.includes(1)) return undefined;
    const values = Buffer.alloc(K * 4);
    for (let bin = 0; bin < K; bin += 1) {
      values.writeUInt32BE(this.#least[this.#lender(bin)] ?? 0, bin * 4);
    }
    return { v: 1, keyId: this.#keyId, k: K, values: values.toString('hex') };
  }

  /**
   * A table with few rows leaves bins empty. Each borrows from a taken one that a fixed sequence of
   * its own leads to (optimal densification, Shrivastava 2017): the same in every sketch, so that
   * the estimate stays without bias.
   */
  #lender(bin: number): number {
    let lender = bin;
    for (let attempt = 1; this.#taken[lender] !== 1; attempt += 1) lender = mixed(bin, attempt);
    return lender;
  }
}

/** A bin in no visible order; after 2^16 attempts the sequence has met every bin. */
function mixed(bin: number, attempt: number): number {
  if (attempt > 0xffff) return (bin + attempt) % K;
  let x = Math.imul(bin * 0x10000 + attempt, 0x9e3779b1);
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) & (K - 1);
}
