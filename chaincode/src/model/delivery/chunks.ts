import { z } from 'zod';
import { LedgerError } from '../errors.js';
import { Hex256 } from '../schema.js';

/** Chunks are numbered from 1, as people count them; a place in the tree is one less. */
export const ChunkNumber = z
  .int()
  .min(1)
  .max(4_294_967_295)
  .meta({ id: 'ChunkNumber', description: 'Number of a chunk, from 1' });

/** Chunks one after the other, both ends included. */
export const ChunkRange = z
  .strictObject({ first: ChunkNumber, last: ChunkNumber })
  .meta({ id: 'ChunkRange' });
export type ChunkRange = z.infer<typeof ChunkRange>;

const MAX_RANGES = 500;
export const ChunkRanges = z.array(ChunkRange).max(MAX_RANGES).meta({ id: 'ChunkRanges' });

/**
 * What is delivered. Every chunk is a leaf of the tree (RFC 6962: SHA-256(0x00 ‖ bytes)) and as long as
 * `chunkSize` says, but for the last one of a file. Chunks never cross from one file into the next.
 */
export const DeliveryContent = z
  .strictObject({
    root: Hex256,
    chunks: ChunkNumber,
    chunkSize: z.int().min(1024).max(16_777_216),
    bytes: z.int().min(1),
    files: z.int().min(1).max(10_000_000),
    /** SHA-256 of the manifest: names, sizes and order of the files, hence the size of every chunk. */
    manifest: Hex256,
  })
  .meta({ id: 'DeliveryContent' });
export type DeliveryContent = z.infer<typeof DeliveryContent>;

/**
 * Whether so many bytes in so many files can be so many chunks.
 *
 * @throws LedgerError CHUNK_COUNT_WRONG
 */
export function requireChunkCount({ chunks, chunkSize, bytes, files }: DeliveryContent): void {
  const least = Math.ceil(bytes / chunkSize);
  const most = Math.min(bytes, Math.floor((bytes + files * (chunkSize - 1)) / chunkSize));
  if (chunks >= least && chunks <= most) return;
  throw new LedgerError(
    'CHUNK_COUNT_WRONG',
    `${String(bytes)} bytes in ${String(files)} files are not ${String(chunks)} chunks of ${String(chunkSize)}.`,
    { chunks, least, most },
  );
}

/**
 * Ranges that lie within the delivery, in order, with a gap between any two: one form for one set.
 *
 * @throws LedgerError CHUNK_RANGE_INVALID
 */
export function requireRanges(ranges: readonly ChunkRange[], chunks: number): void {
  let before = -1;
  for (const { first, last } of ranges) {
    if (first > last || last > chunks || first <= before + 1) {
      throw new LedgerError(
        'CHUNK_RANGE_INVALID',
        `Chunks ${String(first)} to ${String(last)} are no range of ${String(chunks)} in order.`,
        { first, last, chunks },
      );
    }
    before = last;
  }
}

/**
 * Whether every chunk is in exactly one of two lists that each have the one form.
 *
 * @throws LedgerError CHUNK_RANGES_INCOMPLETE
 */
export function requirePartition(
  one: readonly ChunkRange[],
  other: readonly ChunkRange[],
  chunks: number,
): void {
  let next = 1;
  for (const { first, last } of [...one, ...other].sort((a, b) => a.first - b.first)) {
    if (first !== next) break;
    next = last + 1;
  }
  if (next === chunks + 1) return;
  throw new LedgerError(
    'CHUNK_RANGES_INCOMPLETE',
    `Chunk ${String(next)} must be named once: as accepted or as missing.`,
    { chunk: next, chunks },
  );
}

export const holdsChunk = (ranges: readonly ChunkRange[], chunk: number): boolean =>
  ranges.some(({ first, last }) => first <= chunk && chunk <= last);

export const countOf = (ranges: readonly ChunkRange[]): number =>
  ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
