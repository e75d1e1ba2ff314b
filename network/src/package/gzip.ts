import { crc32 } from 'node:zlib';

const maxStored = 0xffff;

/**
 * RFC 1952 with stored blocks only. What zlib compresses to depends on its version and on the
 * processor, and the package id is a hash of these bytes; a few kilobytes need no compression.
 */
export function gzip(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [
    // Deflate, no flags, time 0, no extra flags, operating system unknown (RFC 1952 §2.3).
    Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255),
  ];
  for (let at = 0; at < bytes.length || at === 0; at += maxStored) {
    const chunk = bytes.subarray(at, at + maxStored);
    const last = at + maxStored >= bytes.length;
    const head = Buffer.alloc(5);
    head.writeUInt8(last ? 1 : 0, 0);
    head.writeUInt16LE(chunk.length, 1);
    head.writeUInt16LE(~chunk.length & 0xffff, 3);
    parts.push(head, chunk);
  }
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(crc32(bytes), 0);
  tail.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([...parts, tail]);
}
