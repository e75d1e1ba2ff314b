import type { Decoded } from './wire/codec.js';
import { HashedRWSet, KVRWSet, TxReadWriteSet } from './wire/transaction.js';

/** Read and write set of one chaincode, with the hashed sets of its private collections. */
export interface NamespaceReadWriteSet extends Decoded<typeof KVRWSet> {
  readonly namespace: string;
  readonly collections: readonly CollectionReadWriteSet[];
}

export interface CollectionReadWriteSet extends Decoded<typeof HashedRWSet> {
  readonly collection: string;
  /** SHA-256 of the private set that peers got outside the block. */
  readonly privateHash: Uint8Array;
}

/**
 * Reads `EndorserTransaction.results`; keys and values are as written, namespaces in their order.
 *
 * @throws WireError
 */
export function readWriteSet(results: Uint8Array): NamespaceReadWriteSet[] {
  return TxReadWriteSet.decode(results).nsRwset.map((ns) => ({
    namespace: ns.namespace,
    ...KVRWSet.decode(ns.rwset),
    collections: ns.collectionHashedRwset.map((each) => ({
      collection: each.collectionName,
      privateHash: each.pvtRwsetHash,
      ...HashedRWSet.decode(each.hashedRwset),
    })),
  }));
}
