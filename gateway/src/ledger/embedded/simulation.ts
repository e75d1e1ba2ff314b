import { KVMetadataWrite } from '@shuquan/verifier/wire';
import { sha256 } from './bytes.js';
import type { Collection, Collections } from './collections.js';
import { RangeReads } from './range-reads.js';
import { ReadWriteSet, type SimulationResults } from './read-write-set.js';
import type { Entry, Scan } from './scan.js';
import type { StoreReader } from './store.js';
import { sameVersion, type Versioned } from './versioned.js';

export interface SimulationView {
  readonly reader: StoreReader;
  readonly collections: Collections;
  readonly txId: string;
  /** Organisation whose peer simulates: private values come from its store. */
  readonly mspId: string;
  /** Organisation of the proposal’s creator. */
  readonly creatorMspId: string;
}

const PARAMETER = 'VALIDATION_PARAMETER';
const EMPTY = new Uint8Array(0);

/**
 * One simulation at one peer: committed state is read, writes are only noted (a peer’s TxSimulator;
 * error texts are the peer’s own).
 */
export class Simulation {
  readonly view: SimulationView;
  readonly #set = new ReadWriteSet();
  readonly #policies = new Map<string, Uint8Array>();
  #wrote = false;
  #paged = false;
  #queriedPrivate = false;

  constructor(view: SimulationView) {
    this.view = view;
  }

  get(namespace: string, key: string): Uint8Array {
    return this.#read(namespace, key)?.value ?? EMPTY;
  }

