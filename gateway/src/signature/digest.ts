import { createHash, timingSafeEqual } from 'node:crypto';
import { GatewayError } from '../errors.js';
import { bytesField, bytesIn, dictionaryOf, FieldError } from './fields.js';

const SHA256 = 'sha-256';
/** Those of RFC 9530 that are safe against tampering. */
const HASHES: Readonly<Record<string, string>> = { [SHA256]: 'sha256', 'sha-512': 'sha512' };

export const contentDigest = (body: Uint8Array): string =>
  bytesField(SHA256, createHash('sha256').update(body).digest());

/**
 * Holds a body against the digests that were stated of it: every one that is known must fit, and one
 * must be known.
 *
 * @throws GatewayError CONTENT_DIGEST_MISMATCH
 */
export function requireContentDigest(stated: string, body: Uint8Array): void {
  if (fits(stated, body)) return;
  throw new GatewayError(
    'CONTENT_DIGEST_MISMATCH',
    'The body is not what Content-Digest states: send sha-256=:BASE64: (RFC 9530) of these very bytes.',
  );
}

function fits(stated: string, body: Uint8Array): boolean {
  try {
    const digests = dictionaryOf('Content-Digest', stated);
    const known = [...digests.keys()].filter((name) => Object.hasOwn(HASHES, name));
    return (
      known.length > 0 &&
      known.every((name) => {
        const expected = bytesIn('Content-Digest', digests, name);
        const found = createHash(HASHES[name] ?? '')
          .update(body)
          .digest();
        return found.length === expected.length && timingSafeEqual(found, expected);
      })
    );
  } catch (err) {
    if (err instanceof FieldError) return false;
    throw err;
  }
}
