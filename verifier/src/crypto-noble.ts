import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Crypto } from './crypto.js';

/** The point is the last 65 bytes of the one SubjectPublicKeyInfo we accept. */
const POINT_LENGTH = 65;

/** Runs anywhere JavaScript does; audited code, no platform crypto. */
export const nobleCrypto: Crypto = {
  verifyP256(spki, message, derSignature) {
    try {
      return p256.verify(derSignature, message, spki.subarray(-POINT_LENGTH), {
        format: 'der',
        lowS: false,
        prehash: true,
      });
    } catch {
      return false;
    }
  },
  sha256(...parts) {
    const hash = sha256.create();
    for (const part of parts) hash.update(part);
    return hash.digest();
  },
};
