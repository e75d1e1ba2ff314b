import { open } from 'node:fs/promises';
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
  const digesting = new Digesting();
  const before = await readThrough(path, (chunk) => {
    digesting.update(chunk);
    onBytes(chunk.length);
  });
  if (before !== undefined && before !== digesting.size) {
    throw new CliError(
      'FILE_CHANGED',
      `${path} changed while it was read. Deposit a copy that nobody writes to.`,
      exitCodes.noInput,
    );
  }
  return digesting.end();
}

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

async function readThrough(
  path: string,
  onChunk: (chunk: Buffer) => void,
): Promise<number | undefined> {
  const file = await openFile(path);
  try {
    const stat = await file.stat();
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES);
      if (bytesRead === 0) return stat.isFile() ? stat.size : undefined;
      onChunk(buffer.subarray(0, bytesRead));
    }
  } catch (cause) {
    throw unreadable(path, cause);
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<Awaited<ReturnType<typeof open>>> {
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
