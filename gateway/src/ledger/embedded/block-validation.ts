import type { NamespaceReadWriteSet, Signer as PolicySigner } from '@shuquan/verifier';
import type { Collections } from './collections.js';
import { transactionKey, transientKey } from './keys.js';
import { historyOperations, stateOperations } from './operations.js';
import type { Policies } from './policies.js';
import { PrivateUpdates } from './private-updates.js';
import type { PrivateWrites } from './read-write-set.js';
import type { Operation } from './database.js';
import { encodePlace, type StoreReader } from './store.js';
import { Updates } from './updates.js';
import { checkEndorsed, checkReads, code } from './validator.js';

/** A transaction in its order; its signatures were checked before. */
export interface Ordered {
  readonly txId: string;
  readonly envelope: Uint8Array;
  readonly chaincode: string;
  readonly set: readonly NamespaceReadWriteSet[];
  readonly private: readonly PrivateWrites[];
  readonly endorsers: readonly PolicySigner[];
  /** Its private writes wait in the store, and leave it with the commit. */
  readonly hasTransient?: boolean;
}

export interface ValidationBench {
  readonly policies: Policies;
  readonly collections: Collections;
  /** State before the block. */
  readonly reader: StoreReader;
  /** Organisations with a store for private values. */
  readonly stores: readonly string[];
}

export interface ValidatedBlock {
  /** One validation code a transaction. */
  readonly flags: Uint8Array;
  /** Everything the block changes, but for the block itself. */
  readonly operations: Operation[];
}

/**
 * Judges the transactions of a block one after another, as a peer does: id, endorsement policies,
 * then what was read, over state and the valid transactions before it.
 */
export async function validateBlock(
  transactions: readonly Ordered[],
  number: number,
  { policies, collections, reader, stores }: ValidationBench,
): Promise<ValidatedBlock> {
  const flags = new Uint8Array(transactions.length);
  const out: Operation[] = [];
  const updates = new Updates();
  const privates = new PrivateUpdates({
    updates,
    membersOf: (name) => stores.filter((id) => collections.find(name)?.members.includes(id)),
    committed: (...at) => reader.private(...at),
  });
  const seen = new Set<string>();
  const bench = { policies, collections, reader, changed: new Set<string>() };
  for (const [at, tx] of transactions.entries()) {
    const place = { block: number, tx: at };
    const repeated = seen.has(tx.txId) || reader.transaction(tx.txId) !== undefined;
    let found: number = repeated
      ? code.duplicate
      : checkEndorsed(tx.set, tx.chaincode, tx.endorsers, bench);
    if (found === code.valid) {
      seen.add(tx.txId);
      found = await checkReads(tx.set, updates, reader);
    }
    flags[at] = found;
    if (!repeated) {
      const value = encodePlace({ ...place, code: found });
      out.push({ type: 'put', key: transactionKey(tx.txId), value });
    }
    if (tx.hasTransient === true) out.push({ type: 'del', key: transientKey(tx.txId) });
    if (found !== code.valid) continue;
    updates.apply(tx.set, place, reader);
    for (const each of tx.private) privates.apply(each, place);
  }
  out.push(...stateOperations(updates), ...historyOperations(updates), ...privates.operations());
  return { flags, operations: out };
}
