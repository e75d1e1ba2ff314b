import { isUtf8 } from 'node:buffer';
import { GatewayError } from '../errors.js';
import { malformed } from './fault.js';

const LF = 0x0a;
const BYTE_ORDER_MARKS: Readonly<Record<string, string>> = { fffe: 'UTF-16LE', feff: 'UTF-16BE' };

/**
 * The bytes of a text file, copied, checked to be UTF-8 and cut only between characters. The byte
 * order mark is left out.
 *
 * @throws GatewayError DATA_NOT_UTF8, DATA_MALFORMED for a NUL, which no text has
 */
export async function* utf8Chunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void> {
  let rest = Buffer.alloc(0);
  let line = 1;
  let isFirst = true;
  for await (const chunk of chunks) {
    let bytes = Buffer.concat([rest, chunk]);
    if (isFirst && bytes.length >= 3) {
      bytes = withoutMark(bytes);
      isFirst = false;
    }
    const end = bytes.length - openTail(bytes);
    rest = bytes.subarray(end);
    const whole = bytes.subarray(0, end);
    requireText(whole, line);
    line += count(whole);
    if (whole.length > 0) yield whole;
  }
  // A character that never ended, or a file too short to have been looked at.
  if (isFirst && rest.length > 0) rest = withoutMark(rest);
  if (rest.length > 0) requireText(rest, line);
  if (rest.length > 0) yield rest;
}

function withoutMark(bytes: Buffer): Buffer<ArrayBuffer> {
  const utf16 = BYTE_ORDER_MARKS[bytes.toString('hex', 0, 2)];
  if (utf16 !== undefined) throw notUtf8(utf16, 1);
  const marked = bytes.toString('hex', 0, 3) === 'efbbbf';
  return Buffer.from(bytes.subarray(marked ? 3 : 0));
}

/** Bytes at the end that begin a character which the next chunk may end. */
function openTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return lengthOf(byte) > back ? back : 0;
  }
  return 0;
}

function lengthOf(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

function requireText(bytes: Uint8Array, firstLine: number): void {
  if (!isUtf8(bytes)) {
    throw notUtf8(isGbk(bytes) ? 'GBK' : undefined, firstLine + badLine(bytes));
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    throw malformed({ line: firstLine + count(bytes.subarray(0, nul)) }, 'holds a NUL byte');
  }
}

/** Lines before the first that is not UTF-8. No character of UTF-8 holds the byte of a line feed. */
function badLine(bytes: Uint8Array): number {
  for (let lines = 0, start = 0; ; lines += 1) {
    const found = bytes.indexOf(LF, start);
    const end = found < 0 ? bytes.length : found;
    if (found < 0 || !isUtf8(bytes.subarray(start, end))) return lines;
    start = end + 1;
  }
}

function count(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) lines += 1;
  return lines;
}

/** GB 18030 holds GBK and GB 2312. */
function isGbk(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const REMEDIES: Readonly<Record<string, string>> = {
  GBK: 'It looks like GBK (GB 18030); convert it with iconv -f GB18030 -t UTF-8, then try again',
  'UTF-16LE': 'It is UTF-16; convert it with iconv -f UTF-16 -t UTF-8, then try again',
  'UTF-16BE': 'It is UTF-16; convert it with iconv -f UTF-16 -t UTF-8, then try again',
};

function notUtf8(encoding: string | undefined, line: number): GatewayError {
  const remedy = REMEDIES[encoding ?? ''] ?? 'Save it as UTF-8, then try again';
  const params = { line, ...(encoding === undefined ? {} : { encoding }) };
  return new GatewayError('DATA_NOT_UTF8', `Line ${line} is not UTF-8. ${remedy}.`, params);
}
