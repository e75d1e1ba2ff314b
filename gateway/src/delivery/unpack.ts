import { constants } from 'node:fs';
import { copyFile, type FileHandle, lstat, mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChunkRange, DeliveryContent } from '@shuquan/chaincode/model';
import { GatewayError } from '../errors.js';
import { isMissing, syncFolder } from '../files.js';
import { leafOf, openPlain, readAt } from './chunk-file.js';
import { layout } from './layout.js';
import { LeafFile } from './leaves.js';
import { type ManifestFile, ManifestReader } from './manifest.js';
import { OWN_FOLDER } from './names.js';
import { writeAll } from './pack.js';
import { makePlace, placeOf } from './place.js';
import { RangeList } from './range-list.js';

export interface UnpackOptions {
  /** The package, as some transport brought it. */
  readonly folder: string;
  /** Where the bytes are, if not in the package. */
  readonly data?: string | undefined;
  /** Where the files go. */
  readonly target: string;
  /** What was dispatched, by the ledger’s own record. */
  readonly content: DeliveryContent;
  readonly onBytes?: (bytes: number) => void;
}

/** A chunk that is not here, or is not what its hash says. */
export interface ChunkFault {
  readonly chunk: number;
  readonly path: string;
  readonly what: 'ABSENT' | 'WRONG';
}

export interface Unpacked {
  readonly root: string;
  readonly chunks: number;
  readonly accepted: readonly ChunkRange[];
  readonly missing: readonly ChunkRange[];
  readonly missingCount: number;
  /** What is missing lies in more places than a receipt can name. */
  readonly isScattered: boolean;
  /** The first of them, for people. */
  readonly faults: readonly ChunkFault[];
}

/** What only the receiver may write: the pieces of files that are not whole. */
const parts = (target: string): string => join(target, OWN_FOLDER, 'parts');

/**
 * Takes what is good of a package, chunk by chunk, and says exactly what that is. A file appears under
 * its name once it is whole and on the disk. Started again it holds what is there against the hashes
 * and fetches the rest.
 *
 * @throws GatewayError ROOT_MISMATCH, PACKAGE_DAMAGED, DELIVERY_NAME_REFUSED, DELIVERY_FILE_REFUSED,
 *   DELIVERY_FILE_TAKEN
 */
export async function unpack(options: UnpackOptions): Promise<Unpacked> {
  const { folder, target } = options;
  await mkdir(parts(target), { recursive: true, mode: 0o700 });
  const own = layout(join(target, OWN_FOLDER));
  // Of what is checked nobody else writes the copy: it stays what was checked.
  await copyPlain(layout(folder).manifest, own.manifest);
  await copyPlain(layout(folder).leaves, own.leaves);
  const [manifest, leaves] = [await openPlain(own.manifest), await openPlain(own.leaves)];
  try {
    const list = new LeafFile(leaves);
    await requireDispatched(options.content, new ManifestReader(manifest), list);
    const taking = new Taking(options, list);
    for await (const file of new ManifestReader(manifest).files()) await taking.file(file);
    await syncFolder(target);
    return taking.result();
  } finally {
    await manifest.close();
    await leaves.close();
  }
}

async function copyPlain(from: string, to: string): Promise<void> {
  const stat = await lstatOf(from);
  if (stat?.isFile() !== true) {
    throw new GatewayError('PACKAGE_DAMAGED', `${from} is missing, or is no plain file.`);
  }
  await copyFile(from, to);
}

async function lstatOf(place: string): Promise<Awaited<ReturnType<typeof lstat>> | undefined> {
  try {
    return await lstat(place);
  } catch (err) {
    if (isMissing(err)) return undefined;
    throw err;
  }
}

/** @throws GatewayError PACKAGE_DAMAGED, ROOT_MISMATCH */
async function requireDispatched(
  content: DeliveryContent,
  manifest: ManifestReader,
  leaves: LeafFile,
): Promise<void> {
  const totals = await manifest.all();
  const { root, ...dispatched } = content;
  const differs = (Object.keys(dispatched) as (keyof typeof dispatched)[]).find(
    (name) => totals[name] !== dispatched[name],
  );
  if (differs !== undefined) {
    throw new GatewayError(
      'PACKAGE_DAMAGED',
      `The manifest’s ${differs} is not what was dispatched.`,
      {
        what: differs,
      },
    );
  }
  if ((await leaves.count()) !== content.chunks) {
    throw new GatewayError('PACKAGE_DAMAGED', 'There is not one hash for each chunk.');
  }
  if ((await leaves.root(0, content.chunks)) === root) return;
  throw new GatewayError(
    'ROOT_MISMATCH',
    'The hashes do not lead to the root that was dispatched.',
  );
}

const MAX_FAULTS = 20;