  #read(namespace: string, key: string): Versioned | undefined {
    const found = this.view.reader.state(namespace, key);
    this.#set.namespace(namespace).reads.set(key, found?.version);
    return found;
  }

  /** An empty value deletes (rwsetutil, newKVWrite). */
  put(namespace: string, key: string, value: Uint8Array): void {
    this.#requireWritable();
    this.#set.namespace(namespace).writes.set(key, value.length === 0 ? undefined : value);
    this.#notePolicy(this.view.reader.state(namespace, key));
  }

  /** Adds to what must endorse: Fabric’s gateway plans by the policies of the keys written. */
  #notePolicy(stored: Versioned | undefined): void {
    const policy = stored && metadataOf(stored)[PARAMETER];
    if (policy !== undefined) this.#policies.set(Buffer.from(policy).toString('base64'), policy);
  }

  getPrivate(namespace: string, name: string, key: string): Uint8Array {
    this.#readable(namespace, name);
    const { reader, mspId } = this.view;
    const stored = reader.private(mspId, namespace, name, key);
    const hash = reader.hash(namespace, name, sha256(Buffer.from(key)));
    if (!sameVersion(hash?.version, stored?.version)) {
      throw new Error(
        'private data matching public hash version is not available. Public hash version = ' +
          `${text(hash)}, Private data version = ${text(stored)}`,
      );
    }
    this.#set.collection(namespace, name).reads.set(key, stored?.version);
    return stored?.value ?? EMPTY;
  }

  getPrivateHash(namespace: string, name: string, key: string): Uint8Array {
    return this.#hashed(namespace, name, key)?.value ?? EMPTY;
  }

  #hashed(namespace: string, name: string, key: string): Versioned | undefined {
    this.#collection(namespace, name);
    const hash = this.view.reader.hash(namespace, name, sha256(Buffer.from(key)));
    this.#set.collection(namespace, name).reads.set(key, hash?.version);
    return hash;
  }

  putPrivate(namespace: string, name: string, key: string, value: Uint8Array, purge = false): void {
    this.#writable(namespace, name);
    this.#requireWritable();
    const kept = value.length === 0 ? undefined : value;
    this.#set.collection(namespace, name).writes.set(key, { value: kept, purge });
    this.#notePolicy(this.view.reader.hash(namespace, name, sha256(Buffer.from(key))));
  }

  putMetadata(
    namespace: string,
    name: string,
    key: string,
    entry: string,
    value: Uint8Array,
  ): void {
    if (name !== '') this.#writable(namespace, name);
    this.#requireWritable();
    const set =
      name === '' ? this.#set.namespace(namespace) : this.#set.collection(namespace, name);
    set.metadata.set(key, [{ name: entry, value }]);
    this.#notePolicy(
      name === ''
        ? this.view.reader.state(namespace, key)
        : this.view.reader.hash(namespace, name, sha256(Buffer.from(key))),
    );
  }

  getMetadata(namespace: string, name: string, key: string): Record<string, Uint8Array> {
    if (name !== '') this.#readable(namespace, name);
    const found = name === '' ? this.#read(namespace, key) : this.#hashed(namespace, name, key);
    return found === undefined ? {} : metadataOf(found);
  }

  /** Notes what is consumed, as a peer does when it reads ahead for the chaincode. */
  range(namespace: string, startKey: string, endKey: string, paged: boolean): Scan {
    if (paged) {
      this.#refuseAfterWrite('Paginated queries are supported only in a read-only transaction');
      this.#paged = true;
    }
    const scan = this.view.reader.scan(namespace, startKey, endKey);
    const note = { startKey, endKey: '', itrExhausted: false, reads: new RangeReads() };
    this.#set.namespace(namespace).ranges.push(note);
    const next = async (): Promise<Entry | undefined> => {
      const entry = await scan.next();
      if (entry === undefined) {
        note.itrExhausted = true;
        note.endKey = endKey;
      } else {
        note.reads.add(entry.key, entry.stored.version);
        note.endKey = entry.key;
      }
      return entry;
    };
    return { ...scan, next };
  }

  privateRange(namespace: string, name: string, startKey: string, endKey: string): Scan {
    this.#readable(namespace, name);
    this.#refuseAfterWrite('Queries on pvt data is supported only in a read-only transaction');
    this.#queriedPrivate = true;
    return this.view.reader.scanPrivate([this.view.mspId, namespace, name], startKey, endKey);
  }

  results(): SimulationResults & { readonly policies: readonly Uint8Array[] } {
    return { ...this.#set.results(), policies: [...this.#policies.values()] };
  }

  #collection(namespace: string, name: string): Collection {
    const found = this.view.collections.find(name);
    if (found !== undefined) return found;
    throw new Error(
      `collection [${name}] not defined in the collection config for chaincode [${namespace}]`,
    );
  }

  #readable(namespace: string, name: string): void {
    const { memberOnlyRead, members } = this.#collection(namespace, name);
    if (memberOnlyRead && !members.includes(this.view.creatorMspId))
      throw denied('read', namespace, name);
  }

  #writable(namespace: string, name: string): void {
    const { memberOnlyWrite, members } = this.#collection(namespace, name);
    if (memberOnlyWrite && !members.includes(this.view.creatorMspId))
      throw denied('write', namespace, name);
  }

  #requireWritable(): void {
    if (this.#queriedPrivate) {
      throw this.#unsupported(
        'Transaction has already performed queries on pvt data. Writes are not allowed',
      );
    }
    if (this.#paged) {
      throw this.#unsupported(
        'Transaction has already performed a paginated query. Writes are not allowed',
      );
    }
    this.#wrote = true;
  }

  #refuseAfterWrite(why: string): void {
    if (this.#wrote) throw this.#unsupported(why);
  }

  #unsupported(why: string): Error {
    // The peer’s own spelling (tx_simulator.go).
    return new Error(`txid [${this.view.txId}]: unsuppored transaction. ${why}`);
  }
}

const denied = (what: string, namespace: string, name: string): Error =>
  new Error(
    `tx creator does not have ${what} access permission on privatedata in ` +
      `chaincodeName:${namespace} collectionName: ${name}`,
  );

const text = (stored: Versioned | undefined): string =>
  stored === undefined
    ? '<nil>'
    : `{BlockNum: ${String(stored.version.block)}, TxNum: ${String(stored.version.tx)}}`;

export function metadataOf({ metadata }: Versioned): Record<string, Uint8Array> {
  if (metadata.length === 0) return {};
  const { entries } = KVMetadataWrite.decode(metadata);
  return Object.fromEntries(entries.map(({ name, value }) => [name, value]));
}

/** Key-level endorsement policy of a key, if it has one. */
export const keyPolicyOf = (stored: Versioned | undefined): Uint8Array | undefined => {
  const policy = stored && metadataOf(stored)[PARAMETER];
  return policy !== undefined && policy.length > 0 ? policy : undefined;
};
