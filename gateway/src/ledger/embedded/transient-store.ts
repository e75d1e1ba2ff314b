import { message, nestedList, repeated, scalar } from '@shuquan/verifier/wire';
import { transientKey } from './keys.js';
import type { PrivateWrites } from './read-write-set.js';
import type { Database } from './database.js';
import { type Store, StoreReader } from './store.js';

const Write = message('Write', {
  key: scalar(1, 'string'),
  value: scalar(2, 'bytes'),
  isDelete: scalar(3, 'bool'),
  purge: scalar(4, 'bool'),
});
const Collection = message('Collection', {
  namespace: scalar(1, 'string'),
  collection: scalar(2, 'string'),
  writes: nestedList(3, Write),
  metadata: repeated(4, 'string'),
});
const Waiting = message('Waiting', {
  height: scalar(1, 'uint64'),
  collections: nestedList(2, Collection),
});

/** core.yaml, `transientstoreMaxBlockRetention` of Fabric 3: what is not submitted by then is gone. */
const RETENTION = 20_000;
const PREFIX = transientKey('');

/**
 * Private writes that were endorsed and wait for their owner’s second signature (a peer’s transient
 * store). They leave with the commit, or after 20,000 blocks.
 */
export class TransientStore {
  readonly #database: Database;
  readonly #reader: StoreReader;

  constructor(store: Store) {
    this.#database = store.database;
    this.#reader = new StoreReader(store);
  }

  async put(txId: string, writes: readonly PrivateWrites[], height: number): Promise<void> {
    if (writes.length === 0) return;
    const collections = writes.map((each) => ({
      ...each,
      metadata: [...each.metadata],
      writes: each.writes.map(({ key, value, purge }) => ({
        ...{ key, purge },
        isDelete: value === undefined,
        value: value ?? new Uint8Array(0),
      })),
    }));
    const value = Buffer.from(Waiting.encode({ height: BigInt(height), collections }));
    await this.#database.put(transientKey(txId), value, { sync: true });
  }

  find(txId: string): PrivateWrites[] | undefined {
    const found = this.#reader.transient(txId);
    return (
      found &&
      Waiting.decode(found).collections.map((each) => ({
        ...each,
        writes: each.writes.map(({ key, value, isDelete, purge }) => ({
          ...{ key, purge },
          value: isDelete ? undefined : value,
        })),
      }))
    );
  }

  /** Drops what waited too long. */
  async expire(height: number): Promise<void> {
    const end = Buffer.concat([PREFIX, Buffer.of(0xff)]);
    for await (const [key, value] of this.#database.iterator({ gte: PREFIX, lt: end })) {
      if (Number(Waiting.decode(value).height) + RETENTION < height) await this.#database.del(key);
    }
  }
}
