import { WireError } from './wire/codec.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = 61;
const REFUSED = 255;

const values = new Uint8Array(128).fill(REFUSED);
for (let i = 0; i < ALPHABET.length; i++) values[ALPHABET.charCodeAt(i)] = i;

/**
 * RFC 4648 §4 with padding, and §3.5: unused bits must be zero, so that one value has one text and
 * a changed character always changes the bytes. `atob` forgives both.
 *
 * @throws WireError for anything else
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 4 !== 0) throw new WireError('base64: the length is not a multiple of four');
  const padding = paddingOf(text);
  const out = new Uint8Array((text.length / 4) * 3 - padding);
  let at = 0;
  for (let i = 0; i < text.length; i += 4) {
    const word =
      (sextet(text, i) << 18) |
      (sextet(text, i + 1) << 12) |
      (sextet(text, i + 2) << 6) |
      sextet(text, i + 3);
    const rest = out.length - at;
    out[at++] = word >> 16;
    if (rest > 1) out[at++] = word >> 8;
    if (rest > 2) out[at++] = word;
    if ((rest === 1 && (word & 0xffff) !== 0) || (rest === 2 && (word & 0xff) !== 0)) {
      throw new WireError('base64: unused bits are set');
    }
  }
  return out;
}

function paddingOf(text: string): 0 | 1 | 2 {
  if (text.endsWith('==')) return 2;
  return text.endsWith('=') ? 1 : 0;
}

function sextet(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === PAD && at >= text.length - paddingOf(text)) return 0;
  const value = values[code] ?? REFUSED;
  if (value === REFUSED)
    throw new WireError(`base64: character ${String(at)} is not of the alphabet`);
  return value;
}

export function toBase64(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.subarray(i, i + 3);
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out += ALPHABET.charAt(word >> 18) + ALPHABET.charAt((word >> 12) & 63);
    out += b === undefined ? '=' : ALPHABET.charAt((word >> 6) & 63);
    out += c === undefined ? '=' : ALPHABET.charAt(word & 63);
  }
  return out;
}
