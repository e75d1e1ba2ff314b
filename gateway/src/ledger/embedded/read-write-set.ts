import type { NamespaceReadWriteSet } from '@shuquan/verifier';
import { HashedRWSet, KVRWSet, TxReadWriteSet } from '@shuquan/verifier/wire';
import { compareKeys, isAscii, sha256 } from './bytes.js';
import type { RangeReads } from './range-reads.js';
import { toWire, type Version } from './versioned.js';

/** Private writes of one collection, as they go to its members outside the block. */
export interface PrivateWrites {
  readonly namespace: string;
  readonly collection: string;
  /** `undefined` deletes; `purge` deletes for good. */
  readonly writes: readonly {
    readonly key: string;
    readonly value: Uint8Array | undefined;
    readonly purge: boolean;
  }[];
  /** Keys whose metadata changed. */
  readonly metadata: readonly string[];
}

export interface SimulationResults {
  readonly set: readonly NamespaceReadWriteSet[];
  /** TxReadWriteSet. */
  readonly bytes: Uint8Array;
  readonly private: readonly PrivateWrites[];
}

interface Range {
  readonly startKey: string;
  endKey: string;
  itrExhausted: boolean;
  readonly reads: RangeReads;
}

interface MetadataEntry {
  readonly name: string;
  readonly value: Uint8Array;
}

class CollectionSet {
  readonly reads = new Map<string, Version | undefined>();
  readonly writes = new Map<string, { value: Uint8Array | undefined; purge: boolean }>();
  readonly metadata = new Map<string, MetadataEntry[]>();
}

class NamespaceSet {
  readonly reads = new Map<string, Version | undefined>();
  readonly writes = new Map<string, Uint8Array | undefined>();
  readonly metadata = new Map<string, MetadataEntry[]>();
  readonly ranges: Range[] = [];
  readonly collections = new Map<string, CollectionSet>();
}

const EMPTY = new Uint8Array(0);

/** What one simulation read and wrote; sorted and encoded as a peer does (rwsetutil). */
export class ReadWriteSet {
  readonly #namespaces = new Map<string, NamespaceSet>();

  namespace(name: string): NamespaceSet {
    return obtain(this.#namespaces, name, () => new NamespaceSet());
  }

  collection(namespace: string, name: string): CollectionSet {
    return obtain(this.namespace(namespace).collections, name, () => new CollectionSet());
  }

  results(): SimulationResults {
    const privates: PrivateWrites[] = [];
    const set = sortedEntries(this.#namespaces).map(([namespace, ns]) => ({
      namespace,
      ...publicSet(ns),
      collections: sortedEntries(ns.collections).map(([collection, each]) => {
        const privateHash = privateSet(namespace, collection, each, privates);
        return { collection, privateHash, ...hashedSet(each) };
      }),
    })) as unknown as NamespaceReadWriteSet[];
    return { set, bytes: encode(set), private: privates };
  }
}

function obtain<T>(map: Map<string, T>, key: string, make: () => T): T {
  let found = map.get(key);
  if (found === undefined) {
    found = make();
    map.set(key, found);
  }
  return found;
}

function sortedEntries<T>(map: ReadonlyMap<string, T>): [string, T][] {
  const entries = [...map];
  if (entries.length < 2) return entries;
  // Of ASCII the order of UTF-16 is that of UTF-8; looking once is cheaper than at every comparison.
  if (entries.every(([key]) => isAscii(key))) {
    return entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }
  return entries.sort(([a], [b]) => compareKeys(a, b));
}

function publicSet(ns: NamespaceSet): object {
  return {
    reads: sortedEntries(ns.reads).map(([key, version]) => ({ key, version: toWire(version) })),
    rangeQueriesInfo: ranges(ns.ranges),
    writes: sortedEntries(ns.writes).map(([key, value]) => write(key, value)),
    metadataWrites: sortedEntries(ns.metadata).map(([key, entries]) => ({ key, entries })),
  };
}

const write = (
  key: string,
  value: Uint8Array | undefined,
): { key: string; isDelete: boolean; value: Uint8Array } => ({
  key,
  isDelete: value === undefined,
  value: value ?? EMPTY,
});

/** A query asked twice with the same outcome is noted once. */
function ranges(all: readonly Range[]): object[] {
  const seen = new Set<string>();
  return all.flatMap(({ startKey, endKey, itrExhausted, reads }) => {
    const key = JSON.stringify([startKey, endKey, itrExhausted]);
    if (seen.has(key)) return [];
    seen.add(key);
    const { reads: raw, summary } = reads.done();
    return [
      {
        ...{ startKey, endKey, itrExhausted },
        rawReads: raw && { kvReads: raw },
        readsMerkleHashes: summary,
      },
    ];
  });
}

function hashedSet({ reads, writes, metadata }: CollectionSet): object {
  const hash = (key: string): Buffer => sha256(Buffer.from(key));
  return {
    hashedReads: sortedEntries(reads).map(([key, version]) => ({
      keyHash: hash(key),
      version: toWire(version),
    })),
    hashedWrites: sortedEntries(writes).map(([key, { value, purge }]) => ({
      keyHash: hash(key),
      isDelete: value === undefined,
      valueHash: value === undefined ? EMPTY : sha256(value),
      isPurge: purge,
    })),
    metadataWrites: sortedEntries(metadata).map(([key, entries]) => ({
      keyHash: hash(key),
      entries,
    })),
  };
}

/** Notes the private writes of a collection; returns the hash that stands for them in public. */
function privateSet(
  namespace: string,
  collection: string,
  { writes, metadata }: CollectionSet,
  out: PrivateWrites[],
): Uint8Array {
  if (writes.size === 0 && metadata.size === 0) return EMPTY;
  const sorted = sortedEntries(writes);
  const keys = sortedEntries(metadata).map(([key]) => key);
  out.push({
    ...{ namespace, collection },
    writes: sorted.map(([key, each]) => ({ key, ...each })),
    metadata: keys,
  });
  return sha256(
    KVRWSet.encode({
      writes: sorted.map(([key, { value }]) => write(key, value)),
      metadataWrites: keys.map((key) => ({ key, entries: [] })),
    }),
  );
}

function encode(set: readonly NamespaceReadWriteSet[]): Uint8Array {
  return TxReadWriteSet.encode({
    nsRwset: set.map(({ namespace, collections, ...rest }) => ({
      namespace,
      rwset: KVRWSet.encode(rest),
      collectionHashedRwset: collections.map(({ collection, privateHash, ...hashed }) => ({
        collectionName: collection,
        hashedRwset: HashedRWSet.encode(hashed),
        pvtRwsetHash: privateHash,
      })),
    })),
  });
}
