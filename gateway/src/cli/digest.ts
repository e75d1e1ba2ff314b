import { type FileHandle, open } from 'node:fs/promises';
import type { Digests } from '@shuquan/chaincode/model';
import { type Digested, Digesting } from '../digests.js';
import { CliError, exitCodes } from './failure.js';

/** Large enough to keep both digests busy, small enough not to matter. */
const CHUNK_BYTES = 1_048_576;

/**
 * Both digests of a file in one pass and constant memory, whatever its size.
 *
 * @param onBytes called with the number of bytes done since the last call
 * @throws CliError FILE_UNREADABLE, FILE_CHANGED
 */
export async function digestFile(
  path: string,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<Digested> {
  const file = new DigestedFile(path, onBytes);
  await readThrough(file.chunks());
  return { size: file.size, digests: file.digests() };
}

/** Takes every chunk and keeps none. */
async function readThrough(chunks: AsyncGenerator<Uint8Array, void>): Promise<void> {
  while ((await chunks.next()).done !== true);
}

/** A file that somebody reads through once, and whose digests that reading gives. */
export class DigestedFile {
  readonly path: string;
  readonly #onBytes: (bytes: number) => void;
  readonly #digesting = new Digesting();

  constructor(path: string, onBytes: (bytes: number) => void) {
    this.path = path;
    this.#onBytes = onBytes;
  }

  /** Each chunk is valid until the next is asked for. @throws CliError FILE_UNREADABLE, FILE_CHANGED */
  async *chunks(): AsyncGenerator<Uint8Array, void> {
    const before = await sizeOf(this.path);
    for await (const chunk of chunksOf(this.path)) {
      this.#digesting.update(chunk);
      this.#onBytes(chunk.length);
      yield chunk;
    }
    if (before !== undefined && before !== this.size) throw changed(this.path);
  }

  /** Bytes read so far. */
  get size(): number {
    return this.#digesting.size;
  }

  /** Once, after all chunks. */
  digests(): Digests {
    return this.#digesting.end().digests;
  }
}

export const changed = (path: string): CliError =>
  new CliError(
    'FILE_CHANGED',
    `${path} changed while it was read. Use a copy that nobody writes to.`,
    exitCodes.noInput,
  );

/** Size of a regular file; `undefined` for a pipe, which has none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  const file = await openFile(path);
  try {
    const stat = await file.stat();
    return stat.isFile() ? stat.size : undefined;
  } finally {
    await file.close();
  }
}

/** The bytes of a file, each chunk valid until the next is asked for. @throws CliError FILE_UNREADABLE */
export async function* chunksOf(path: string): AsyncGenerator<Uint8Array, void> {
  const file = await openFile(path);
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await readInto(file, buffer, path);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function readInto(
  file: FileHandle,
  buffer: Buffer,
  path: string,
): Promise<{ readonly bytesRead: number }> {
  try {
    return await file.read(buffer, 0, buffer.length);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file',
  EACCES: 'You may not read it',
  EISDIR: 'It is a folder; name the files in it',
};

/** FILE_UNREADABLE, with what the system said. */
export function unreadable(path: string, cause: unknown): CliError {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  const reason = reasons[code] ?? `The system says ${code || 'no'}`;
  const message = `${path} can not be read. ${reason}.`;
  return new CliError('FILE_UNREADABLE', message, exitCodes.noInput, { cause });
}
