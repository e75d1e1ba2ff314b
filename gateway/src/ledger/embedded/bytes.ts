import { createHash, hash as hashOnce } from 'node:crypto';

export function sha256(...parts: readonly Uint8Array[]): Buffer {
  // One call instead of three: most of what is hashed is short.
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return hashOnce('sha256', only, 'buffer');
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Order of Go’s strings, which Fabric sorts by: that of their UTF-8 bytes. */
export function compareKeys(a: string, b: string): number {
  if (isAscii(a) && isAscii(b)) return a < b ? -1 : a > b ? 1 : 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

// eslint-disable-next-line no-control-regex -- composite keys are full of U+0000
const ASCII = /^[\u0000-\u007f]*$/;

export const isAscii = (text: string): boolean => ASCII.test(text);