class Taking {
  readonly #options: UnpackOptions;
  readonly #leaves: LeafFile;
  readonly #accepted = new RangeList();
  readonly #missing = new RangeList();
  readonly #faults: ChunkFault[] = [];
  readonly #buffer: Buffer;

  constructor(options: UnpackOptions, leaves: LeafFile) {
    this.#options = options;
    this.#leaves = leaves;
    const { chunkSize, bytes } = options.content;
    this.#buffer = Buffer.allocUnsafeSlow(Math.min(chunkSize, bytes));
  }

  result(): Unpacked {
    const { root, chunks } = this.#options.content;
    return {
      ...{ root, chunks, accepted: this.#accepted.ranges, missing: this.#missing.ranges },
      missingCount: this.#missing.count,
      isScattered: this.#accepted.isFull || this.#missing.isFull,
      faults: this.#faults,
    };
  }

  async file(file: ManifestFile): Promise<void> {
    const { target } = this.#options;
    const place = await makePlace(target, file.names);
    const there = await lstatOf(place);
    if (there !== undefined) {
      await this.#check(file, place, there.isFile() && Number(there.size) === file.size);
      return;
    }
    const part = join(parts(target), String(file.number));
    if (await this.#fetch(file, part)) await rename(part, place);
  }

  /** A file that is there already counts if it is this one to the last byte. */
  async #check(file: ManifestFile, place: string, isLike: boolean): Promise<void> {
    const handle = isLike ? await openPlain(place) : undefined;
    try {
      for (let index = 0; index < file.chunks; index += 1) {
        const state = handle && (await this.#state(handle, file, index));
        if (state !== 'GOOD') throw taken(place);
        this.#take(file, index);
      }
      if (handle === undefined) throw taken(place);
    } finally {
      await handle?.close();
    }
  }

  /** @returns whether the file is whole, and on the disk */
  async #fetch(file: ManifestFile, part: string): Promise<boolean> {
    const { folder, data = layout(folder).data } = this.#options;
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW;
    const to = await open(part, flags, 0o600);
    try {
      const from = await openSource(data, file.names);
      let whole = true;
      try {
        for (let index = 0; index < file.chunks; index += 1) {
          whole = (await this.#chunk(file, index, { from, to })) && whole;
        }
      } finally {
        await from?.close();
      }
      if (whole) await to.truncate(file.size);
      await to.sync();
      return whole;
    } finally {
      await to.close();
    }
  }

  async #chunk(
    file: ManifestFile,
    index: number,
    { from, to }: { readonly from: FileHandle | undefined; readonly to: FileHandle },
  ): Promise<boolean> {
    if ((await this.#state(to, file, index)) === 'GOOD') {
      this.#take(file, index);
      return true;
    }
    const state = from === undefined ? 'ABSENT' : await this.#state(from, file, index);
    if (state === 'GOOD') {
      const { chunkSize } = this.#options.content;
      await writeAll(to, this.#buffer.subarray(0, this.#lengthOf(file, index)), index * chunkSize);
      this.#take(file, index);
      return true;
    }
    const chunk = file.first + index + 1;
    this.#missing.add(chunk);
    this.#options.onBytes?.(this.#lengthOf(file, index));
    if (this.#faults.length < MAX_FAULTS)
      this.#faults.push({ chunk, path: file.path, what: state });
    return false;
  }

  #take(file: ManifestFile, index: number): void {
    this.#accepted.add(file.first + index + 1);
    this.#options.onBytes?.(this.#lengthOf(file, index));
  }

  #lengthOf({ size }: ManifestFile, index: number): number {
    const { chunkSize } = this.#options.content;
    return Math.min(chunkSize, size - index * chunkSize);
  }

  /** Reads a chunk into the buffer and holds it against its hash. */
  async #state(
    handle: FileHandle,
    file: ManifestFile,
    index: number,
  ): Promise<'GOOD' | 'WRONG' | 'ABSENT'> {
    const length = this.#lengthOf(file, index);
    const position = index * this.#options.content.chunkSize;
    const bytes = await readAt(handle, this.#buffer.subarray(0, length), position);
    if (bytes.length < length) return 'ABSENT';
    const leaf = await this.#leaves.at(file.first + index);
    return leafOf(bytes).toString('hex') === leaf ? 'GOOD' : 'WRONG';
  }
}

const taken = (place: string): GatewayError =>
  new GatewayError('DELIVERY_FILE_TAKEN', `${place} is there already and is another file.`, {
    place,
  });

/** A file of a package that anybody may have made. @throws GatewayError DELIVERY_FILE_REFUSED */
async function openSource(data: string, names: readonly string[]): Promise<FileHandle | undefined> {
  const place = await placeOf(data, names);
  const stat = place === undefined ? undefined : await lstatOf(place);
  if (place === undefined || stat === undefined) return undefined;
  if (stat.isFile()) return openPlain(place);
  throw new GatewayError('DELIVERY_FILE_REFUSED', `${place} is no plain file.`, { place });
}
