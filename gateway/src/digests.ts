import { createHash } from 'node:crypto';
import type { Digests } from '@shuquan/chaincode/model';

export interface Digested {
  readonly size: number;
  readonly digests: Digests;
}

/** Both digests, and the length, of bytes that pass by once. */
export class Digesting {
  readonly #sha256 = createHash('sha256');
  readonly #sm3 = createHash('sm3');
  #size = 0;

  get size(): number {
    return this.#size;
  }

  update(chunk: Uint8Array): void {
    this.#sha256.update(chunk);
    this.#sm3.update(chunk);
    this.#size += chunk.length;
  }

  /** May be asked once: the digests are finished. */
  end(): Digested {
    const digests = { 'SHA-256': this.#sha256.digest('hex'), SM3: this.#sm3.digest('hex') };
    return { size: this.#size, digests };
  }
}

/** The same of bytes that are there as a whole. */
export function digestsOf(bytes: Uint8Array): Digests {
  const digesting = new Digesting();
  digesting.update(bytes);
  return digesting.end().digests;
}
