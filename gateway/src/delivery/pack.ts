import { constants } from 'node:fs';
import {
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rm,
} from 'node:fs/promises';
import { sep } from 'node:path';
import type { DeliveryContent } from '@shuquan/chaincode/model';
import { GatewayError } from '../errors.js';
import { isMissing, replacePrivate } from '../files.js';
import { chunksIn, leafOf, openPlain, readAt, readChunks } from './chunk-file.js';
import { type Layout, layout } from './layout.js';
import { GrowingTree, LEAF_BYTES, LeafFile } from './leaves.js';
import { makePlace } from './place.js';
import { requirePath } from './names.js';
import { settleManifest, SourceState, survey, type Surveyed } from './source.js';
import { type SourceFile, walk } from './walk.js';

export interface PackOptions {
  /** A file or a folder. */
  readonly source: string;
  /** Where the package is made. */
  readonly folder: string;
  readonly chunkSize: number;
  /** Whether the bytes come into the package; otherwise somebody else carries them. */
  readonly copies: boolean;
  /** How much there is, once that is known. */
  readonly onTotal?: (bytes: number) => void;
  /** Bytes done since the last call. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Makes a package of a file or folder, reading every byte once: manifest, the hash of every chunk, and
 * the bytes. Killed at any place it goes on where it was: the hashes that were written are its journal,
 * and each is held against the bytes in the package again before it counts.
 *
 * @throws GatewayError PACKAGE_TAKEN, DELIVERY_EMPTY, DELIVERY_FILE_CHANGED, DELIVERY_FILE_REFUSED,
 *   DELIVERY_NAME_REFUSED
 */
export async function pack(options: PackOptions): Promise<DeliveryContent> {
  const { source, folder, chunkSize } = options;
  const place = layout(folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await requireOutside(source, folder);
  const surveyed = await survey(source, `${place.manifest}.next`, chunkSize);
  await begin(place, surveyed, folder);
  options.onTotal?.(surveyed.bytes);
  const leaves = await open(place.leaves, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    const packing = new Packing(options, place, leaves);
    return await packing.all(surveyed);
  } finally {
    await leaves.close();
  }
}

/** A package in the folder that it is made of would have to hold itself. */
async function requireOutside(source: string, folder: string): Promise<void> {
  const [from, to] = await Promise.all([realpath(source), realpath(folder)]);
  if (to !== from && !to.startsWith(from + sep)) return;
  throw new GatewayError('PACKAGE_TAKEN', `${folder} lies within what is delivered.`);
}

/** Begins a package, or goes on with one of the same source. @throws GatewayError PACKAGE_TAKEN */
async function begin(place: Layout, { state, chunkSize }: Surveyed, folder: string): Promise<void> {
  const mine = JSON.stringify({ v: 1, state, chunkSize });
  const before = await readIfThere(place.source);
  const others = (await readdir(folder)).filter((name) => !OWN.has(name));
  if (others.length > 0 || (before !== undefined && before !== mine)) {
    await rm(`${place.manifest}.next`, { force: true });
    throw new GatewayError(
      'PACKAGE_TAKEN',
      `${folder} holds something else, or its source changed since. Name a new folder.`,
    );
  }
  if (before === undefined) await replacePrivate(place.source, Buffer.from(mine));
  await settleManifest(place);
}

const OWN: ReadonlySet<string> = new Set([
  ...['manifest.jsonl', 'manifest.jsonl.next', 'leaves.bin', 'data'],
  ...['source.json', 'source.json.next', 'dispatch.json.next'],
]);

export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (err) {
    if (isMissing(err)) return undefined;
    throw err;
  }
}

const changed = (file: string): GatewayError =>
  new GatewayError('DELIVERY_FILE_CHANGED', `${file} changed while it was read. Begin anew.`, {
    file,
  });

class Packing {
  readonly #options: PackOptions;
  readonly #place: Layout;
  readonly #leaves: FileHandle;
  readonly #tree = new GrowingTree();
  /** Hashes of an earlier run that may still count. */
  #known = 0;

  constructor(options: PackOptions, place: Layout, leaves: FileHandle) {
    this.#options = options;
    this.#place = place;
    this.#leaves = leaves;
  }

  async all(surveyed: Surveyed): Promise<DeliveryContent> {
    const { source, copies } = this.#options;
    // Where no bytes are kept, there is nothing that a hash could be held against.
    this.#known = copies ? await new LeafFile(this.#leaves).count() : 0;
    const state = new SourceState();
    for await (const file of walk(source)) {
      state.add(file);
      await this.#file(file);
    }
    if (state.end() !== surveyed.state) throw changed(source);
    await this.#leaves.truncate(this.#tree.size * LEAF_BYTES);
    await this.#leaves.sync();
    const { chunks, chunkSize, bytes, files, manifest } = surveyed;
    return { root: this.#tree.root, chunks, chunkSize, bytes, files, manifest };
  }

  async #file(file: SourceFile): Promise<void> {
    const handle = await openPlain(file.file);
    try {
      if (this.#options.copies) await this.#copy(file, handle);
      else await this.#read(file, handle, 0);
      const { size, mtimeNs } = await lstat(file.file, { bigint: true });
      if (Number(size) !== file.size || String(mtimeNs) !== file.changed) throw changed(file.file);
    } finally {
      await handle.close();
    }
  }

  async #copy(file: SourceFile, from: FileHandle): Promise<void> {
    await mkdir(this.#place.data, { recursive: true, mode: 0o700 });
    const to = await makePlace(this.#place.data, requirePath(file.path));
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW;
    const copy = await open(to, flags, 0o600);
    try {
      const there = await this.#verified(file, copy);
      await this.#read(file, from, there, copy);
      await copy.truncate(file.size);
    } finally {
      await copy.close();
    }
  }

  /** Chunks of a copy that are what the journal says, up to the first that is not. */
  async #verified({ size }: SourceFile, copy: FileHandle): Promise<number> {
    const { chunkSize, onBytes } = this.#options;
    const leaves = new LeafFile(this.#leaves);
    const buffer = Buffer.allocUnsafeSlow(Math.min(chunkSize, Math.max(size, 1)));
    const count = chunksIn(size, chunkSize);
    for (let index = 0; index < count; index += 1) {
      const place = this.#tree.size;
      if (place >= this.#known) return index;
      const length = Math.min(chunkSize, size - index * chunkSize);
      const bytes = await readAt(copy, buffer.subarray(0, length), index * chunkSize);
      const leaf = leafOf(bytes).toString('hex');
      if (bytes.length < length || leaf !== (await leaves.at(place))) {
        this.#known = place;
        return index;
      }
      this.#tree.add(leaf);
      onBytes?.(length);
    }
    return count;
  }

  async #read(
    { file, size }: SourceFile,
    handle: FileHandle,
    from: number,
    copy?: FileHandle,
  ): Promise<void> {
    const { chunkSize, onBytes } = this.#options;
    for await (const { index, bytes } of readChunks(handle, { size, chunkSize, from })) {
      const at = index * chunkSize;
      if (bytes.length < Math.min(chunkSize, size - at)) throw changed(file);
      const leaf = leafOf(bytes);
      // The bytes before their hash: a hash in the journal has something it can be held against.
      if (copy !== undefined) await writeAll(copy, bytes, at);
      await writeAll(this.#leaves, leaf, this.#tree.size * LEAF_BYTES);
      this.#tree.add(leaf.toString('hex'));
      onBytes?.(bytes.length);
    }
  }
}

/** A write may take less than all. */
export async function writeAll(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}
