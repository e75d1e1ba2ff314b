/**
 * Keys of the one LevelDB, so that one batch commits everything a block changes. The first byte
 * says what kind of entry it is:
 *
 * - `B` block number → where its `common.Block` stands in the files of the blocks
 * - `X` transaction id → block, place, validation code
 * - `S` namespace, key → versioned value
 * - `H` namespace, collection, SHA-256 of the key → versioned SHA-256 of the value
 * - `P` organisation, namespace, collection, key → versioned private value at that organisation
 * - `Y` namespace, key, block, place → nothing: a version of a key that state shows no more
 * - `T` transaction id, organisation → private writes endorsed and not yet submitted
 */
export const kind = {
  block: 'B',
  transaction: 'X',
  state: 'S',
  hash: 'H',
  private: 'P',
  history: 'Y',
  transient: 'T',
} as const;

const SEPARATOR = Buffer.of(0);

export function blockKey(number: number): Buffer {
  const out = Buffer.allocUnsafe(7);
  out.write(kind.block, 0, 'latin1');
  out.writeUIntBE(number, 1, 6);
  return out;
}

export const transactionKey = (txId: string): Buffer => Buffer.from(kind.transaction + txId);

export const stateKey = (namespace: string, key: string): Buffer =>
  Buffer.from(`${kind.state}${namespace}\0${key}`);

export const hashPrefix = (namespace: string, collection: string): string =>
  `${kind.hash}${namespace}\0${collection}\0`;

export const hashKey = (namespace: string, collection: string, keyHash: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(hashPrefix(namespace, collection)), keyHash]);

export const privateKey = (
  mspId: string,
  namespace: string,
  collection: string,
  key: string,
): Buffer => Buffer.from(`${kind.private}${mspId}\0${namespace}\0${collection}\0${key}`);

/** Keys hold U+0000, so their length comes first. */
export function historyPrefix(namespace: string, key: string): Buffer {
  const text = Buffer.from(key);
  const length = Buffer.allocUnsafe(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([Buffer.from(kind.history + namespace), SEPARATOR, length, text]);
}

export function historyKey(namespace: string, key: string, block: number, tx: number): Buffer {
  const place = Buffer.allocUnsafe(10);
  place.writeUIntBE(block, 0, 6);
  place.writeUInt32BE(tx, 6);
  return Buffer.concat([historyPrefix(namespace, key), place]);
}

export const transientKey = (txId: string): Buffer => Buffer.from(kind.transient + txId);

/** The least key behind all that start with a prefix. */
export function behind(prefix: Buffer): Buffer {
  const out = Buffer.from(prefix);
  for (let i = out.length - 1; i >= 0; i -= 1) {
    const byte = out[i] ?? 0xff;
    if (byte === 0xff) continue;
    out[i] = byte + 1;
    return out.subarray(0, i + 1);
  }
  return Buffer.of(0xff);
}
