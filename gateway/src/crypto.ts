import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { Identity } from './ledger/port.js';

/** Order of P-256 (SEC 2, secp256r1). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const HALF = ORDER >> 1n;

const integer = (bytes: Uint8Array): Buffer => {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const minimal = bytes.subarray(start);
  const body = (minimal[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), minimal]) : minimal;
  return Buffer.concat([Buffer.of(0x02, body.length), body]);
};

/** Fabric takes low S only (bccsp/sw/ecdsa.go), since s and n−s verify alike. */
export function derLowS(p1363: Uint8Array): Buffer {
  const s = BigInt(`0x${Buffer.from(p1363.subarray(32)).toString('hex')}`);
  const low = s > HALF ? ORDER - s : s;
  const r = integer(p1363.subarray(0, 32));
  const encoded = integer(Buffer.from(low.toString(16).padStart(64, '0'), 'hex'));
  return Buffer.concat([Buffer.of(0x30, r.length + encoded.length), r, encoded]);
}

/** DER, low S, over SHA-256 of the message. Ten times faster than the SDK’s own signer. */
export function signP256(key: KeyObject, message: Uint8Array): Buffer {
  return derLowS(sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }));
}

/** An identity whose key is here. */
export function keyIdentity(mspId: string, certificatePem: string, keyPem: string): Identity {
  const key = createPrivateKey(keyPem);
  return {
    mspId,
    pem: certificatePem,
    sign: (message) => Promise.resolve(signP256(key, message)),
  };
}

const keys = new Map<string, KeyObject>();
const MAX_KEYS = 10_000;

function publicKeyOf(spki: Uint8Array): KeyObject {
  const id = Buffer.from(spki).toString('base64');
  const cached = keys.get(id);
  if (cached !== undefined) return cached;
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  if (keys.size >= MAX_KEYS) keys.clear();
  keys.set(id, key);
  return key;
}

/** The verifier’s `Crypto` over OpenSSL: about a hundred times faster than in the browser. */
export const nodeCrypto = {
  verifyP256(spki: Uint8Array, message: Uint8Array, derSignature: Uint8Array): boolean {
    try {
      return verify('sha256', message, publicKeyOf(spki), derSignature);
    } catch {
      return false;
    }
  },
  sha256(...parts: readonly Uint8Array[]): Uint8Array {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest();
  },
};
