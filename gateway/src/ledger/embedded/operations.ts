import { hashKey, historyKey, stateKey } from './keys.js';
import type { Operation } from './database.js';
import { hashBytes, type Update, type Updates } from './updates.js';
import { encodeVersioned } from './versioned.js';

/** Database operations for public state, hashes and history. */
export function stateOperations(updates: Updates): Operation[] {
  const out: Operation[] = [];
  for (const { namespace, key, update } of updates.public) {
    out.push(operation(stateKey(namespace, key), update));
  }
  for (const { namespace, collection, key, update } of updates.hashes) {
    out.push(operation(hashKey(namespace, collection, hashBytes(key)), update));
  }
  return out;
}

export const historyOperations = (updates: Updates): Operation[] =>
  updates.history.map(({ namespace, key, version }) => ({
    type: 'put',
    key: historyKey(namespace, key, version.block, version.tx),
    value: Buffer.alloc(0),
  }));

export const operation = (key: Buffer, update: Update): Operation =>
  update === undefined
    ? { type: 'del', key }
    : { type: 'put', key, value: encodeVersioned(update) };
