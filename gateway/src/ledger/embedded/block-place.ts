import { crc32 } from 'node:zlib';

/** Where bytes end or begin: a file’s number, and a place in it. */
export interface Position {
  readonly file: number;
  readonly offset: number;
}

/** Where a block’s bytes stand, and how to know them again. */
export interface BlockPlace extends Position {
  readonly length: number;
  readonly checksum: number;
  /** Bytes that its batch put into the database beside this entry: see `checkTail`. */
  readonly written: number;
}

const SIZE = 22;

/** 4 bytes file, 6 bytes offset, 4 bytes each length, checksum, written. */
export function encodePlaceOfBlock(place: BlockPlace): Buffer {
  const out = Buffer.allocUnsafe(SIZE);
  out.writeUInt32BE(place.file, 0);
  out.writeUIntBE(place.offset, 4, 6);
  out.writeUInt32BE(place.length, 10);
  out.writeUInt32BE(place.checksum, 14);
  out.writeUInt32BE(place.written, 18);
  return out;
}

/** `undefined` for bytes that are no place. */
export function decodePlaceOfBlock(bytes: Buffer): BlockPlace | undefined {
  if (bytes.length !== SIZE) return undefined;
  return {
    file: bytes.readUInt32BE(0),
    offset: bytes.readUIntBE(4, 6),
    length: bytes.readUInt32BE(10),
    checksum: bytes.readUInt32BE(14),
    written: bytes.readUInt32BE(18),
  };
}

export const checksumOf = (bytes: Uint8Array): number => crc32(bytes);

export const endOf = ({ file, offset, length }: BlockPlace): Position => ({
  file,
  offset: offset + length,
});

/** Whether a block stands where the one before ended: right behind it, or first in the next file. */
export const follows = (place: Position, before: Position): boolean =>
  place.file === before.file
    ? place.offset === before.offset
    : place.file === before.file + 1 && place.offset === 0;
