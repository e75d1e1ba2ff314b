import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalize } from './canonical.js';

/** Hex SHA-256 over the parts, one after the other. Strings count as UTF-8. */
export function sha256Hex(...parts: readonly (Uint8Array | string)[]): string {
  const bytes = parts.map((part) => (typeof part === 'string' ? utf8ToBytes(part) : part));
  return bytesToHex(nobleSha256(concatBytes(...bytes)));
}

/** The digest by which a record is cited: SHA-256 over its canonical JSON. */
export function recordDigest(record: unknown): string {
  return sha256Hex(canonicalize(record));
}

/** Salted commitment: SHA-256(salt ‖ payload). Below 128 bits of salt a payload can be guessed. */
export function commitmentOf(salt: Uint8Array, payload: Uint8Array): string {
  return sha256Hex(salt, payload);
}
