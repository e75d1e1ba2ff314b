import { type FileHandle, open } from 'node:fs/promises';
import { type FileMetaData, parquetMetadataAsync } from 'hyparquet';
import { malformed, tooLarge, unsupported } from '../fault.js';

/** What the library reads from; every range is checked, since ranges come from the file itself. */
export interface RandomAccess {
  readonly byteLength: number;
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

const MAX_FOOTER_BYTES = 64 * 1024 * 1024;

export async function openRandom(path: string): Promise<RandomAccess & { close(): Promise<void> }> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  return {
    byteLength: size,
    slice: (start, end = size) => rangeOf(file, size, start, end),
    close: () => file.close(),
  };
}

async function rangeOf(
  file: FileHandle,
  size: number,
  start: number,
  end: number,
): Promise<ArrayBuffer> {
  const isWithin = Number.isSafeInteger(start) && start >= 0 && start <= end && end <= size;
  if (!isWithin) throw malformed({}, 'points to bytes that it does not have');
  const buffer = new ArrayBuffer(end - start);
  const bytes = new Uint8Array(buffer);
  for (let at = 0; at < bytes.length;) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, start + at);
    if (bytesRead === 0) throw malformed({}, 'became shorter while it was read');
    at += bytesRead;
  }
  return buffer;
}

/** @throws GatewayError DATA_MALFORMED, DATA_UNSUPPORTED, DATA_TOO_LARGE */
export async function metadataOf(file: RandomAccess): Promise<FileMetaData> {
  if (file.byteLength < 12) throw malformed({}, 'is too short for Parquet, or cut off');
  const tail = Buffer.from(await file.slice(file.byteLength - 8));
  const magic = tail.toString('latin1', 4);
  if (magic === 'PARE') throw unsupported('encryption', 'Parquet’s', 'Write it unencrypted');
  if (magic !== 'PAR1') throw malformed({}, 'does not end as Parquet does; it may be cut off');
  const footer = tail.readUInt32LE(0);
  if (footer > file.byteLength - 12) throw malformed({}, 'has a footer longer than itself');
  if (footer > MAX_FOOTER_BYTES) throw tooLarge({}, 'has a footer of more than 64 MiB');
  const metadata = await parquetMetadataAsync(file, { geoparquet: false });
  const rows = metadata.row_groups.reduce((sum, { num_rows }) => sum + num_rows, 0n);
  if (rows !== metadata.num_rows) throw malformed({}, 'has row groups of more or fewer rows');
  return metadata;
}
