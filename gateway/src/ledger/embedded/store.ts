import { join } from 'node:path';
import { BlockFiles } from './block-files.js';
import { decodePlaceOfBlock } from './block-place.js';
import { damaged } from './damage.js';
import { type Database, openDatabase, type Operation, type Snapshot } from './database.js';
import {
  behind,
  blockKey,
  hashKey,
  historyPrefix,
  kind,
  privateKey,
  stateKey,
  transactionKey,
  transientKey,
} from './keys.js';
import type { Entry, Scan } from './scan.js';
import { KnownScans } from './known-scans.js';
import { decodeVersioned, type Version, type Versioned } from './versioned.js';

/** World state as of one height. Reads are synchronous: an answer from memory takes microseconds. */
export interface StateReader {
  state(namespace: string, key: string): Versioned | undefined;
  hash(namespace: string, collection: string, keyHash: Uint8Array): Versioned | undefined;
  /** From `start` up to, not including, `end`; an empty `end` is the end of the namespace. */
  scan(namespace: string, start: string, end: string): Scan;
}

export interface TransactionPlace {
  readonly block: number;
  readonly tx: number;
  readonly code: number;
}

const SCAN_BATCH = 101;
const MAX_KNOWN = 5_000;
const STATE = kind.state.charCodeAt(0);

/** What a ledger is kept in: the database, and the files that the blocks’ bytes stand in. */
export interface Store {
  readonly database: Database;
  readonly blocks: BlockFiles;
}

/** Opens the store in a ledger’s folder. @throws GatewayError LEDGER_LOCKED, LEDGER_DAMAGED, DISK_FULL */
export async function openStore(folder: string): Promise<Store> {
  const database = await openDatabase(join(folder, 'db'));
  return { database, blocks: new BlockFiles(join(folder, 'blocks')) };
}

export async function closeStore({ database, blocks }: Store): Promise<void> {
  await blocks.close();
  await database.close();
}

/** Reads a store, all of it as of one moment when a snapshot is given. */
export class StoreReader implements StateReader {
  readonly #database: Database;
  readonly #blocks: BlockFiles;
  readonly #options: { readonly snapshot?: Snapshot };
  /** Every transaction of a block reads the same few settings. */
  readonly #known: Map<string, Versioned | undefined> | undefined;
  /** The same of the few small ranges that every answer looks through; of a snapshot alone. */
  readonly #scanned: KnownScans | undefined;

  /** @param caches whether nothing but `forget` changes what was read; always so of a snapshot */
  constructor(store: Store, snapshot?: Snapshot, caches = snapshot !== undefined) {
    this.#database = store.database;
    this.#blocks = store.blocks;
    this.#options = snapshot === undefined ? {} : { snapshot };
    this.#known = caches ? new Map() : undefined;
    this.#scanned = snapshot === undefined ? undefined : new KnownScans();
  }

  get(key: Buffer): Buffer | undefined {
    return this.#database.getSync(key, this.#options);
  }

  state(namespace: string, key: string): Versioned | undefined {
    const known = this.#known;
    if (known === undefined) return this.#versioned(stateKey(namespace, key));
    const id = `${namespace}\0${key}`;
    let found = known.get(id);
    if (found === undefined && !known.has(id)) {
      found = this.#versioned(stateKey(namespace, key));
      if (known.size < MAX_KNOWN) known.set(id, found);
    }
    return found;
  }

  /** Operations were committed: what they change is read anew. */
  forget(operations: readonly Operation[]): void {
    for (const { key } of operations) {
      if (key[0] === STATE) this.#known?.delete(key.toString('utf8', 1));
    }
    if (this.#known !== undefined && this.#known.size >= MAX_KNOWN) this.#known.clear();
  }

  hash(namespace: string, collection: string, keyHash: Uint8Array): Versioned | undefined {
    return this.#versioned(hashKey(namespace, collection, keyHash));
  }

  private(
    mspId: string,
    namespace: string,
    collection: string,
    key: string,
  ): Versioned | undefined {
    return this.#versioned(privateKey(mspId, namespace, collection, key));
  }

  scan(namespace: string, start: string, end: string): Scan {
    const scan = (): Scan => this.#scan(Buffer.from(`${kind.state}${namespace}\0`), start, end);
    return this.#scanned?.open(`${namespace}\0${start}\0${end}`, scan) ?? scan();
  }

  scanPrivate(at: readonly [string, string, string], start: string, end: string): Scan {
    return this.#scan(privateKey(...at, ''), start, end);
  }

  /**
   * Places of the transactions that wrote a key or its metadata, newest first. The newest is the
   * version in state; earlier ones, and deletions, have entries of their own.
   */
  async *history(namespace: string, key: string): AsyncGenerator<Version> {
    const latest = this.state(namespace, key);
    if (latest !== undefined) yield latest.version;
    const prefix = historyPrefix(namespace, key);
    const range = { gte: prefix, lt: behind(prefix), reverse: true, ...this.#options };
    for await (const found of this.#database.keys(range)) {
      // A longer key of which this is a prefix is not this key’s history: lengths differ.
      const at = found.length - 10;
      if (at === prefix.length)
        yield { block: found.readUIntBE(at, 6), tx: found.readUInt32BE(at + 6) };
    }
  }

  /** @throws GatewayError LEDGER_DAMAGED when its bytes are not what was committed */
  block(number: number): Buffer | undefined {
    const entry = this.get(blockKey(number));
    if (entry === undefined) return undefined;
    const place = decodePlaceOfBlock(entry);
    const bytes = place && this.#blocks.read(place);
    if (bytes === undefined) throw damaged(this.#blocks.folder, number);
    return bytes;
  }

  transaction(txId: string): TransactionPlace | undefined {
    const found = this.get(transactionKey(txId));
    return found && decodePlace(found);
  }

  transient(txId: string): Buffer | undefined {
    return this.get(transientKey(txId));
  }

  #versioned(key: Buffer): Versioned | undefined {
    const found = this.#database.getSync(key, this.#options);
    return found && decodeVersioned(found);
  }

  #scan(prefix: Buffer, start: string, end: string): Scan {
    const iterator = this.#database.iterator({
      gte: Buffer.concat([prefix, Buffer.from(start)]),
      lt: end === '' ? behind(prefix) : Buffer.concat([prefix, Buffer.from(end)]),
      ...this.#options,
    });
    let batch: [Buffer, Buffer][] = [];
    let at = 0;
    const peek = async (): Promise<Entry | undefined> => {
      if (at === batch.length) {
        batch = await iterator.nextv(SCAN_BATCH);
        at = 0;
      }
      const found = batch[at];
      if (found === undefined) return undefined;
      const key = found[0].subarray(prefix.length).toString('utf8');
      return { key, stored: decodeVersioned(found[1]) };
    };
    const next = async (): Promise<Entry | undefined> => {
      const found = await peek();
      if (found !== undefined) at += 1;
      return found;
    };
    return { next, peek, close: () => iterator.close() };
  }
}

export function encodePlace({ block, tx, code }: TransactionPlace): Buffer {
  const out = Buffer.allocUnsafe(11);
  out.writeUIntBE(block, 0, 6);
  out.writeUInt32BE(tx, 6);
  out.writeUInt8(code, 10);
  return out;
}

export const decodePlace = (bytes: Buffer): TransactionPlace => ({
  block: bytes.readUIntBE(0, 6),
  tx: bytes.readUInt32BE(6),
  code: bytes.readUInt8(10),
});
