import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const PATTERN = /^sq_([A-Za-z0-9][A-Za-z0-9.-]{2,63})_([A-Za-z0-9_-]{43})$/;

export const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** `sq_<id>_<32 random bytes>`: the id finds the entry, the rest is compared in constant time. */
export function createApiKey(id: string): string {
  return `sq_${id.replaceAll('_', '-')}_${randomBytes(32).toString('base64url')}`;
}

export const looksLikeApiKey = (text: string): boolean => text.startsWith('sq_');

/** The id of a well-formed key, or `undefined`. */
export const apiKeyId = (key: string): string | undefined => PATTERN.exec(key)?.[1];

/** Takes as long for a wrong key as for a right one, and for an unknown id as for a known. */
export function matchesHash(key: string, hash: string | undefined): boolean {
  const given = createHash('sha256').update(key).digest();
  const known = hash === undefined ? Buffer.alloc(32) : Buffer.from(hash, 'hex');
  return timingSafeEqual(given, known) && hash !== undefined;
}
