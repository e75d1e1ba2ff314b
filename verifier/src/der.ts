import { concat } from './bytes.js';
import { WireError } from './wire/codec.js';

/** X.690 tags that are looked for by number. */
export const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  sequence: 0x30,
} as const;

/** Certificates nest about ten levels; what nests deeper is hostile. */
const MAX_DEPTH = 20;
const CONSTRUCTED = 0x20;

export interface Tlv {
  readonly tag: number;
  /** Tag, length and content: the bytes that get signed. */
  readonly raw: Uint8Array;
  readonly content: Uint8Array;
}

/** @throws WireError unless `bytes` begin with one DER value (X.690 §10: definite, minimal length) */
export function firstTlv(bytes: Uint8Array): Tlv {
  const type = at(bytes, 0);
  if ((type & 0x1f) === 0x1f) throw new WireError('DER: tag number above 30');
  const [length, headerLength] = readLength(bytes);
  const end = headerLength + length;
  if (end > bytes.length) throw new WireError('DER: value is cut short');
  return { tag: type, raw: bytes.subarray(0, end), content: bytes.subarray(headerLength, end) };
}

/** One value and nothing behind it. */
export function onlyTlv(bytes: Uint8Array, expected: number): Tlv {
  const value = firstTlv(bytes);
  if (value.tag !== expected) throw new WireError(`DER: tag ${String(value.tag)} is not expected`);
  if (value.raw.length !== bytes.length) throw new WireError('DER: bytes follow the value');
  return value;
}

export function children(value: Tlv): Tlv[] {
  const out: Tlv[] = [];
  for (let rest = value.content; rest.length > 0;) {
    const child = firstTlv(rest);
    out.push(child);
    rest = rest.subarray(child.raw.length);
  }
  return out;
}

/**
 * Walks the whole structure. The general ASN.1 reader behind it accepts BER; two encodings of one
 * certificate would be two fingerprints of one signer.
 *
 * @throws WireError at the first byte that is not DER
 */
export function requireDer(bytes: Uint8Array): void {
  walk(onlyTlv(bytes, tag.sequence), 0);
}

function walk(value: Tlv, depth: number): void {
  if (depth > MAX_DEPTH) throw new WireError('DER: nested too deeply');
  if ((value.tag & CONSTRUCTED) === 0) requirePrimitive(value);
  else if (value.tag === 0x23 || value.tag === 0x24) throw new WireError('DER: string in pieces');
  else for (const child of children(value)) walk(child, depth + 1);
}

function requirePrimitive({ tag: type, content }: Tlv): void {
  if (type === tag.integer) requireInteger(content);
  if (type === 0x10 || type === 0x11) throw new WireError('DER: sequence is not constructed');
  if (type !== tag.boolean) return;
  if (content.length !== 1 || ![0, 255].includes(at(content, 0))) {
    throw new WireError('DER: boolean is neither 00 nor FF');
  }
}

/** X.690 §8.3.2: no superfluous leading byte. */
function requireInteger(content: Uint8Array): void {
  const first = at(content, 0);
  const second = content[1];
  const padded =
    second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (padded) throw new WireError('DER: integer is not minimal');
}

/** @throws WireError unless the value is a non-negative minimal INTEGER */
export function unsigned(value: Tlv): bigint {
  if (value.tag !== tag.integer) throw new WireError('DER: not an integer');
  requireInteger(value.content);
  if (at(value.content, 0) >= 0x80) throw new WireError('DER: integer is negative');
  let out = 0n;
  for (const byte of value.content) out = (out << 8n) | BigInt(byte);
  return out;
}

/** Length and how many bytes tag and length take. */
function readLength(bytes: Uint8Array): [length: number, headerLength: number] {
  const first = at(bytes, 1);
  if (first < 0x80) return [first, 2];
  const count = first & 0x7f;
  // 3 bytes = 16 MiB: larger than anything that is read here.
  if (count === 0 || count > 3) throw new WireError('DER: length is indefinite or too long');
  let length = 0;
  for (let i = 0; i < count; i++) length = length * 256 + at(bytes, 2 + i);
  if (length < 0x80 || length < 256 ** (count - 1))
    throw new WireError('DER: length is not minimal');
  return [length, 2 + count];
}

function at(bytes: Uint8Array, index: number): number {
  const byte = bytes[index];
  if (byte === undefined) throw new WireError('DER: value is cut short');
  return byte;
}

export function encodeTlv(type: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concat(...parts);
  const length = minimal(BigInt(content.length));
  const prefix = content.length < 0x80 ? [content.length] : [0x80 | length.length, ...length];
  return concat(Uint8Array.of(type, ...prefix), content);
}

/** INTEGER of a non-negative number; a leading zero keeps the sign bit clear (X.690 §8.3). */
export function encodeUnsigned(value: bigint): Uint8Array {
  const bytes = minimal(value);
  return encodeTlv(tag.integer, Uint8Array.of(...((bytes[0] ?? 0) >= 0x80 ? [0] : []), ...bytes));
}

function minimal(value: bigint): number[] {
  const out: number[] = [];
  for (let rest = value; rest > 0n || out.length === 0; rest >>= 8n)
    out.unshift(Number(rest & 255n));
  return out;
}
