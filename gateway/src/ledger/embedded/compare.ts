import { sha256 } from './bytes.js';
import type { Collections } from './collections.js';
import { type Difference, readableKey } from './difference.js';
import { behind, kind } from './keys.js';
import type { Database } from './database.js';
import { decodePlace } from './store.js';
import { decodeVersioned, sameVersion } from './versioned.js';

type Kept = keyof typeof kinds;
const kinds = {
  [kind.state]: 'state',
  [kind.hash]: 'private-hash',
  [kind.history]: 'history',
  [kind.transaction]: 'transaction-index',
} as const;

/** Version and length of metadata. */
const MIN_VERSIONED = 14;

/** First difference between what is stored and what the blocks make, over everything but blocks. */
export async function compareStores(
  stored: Database,
  rebuilt: Database,
): Promise<Difference | undefined> {
  for (const prefix of Object.keys(kinds) as Kept[]) {
    const found = await comparePart(prefix, stored, rebuilt);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function comparePart(
  prefix: Kept,
  stored: Database,
  rebuilt: Database,
): Promise<Difference | undefined> {
  const range = { gte: Buffer.from(prefix), lt: behind(Buffer.from(prefix)) };
  const is = stored.iterator(range);
  const should = rebuilt.iterator(range);
  try {
    for (;;) {
      const [a, b] = [await is.next(), await should.next()];
      if (a === undefined && b === undefined) return undefined;
      const found = compareEntries(prefix, a, b);
      if (found !== undefined) return found;
    }
  } finally {
    await is.close();
    await should.close();
  }
}

type Stored = readonly [Buffer, Buffer];

function compareEntries(
  prefix: Kept,
  is: Stored | undefined,
  should: Stored | undefined,
): Difference | undefined {
  if (is === undefined) return should && named(prefix, should[0], MISSING, should[1]);
  if (should === undefined) return named(prefix, is[0], STRAY, is[1]);
  const order = Buffer.compare(is[0], should[0]);
  if (order < 0) return named(prefix, is[0], STRAY, is[1]);
  if (order > 0) return named(prefix, should[0], MISSING, should[1]);
  return is[1].equals(should[1]) ? undefined : changed(prefix, is, should[1]);
}

const STRAY = 'is stored, but no block writes it.';
const MISSING = 'is missing from the store.';

function changed(prefix: Kept, [key, is]: Stored, should: Buffer): Difference {
  if (prefix === kind.transaction || prefix === kind.history || is.length < MIN_VERSIONED) {
    return named(prefix, key, 'is not what the blocks say.', should);
  }
  const [a, b] = [decodeVersioned(is), decodeVersioned(should)];
  const what = !sameVersion(a.version, b.version)
    ? 'has another version than the blocks say.'
    : Buffer.compare(a.metadata, b.metadata) !== 0
      ? 'has another key-level policy than the blocks say.'
      : 'has another value than the blocks say.';
  return named(prefix, key, what, should);
}

/** `value` is what the blocks say where they say something: it leads to block and transaction. */
function named(prefix: Kept, key: Buffer, what: string, value: Buffer): Difference {
  const found = kinds[prefix];
  switch (prefix) {
    case kind.transaction: {
      const txId = key.subarray(1).toString('latin1');
      const { block, tx } = value.length === 11 ? decodePlace(value) : { block: -1, tx: -1 };
      return { kind: found, txId, ...placed(block, tx), detail: `Transaction ${txId} ${what}` };
    }
    case kind.history: {
      const end = key.length - 10;
      const start = key.indexOf(0) + 5;
      const text = readableKey(key.subarray(start, end).toString('utf8'));
      const place = placed(key.readUIntBE(end, 6), key.readUInt32BE(end + 6));
      const namespace = key.subarray(1, key.indexOf(0)).toString('utf8');
      const detail = `The history entry of ${text} ${what}`;
      return { kind: found, namespace, key: text, ...place, detail };
    }
    default:
      return namedState(prefix, key, what, value);
  }
}

function namedState(prefix: Kept, key: Buffer, what: string, value: Buffer): Difference {
  const { block, tx } = versionOf(value);
  const first = key.indexOf(0);
  const namespace = key.subarray(1, first).toString('utf8');
  if (prefix === kind.state) {
    const text = readableKey(key.subarray(first + 1).toString('utf8'));
    const detail = `${namespace} ${text} ${what}`;
    return { kind: kinds[prefix], namespace, key: text, ...placed(block, tx), detail };
  }
  const second = key.indexOf(0, first + 1);
  const collection = key.subarray(first + 1, second).toString('utf8');
  const text = key.subarray(second + 1).toString('hex');
  const detail = `The hash in ${collection} under ${text} ${what}`;
  return { kind: kinds[prefix], namespace, collection, key: text, ...placed(block, tx), detail };
}

function versionOf(value: Buffer): { block: number; tx: number } {
  return value.length < MIN_VERSIONED ? { block: -1, tx: -1 } : decodeVersioned(value).version;
}

const placed = (block: number, transaction: number): { block?: number; transaction?: number } =>
  block < 0 ? {} : { block, transaction };

/**
 * First private value that is not what its public hash says, or that a member lacks. Values never
 * stand in blocks, so only hashes bind them.
 */
export async function comparePrivate(
  stored: Database,
  collections: Collections,
  stores: readonly string[],
): Promise<Difference | undefined> {
  const seen = new Map<string, Set<string>>();
  const range = { gte: Buffer.from(kind.private), lt: behind(Buffer.from(kind.private)) };
  for await (const [key, value] of stored.iterator(range)) {
    const [organization = '', namespace = '', collection = ''] = key
      .subarray(1)
      .toString('utf8')
      .split('\0', 3);
    const prefix = `${organization}\0${namespace}\0${collection}\0`;
    const plain = key.subarray(1 + Buffer.byteLength(prefix));
    const hash = sha256(plain);
    const id = Buffer.concat([Buffer.from(`${kind.hash}${namespace}\0${collection}\0`), hash]);
    const place = { organization, namespace, collection, key: hash.toString('hex') };
    const fault = privateFault(value, await stored.get(id));
    if (fault !== undefined) return { kind: 'private-value', ...place, detail: fault };
    const known = seen.get(organization) ?? new Set();
    seen.set(organization, known.add(id.toString('latin1')));
  }
  return missingPrivate(stored, collections, stores, seen);
}

function privateFault(bytes: Buffer, hash: Buffer | undefined): string | undefined {
  if (bytes.length < MIN_VERSIONED) return 'A private value can not be read.';
  const { version, value } = decodeVersioned(bytes);
  if (hash === undefined) return 'A private value is stored for which there is no hash.';
  const expected = decodeVersioned(hash);
  if (Buffer.compare(sha256(value), expected.value) !== 0) {
    return 'A private value is not the one whose hash is on the ledger.';
  }
  return sameVersion(version, expected.version)
    ? undefined
    : 'A private value has another version than its hash.';
}

async function missingPrivate(
  stored: Database,
  collections: Collections,
  stores: readonly string[],
  seen: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<Difference | undefined> {
  const range = { gte: Buffer.from(kind.hash), lt: behind(Buffer.from(kind.hash)) };
  for await (const key of stored.keys(range)) {
    const first = key.indexOf(0);
    const second = key.indexOf(0, first + 1);
    const namespace = key.subarray(1, first).toString('utf8');
    const collection = key.subarray(first + 1, second).toString('utf8');
    const members = collections.find(collection)?.members ?? [];
    const id = key.toString('latin1');
    const lacking = stores.find(
      (mspId) => members.includes(mspId) && seen.get(mspId)?.has(id) !== true,
    );
    if (lacking === undefined) continue;
    const place = { namespace, collection, key: key.subarray(second + 1).toString('hex') };
    const detail = `${lacking} lacks a private value whose hash is on the ledger.`;
    return { kind: 'private-value', organization: lacking, ...place, detail };
  }
  return undefined;
}
