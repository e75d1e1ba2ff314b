import type { NamespaceReadWriteSet } from '@shuquan/verifier';
import { KVMetadataWrite } from '@shuquan/verifier/wire';
import { compareKeys } from './bytes.js';
import type { Entry, Scan } from './scan.js';
import type { StateReader } from './store.js';
import type { Version, Versioned } from './versioned.js';

/** A key’s new state; `undefined` where it was deleted. */
export type Update = Versioned | undefined;

interface Place {
  readonly namespace: string;
  /** Empty for public state; then `key` is the key, else the hash of it. */
  readonly collection: string;
  readonly key: string;
}

interface Change extends Place {
  value?: Uint8Array | undefined;
  isDelete: boolean;
  writesValue: boolean;
  writesMetadata: boolean;
  metadata: Uint8Array;
}

const EMPTY = new Uint8Array(0);
const idOf = ({ namespace, collection, key }: Place): string =>
  `${namespace}\0${collection}\0${key}`;
/** Key hashes are kept in strings, a byte a character. */
const hashText = (hash: Uint8Array): string => Buffer.from(hash).toString('latin1');
export const hashBytes = (text: string): Buffer => Buffer.from(text, 'latin1');

/** What the valid transactions of a block, so far, change (a peer’s publicAndHashUpdates). */
export class Updates {
  readonly #public = new Map<string, Place & { update: Update }>();
  readonly #hashes = new Map<string, Place & { update: Update }>();

  /** Versions that state does not show after the block: what was superseded, and deletions. */
  readonly history: {
    readonly namespace: string;
    readonly key: string;
    readonly version: Version;
  }[] = [];

  hasPublic(namespace: string, key: string): boolean {
    return this.#public.has(idOf({ namespace, collection: '', key }));
  }

  hasHash(namespace: string, collection: string, keyHash: Uint8Array): boolean {
    return this.#hashes.has(idOf({ namespace, collection, key: hashText(keyHash) }));
  }

  get public(): IterableIterator<Place & { update: Update }> {
    return this.#public.values();
  }

  get hashes(): IterableIterator<Place & { update: Update }> {
    return this.#hashes.values();
  }

  /** Applies the writes of a valid transaction (txmgmt/validation, tx_ops.go). */
  apply(set: readonly NamespaceReadWriteSet[], version: Version, reader: StateReader): void {
    for (const change of changesOf(set)) this.#apply(change, version, reader);
  }

  #apply(change: Change, version: Version, reader: StateReader): void {
    const { namespace, collection, key } = change;
    const map = collection === '' ? this.#public : this.#hashes;
    const id = idOf(change);
    const place = { namespace, collection, key };
    const earlier = map.get(id);
    // What the block deleted is not what the store still has.
    const latest = earlier === undefined ? committed(reader, place) : earlier.update;
    if (collection === '') this.#remember(change, latest, version);
    const update = change.isDelete ? undefined : updated(change, latest, version);
    if (change.isDelete || update !== undefined) map.set(id, { ...place, update });
  }

  /** The latest version of a key is in state already; most keys never have another. */
  #remember({ namespace, key, isDelete }: Change, latest: Update, version: Version): void {
    if (latest !== undefined) this.history.push({ namespace, key, version: latest.version });
    if (isDelete) this.history.push({ namespace, key, version });
  }

  /** State as the rest of the block sees it in range queries. */
  scan(reader: StateReader, namespace: string, start: string, end: string): Scan {
    const changed = [...this.#public.values()]
      .filter((each) => each.namespace === namespace && within(each.key, start, end))
      .sort((a, b) => compareKeys(a.key, b.key));
    return merge(reader.scan(namespace, start, end), changed);
  }
}

/** Metadata alone, on a key that does not exist, does nothing. */
function updated(
  { writesValue, writesMetadata, metadata, value = EMPTY }: Change,
  latest: Versioned | undefined,
  version: Version,
): Update {
  if (!writesValue) return latest && { version, metadata, value: latest.value };
  return { version, metadata: writesMetadata ? metadata : (latest?.metadata ?? EMPTY), value };
}

const within = (key: string, start: string, end: string): boolean =>
  compareKeys(key, start) >= 0 && (end === '' || compareKeys(key, end) < 0);

const committed = (
  reader: StateReader,
  { namespace, collection, key }: Place,
): Versioned | undefined =>
  collection === ''
    ? reader.state(namespace, key)
    : reader.hash(namespace, collection, hashBytes(key));

function changesOf(set: readonly NamespaceReadWriteSet[]): Iterable<Change> {
  const changes = new Map<string, Change>();
  const at = (place: Place): Change => {
    const id = idOf(place);
    let found = changes.get(id);
    if (found === undefined) {
      const nothing = { isDelete: false, writesValue: false, writesMetadata: false };
      found = { ...place, ...nothing, metadata: EMPTY };
      changes.set(id, found);
    }
    return found;
  };
  for (const { namespace, writes, metadataWrites, collections } of set) {
    for (const { key, isDelete, value } of writes) {
      write(at({ namespace, collection: '', key }), isDelete, value);
    }
    for (const { key, entries } of metadataWrites) {
      writeMetadata(at({ namespace, collection: '', key }), entries);
    }
    for (const each of collections) {
      const { collection } = each;
      for (const { keyHash, isDelete, isPurge, valueHash } of each.hashedWrites) {
        write(
          at({ namespace, collection, key: hashText(keyHash) }),
          isDelete || isPurge,
          valueHash,
        );
      }
      for (const { keyHash, entries } of each.metadataWrites) {
        writeMetadata(at({ namespace, collection, key: hashText(keyHash) }), entries);
      }
    }
  }
  return changes.values();
}

function write(change: Change, isDelete: boolean, value: Uint8Array): void {
  change.isDelete = isDelete || value.length === 0;
  change.writesValue = true;
  change.value = value;
}

function writeMetadata(
  change: Change,
  entries: { readonly name: string; readonly value: Uint8Array }[],
): void {
  change.writesMetadata = true;
  change.metadata = entries.length === 0 ? EMPTY : KVMetadataWrite.encode({ entries });
}

function merge(scan: Scan, changed: readonly (Place & { update: Update })[]): Scan {
  let at = 0;
  const peek = async (): Promise<Entry | undefined> => {
    for (;;) {
      const stored = await scan.peek();
      const change = changed[at];
      if (change === undefined) return stored;
      const order = stored === undefined ? -1 : compareKeys(change.key, stored.key);
      if (order > 0) return stored;
      if (change.update !== undefined) return { key: change.key, stored: change.update };
      // Deleted in this block: neither the change nor what it hides is there.
      at += 1;
      if (order === 0) await scan.next();
    }
  };
  const next = async (): Promise<Entry | undefined> => {
    const found = await peek();
    if (found === undefined) return undefined;
    const stored = await scan.peek();
    if (stored?.key === found.key) await scan.next();
    if (changed[at]?.key === found.key) at += 1;
    return found;
  };
  return { next, peek, close: () => scan.close() };
}
