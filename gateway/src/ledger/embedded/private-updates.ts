import { sha256 } from './bytes.js';
import { privateKey } from './keys.js';
import { operation } from './operations.js';
import type { PrivateWrites } from './read-write-set.js';
import type { Operation } from './database.js';
import type { Update, Updates } from './updates.js';
import type { Version, Versioned } from './versioned.js';

const EMPTY = new Uint8Array(0);

export interface PrivateBench {
  readonly updates: Updates;
  readonly membersOf: (collection: string) => readonly string[];
  readonly committed: (
    mspId: string,
    namespace: string,
    collection: string,
    key: string,
  ) => Versioned | undefined;
}

/** Latest private values of a block, for the store of each member organisation. */
export class PrivateUpdates {
  readonly #bench: PrivateBench;
  readonly #changed = new Map<string, { key: Buffer; update: Update }>();

  constructor(bench: PrivateBench) {
    this.#bench = bench;
  }

  apply({ namespace, collection, writes, metadata }: PrivateWrites, version: Version): void {
    const written = new Set(writes.map(({ key }) => key));
    for (const mspId of this.#bench.membersOf(collection)) {
      for (const { key, value } of writes) {
        const update = value && { version, metadata: EMPTY, value };
        this.#set([mspId, namespace, collection, key], update);
      }
      // Metadata stands with the hash; the value’s version goes along with it.
      for (const key of metadata) {
        if (!written.has(key)) this.#touch([mspId, namespace, collection, key], version);
      }
    }
  }

  #set(place: readonly [string, string, string, string], update: Update): void {
    const key = privateKey(...place);
    this.#changed.set(key.toString('latin1'), { key, update });
  }

  #touch(place: readonly [string, string, string, string], version: Version): void {
    const [, namespace, collection, key] = place;
    const hash = sha256(Buffer.from(key));
    if (!this.#bench.updates.hasHash(namespace, collection, hash)) return;
    const changed = this.#changed.get(privateKey(...place).toString('latin1'));
    const latest = changed ? changed.update : this.#bench.committed(...place);
    if (latest !== undefined) this.#set(place, { ...latest, version });
  }

  operations(): Operation[] {
    return [...this.#changed.values()].map(({ key, update }) => operation(key, update));
  }
}
