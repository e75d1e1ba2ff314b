import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { Crypto } from '@shuquan/verifier';

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The verifier's primitives over node:crypto; keys are parsed once. */
export function nodeCrypto(): Crypto {
  const keys = new Map<string, KeyObject | undefined>();
  const keyOf = (spki: Uint8Array): KeyObject | undefined => {
    const id = Buffer.from(spki).toString('latin1');
    if (!keys.has(id)) keys.set(id, parseKey(spki));
    return keys.get(id);
  };
  return {
    verifyP256(spki, message, derSignature) {
      const key = keyOf(spki);
      return key !== undefined && verify('sha256', message, key, derSignature);
    },
    sha256(...parts) {
      const hash = createHash('sha256');
      for (const part of parts) hash.update(part);
      return hash.digest();
    },
  };
}

function parseKey(spki: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

export type SForm = 'low' | 'high';

/** ECDSA P-256 over SHA-256, in DER, with the S asked for: Fabric takes only the low one. */
export function signP256(key: KeyObject, message: Uint8Array, form: SForm = 'low'): Uint8Array {
  const raw = sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
  const s = BigInt(`0x${raw.subarray(32).toString('hex')}`);
  const isLow = s <= ORDER / 2n;
  const wanted = isLow === (form === 'low') ? s : ORDER - s;
  return derSignature(BigInt(`0x${raw.subarray(0, 32).toString('hex')}`), wanted);
}

export function derSignature(r: bigint, s: bigint): Uint8Array {
  const body = [integer(r), integer(s)].flat();
  return Uint8Array.of(0x30, body.length, ...body);
}

function integer(value: bigint): number[] {
  const hex = value.toString(16);
  const bytes = [...Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')];
  if ((bytes[0] ?? 0) >= 0x80) bytes.unshift(0);
  return [0x02, bytes.length, ...bytes];
}
