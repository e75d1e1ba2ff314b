import { LedgerError } from './errors.js';
import { sha256Hex } from './digest.js';

/** Order of P-256 (SEC 2, secp256r1). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const SEQUENCE = 0x30;
const BIT_STRING = 0x03;
const INTEGER = 0x02;

interface Tlv {
  readonly tag: number;
  readonly body: Uint8Array;
  readonly raw: Uint8Array;
}

/**
 * Every fingerprint (SHA-256 of the DER, hex) under which one certificate can be presented, its own
 * first. For an ECDSA signature (r, s) of the CA, (r, n − s) verifies as well (SEC 1 §4.1.4), and
 * Fabric takes both forms: without the second one a suspended certificate would pass as its twin.
 */
export function fingerprintsOf(der: Uint8Array): readonly string[] {
  const twin = twinOf(der);
  return twin === undefined ? [sha256Hex(der)] : [sha256Hex(der), sha256Hex(twin)];
}

/** The certificate with the other form of its signature; `undefined` if it is not signed by P-256. */
function twinOf(der: Uint8Array): Uint8Array | undefined {
  const [certificate] = read(der);
  const [tbs, algorithm, signature] = inside(certificate, SEQUENCE);
  const [r, s] = integersOf(signature);
  if (tbs === undefined || algorithm === undefined || r === undefined || s === undefined) {
    return undefined;
  }
  const value = BigInt(`0x${hex(s.body)}`);
  if (value <= 0n || value >= ORDER) return undefined;
  const flipped = write(SEQUENCE, r.raw, write(INTEGER, unsigned(ORDER - value)));
  return write(SEQUENCE, tbs.raw, algorithm.raw, write(BIT_STRING, Uint8Array.of(0), flipped));
}

/** r and s, from a signature’s bit string. */
function integersOf(signature: Tlv | undefined): Tlv[] {
  if (signature?.tag !== BIT_STRING) return [];
  const [pair] = read(signature.body.subarray(1));
  const integers = inside(pair, SEQUENCE).filter(
    ({ tag, body }) => tag === INTEGER && body.length > 0,
  );
  return integers.length === 2 ? integers : [];
}

const inside = (value: Tlv | undefined, tag: number): Tlv[] =>
  value?.tag === tag ? read(value.body) : [];

/** The values that stand side by side in DER; none where the bytes are not DER. */
function read(bytes: Uint8Array): Tlv[] {
  const values: Tlv[] = [];
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at + 1] ?? 0;
    const size = first < 0x80 ? 0 : first - 0x80;
    const start = at + 2 + size;
    const length = size === 0 ? first : Number(`0x${hex(bytes.subarray(at + 2, start)) || '0'}`);
    if (size > 3 || start + length > bytes.length) return [];
    const end = start + length;
    values.push({
      tag: bytes[at] ?? 0,
      body: bytes.subarray(start, end),
      raw: bytes.subarray(at, end),
    });
    at = end;
  }
  return values;
}

function write(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const size = length < 0x80 ? [length] : [0x80 + bytesOf(length).length, ...bytesOf(length)];
  const out = new Uint8Array(1 + size.length + length);
  out.set([tag, ...size]);
  let at = 1 + size.length;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function bytesOf(length: number): number[] {
  const text = length.toString(16);
  const even = text.padStart(text.length + (text.length % 2), '0');
  return (even.match(/../g) ?? []).map((byte) => Number(`0x${byte}`));
}

/** Big-endian and minimal, with a zero before a high bit (X.690 §8.3). */
function unsigned(value: bigint): Uint8Array {
  const text = value.toString(16);
  const even = text.padStart(text.length + (text.length % 2), '0');
  const bytes = (even.match(/../g) ?? []).map((byte) => Number(`0x${byte}`));
  return Uint8Array.from((bytes[0] ?? 0) >= 0x80 ? [0, ...bytes] : bytes);
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const PEM = /^-----BEGIN CERTIFICATE-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END CERTIFICATE-----\s*$/;
/** The standard alphabet of RFC 4648 in lines, padded. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * The base64 of the one certificate a creator’s bytes hold. Fabric’s reader skips text around the
 * armour and headers within; a certificate dressed up so would have another fingerprint, hence no
 * suspension, so nothing but the plain form is taken.
 *
 * @throws LedgerError INPUT_INVALID
 */
export function certificateBase64(pem: string): string {
  const text = PEM.exec(pem)?.[1]?.replaceAll(/[\r\n]/g, '');
  if (text !== undefined && BASE64.test(text)) return text;
  throw new LedgerError(
    'INPUT_INVALID',
    'The creator’s certificate is not one plain PEM block. Send it as the CA issued it.',
  );
}
