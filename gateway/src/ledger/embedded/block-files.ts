import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type BlockPlace, checksumOf, endOf, type Position } from './block-place.js';

/** As a peer’s: ledger/blkstorage, `maxBlockfileSize`. */
const MAX_FILE = 64 * 1024 * 1024;
const MAX_OPEN = 16;
const NAME = /^blockfile_(\d{6,})$/;

export const START: Position = { file: 0, offset: 0 };

/**
 * The blocks’ bytes, one behind the other in files that only grow. Where a block stands is in the
 * database, and only what stands there counts: bytes behind the last such place are of a block that
 * was never committed.
 *
 * Kept out of the database because it would write every block again with each compaction.
 */
export class BlockFiles {
  readonly folder: string;
  readonly #maxFile: number;
  /** Files open for reading, the one used last at the end. */
  readonly #open = new Map<number, number>();
  #end: Position | undefined;
  #writer: { readonly file: number; readonly handle: FileHandle } | undefined;

  constructor(folder: string, maxFile = MAX_FILE) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.folder = folder;
    this.#maxFile = maxFile;
  }

  pathOf(file: number): string {
    return join(this.folder, `blockfile_${String(file).padStart(6, '0')}`);
  }

  /** A block’s bytes, whatever they are now; `undefined` where there are not so many. */
  raw({ file, offset, length }: BlockPlace): Buffer | undefined {
    try {
      const from = this.#reader(file);
      // Before so much is allocated: a harmed entry may say any length.
      if (fstatSync(from).size < offset + length) return undefined;
      const out = Buffer.allocUnsafeSlow(length);
      let read = 0;
      while (read < length) {
        const count = readSync(from, out, read, length - read, offset + read);
        if (count === 0) return undefined;
        read += count;
      }
      return out;
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw err;
    }
  }

  /** A block’s bytes as they were written, or `undefined`. */
  read(place: BlockPlace): Buffer | undefined {
    const bytes = this.raw(place);
    return bytes !== undefined && checksumOf(bytes) === place.checksum ? bytes : undefined;
  }

  /**
   * Goes on behind the last committed block and cuts away what stands there.
   *
   * @returns false when the files end before it
   */
  resume(end: Position): boolean {
    for (const name of readdirSync(this.folder)) {
      const file = Number(NAME.exec(name)?.[1] ?? -1);
      if (file > end.file) rmSync(join(this.folder, name));
    }
    const path = this.pathOf(end.file);
    const size = existsSync(path) ? statSync(path).size : 0;
    if (size < end.offset) return false;
    if (size > end.offset) truncateSync(path, end.offset);
    this.#end = end;
    return true;
  }

  /** Writes a block behind the last; it is on the disk when this resolves, and not committed yet. */
  async append(bytes: Uint8Array): Promise<Omit<BlockPlace, 'written'>> {
    if (this.#end === undefined) throw new TypeError('The files were not resumed.');
    const { file, offset } = this.#end;
    const full = offset > 0 && offset + bytes.length > this.#maxFile;
    const at = full ? { file: file + 1, offset: 0 } : { file, offset };
    const place = { ...at, length: bytes.length, checksum: checksumOf(bytes) };
    const handle = await this.#writerOf(place.file);
    for (let done = 0; done < bytes.length;) {
      const rest = bytes.length - done;
      done += (await handle.write(bytes, done, rest, place.offset + done)).bytesWritten;
    }
    await handle.datasync();
    this.#end = endOf({ ...place, written: 0 });
    return place;
  }

  async #writerOf(file: number): Promise<FileHandle> {
    if (this.#writer?.file === file) return this.#writer.handle;
    await this.#writer?.handle.close();
    this.#writer = undefined;
    const path = this.pathOf(file);
    const isNew = !existsSync(path);
    const handle = await open(path, isNew ? 'wx' : 'r+', 0o600);
    this.#writer = { file, handle };
    if (isNew) syncFolder(this.folder);
    return handle;
  }

  #reader(file: number): number {
    const known = this.#open.get(file);
    this.#open.delete(file);
    const from = known ?? openSync(this.pathOf(file), 'r');
    this.#open.set(file, from);
    for (const [other, descriptor] of this.#open) {
      if (this.#open.size <= MAX_OPEN) break;
      closeSync(descriptor);
      this.#open.delete(other);
    }
    return from;
  }

  async close(): Promise<void> {
    for (const descriptor of this.#open.values()) closeSync(descriptor);
    this.#open.clear();
    await this.#writer?.handle.close();
    this.#writer = undefined;
  }
}

/** A new file is there after a power cut only when its folder was synced too. */
function syncFolder(folder: string): void {
  // Windows opens no folder, and keeps its entries without.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
