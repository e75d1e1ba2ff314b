import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

const LEAF = Buffer.of(0);

/** RFC 6962: the hash of a leaf, of the bytes themselves. */
export const leafOf = (chunk: Uint8Array): Buffer =>
  createHash('sha256').update(LEAF).update(chunk).digest();

export const chunksIn = (size: number, chunkSize: number): number => Math.ceil(size / chunkSize);

/** Opens what is there as a plain file: a link, a pipe or a device is not read through. */
export const openPlain = (file: string, flags = 0): Promise<FileHandle> =>
  open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | flags);

export interface FileChunk {
  /** From 0, within the file. */
  readonly index: number;
  /** Shorter than asked where the file ends before; valid until the next is asked for. */
  readonly bytes: Uint8Array;
}

/**
 * The chunks of a file one after the other, from one on. While the taker works with a chunk the next is
 * being read: two buffers, whatever the size of the file.
 */
export async function* readChunks(
  handle: FileHandle,
  { size, chunkSize, from = 0 }: { size: number; chunkSize: number; from?: number },
): AsyncGenerator<FileChunk> {
  const count = chunksIn(size, chunkSize);
  const length = Math.min(chunkSize, Math.max(size, 1));
  const buffers = [Buffer.allocUnsafeSlow(length), Buffer.allocUnsafeSlow(length)] as const;
  const lengthOf = (index: number): number => Math.min(chunkSize, size - index * chunkSize);
  const read = (index: number): Promise<Uint8Array> =>
    readAt(
      handle,
      buffers[index % 2 === 0 ? 0 : 1].subarray(0, lengthOf(index)),
      index * chunkSize,
    );
  let pending = from < count ? settled(read(from)) : undefined;
  for (let index = from; pending !== undefined; index += 1) {
    const { bytes, err } = await pending;
    pending = err === undefined && index + 1 < count ? settled(read(index + 1)) : undefined;
    if (bytes === undefined) throw err;
    try {
      yield { index, bytes };
    } finally {
      // Whoever stops early closes the file: no read may be under way then.
      await pending;
    }
  }
}

interface Settled {
  readonly bytes?: Uint8Array;
  readonly err?: unknown;
}

const settled = (reading: Promise<Uint8Array>): Promise<Settled> =>
  reading.then(
    (bytes) => ({ bytes }),
    (err: unknown) => ({ err }),
  );

/** Fills a buffer as far as the file goes. */
export async function readAt(
  handle: FileHandle,
  buffer: Buffer,
  position: number,
): Promise<Uint8Array> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(
      ...([buffer, filled, buffer.length - filled, position + filled] as const),
    );
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
