import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { sha256Hex } from '../digest.js';
import { LedgerError } from '../errors.js';

/**
 * The one primitive that rules on holders’ signatures stand on: ECDSA P-256 over SHA-256. The verifier’s
 * `Crypto` is one of these. Form and low S are checked before it is asked, so no two can differ.
 */
export interface SignatureCheck {
  verifyP256(spki: Uint8Array, message: Uint8Array, derSignature: Uint8Array): boolean;
}

/** One text for one key: an uncompressed point on P-256 in its SubjectPublicKeyInfo of 91 bytes. */
export const HolderKey = z
  .string()
  .regex(/^3059301306072a8648ce3d020106082a8648ce3d03010703420004[0-9a-f]{128}$/)
  .meta({
    id: 'HolderKey',
    description: 'Public key of a subject, P-256, DER SubjectPublicKeyInfo in lower-case hex',
  });
export const HolderSignature = z
  .string()
  .regex(/^30([0-9a-f]{2}){7,71}$/)
  .meta({
    id: 'HolderSignature',
    description: 'ECDSA over SHA-256 by a holder’s own key: DER, low S, in lower-case hex',
  });

/** Who holds a key, as the ledger knows it: a pseudonym, and for a person nothing else. */
export const holderOf = (key: string): string => sha256Hex(hexToBytes(key));

/** Order of P-256 (SP 800-186 §3.2.1.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const byteAt = (hex: string, at: number): number => parseInt(hex.slice(at * 2, at * 2 + 2), 16);

interface Integer {
  readonly value: bigint;
  /** Where the next byte stands. */
  readonly end: number;
}

/** A positive INTEGER in its shortest form, or nothing. */
function integerAt(hex: string, at: number): Integer | undefined {
  const length = byteAt(hex, at + 1);
  const body = hex.slice((at + 2) * 2, (at + 2 + length) * 2);
  if (byteAt(hex, at) !== 2 || body.length === 0 || body.length !== length * 2) return undefined;
  if (!/^(?:[0-7]|00[89a-f])/.test(body) || /^00[0-7]/.test(body)) return undefined;
  return { value: BigInt(`0x${body}`), end: at + 2 + length };
}

/** Whether it is DER in its one form, with the lower of the two values s that verify alike. */
export function isOneForm(signature: string): boolean {
  if (!HolderSignature.safeParse(signature).success) return false;
  if (byteAt(signature, 1) !== signature.length / 2 - 2) return false;
  const r = integerAt(signature, 2);
  const s = r && integerAt(signature, r.end);
  if (r === undefined || s?.end !== signature.length / 2) return false;
  return r.value > 0n && r.value < ORDER && s.value > 0n && s.value <= ORDER / 2n;
}

/** What was signed, by which key. */
export interface Signed {
  readonly key: string;
  readonly text: string;
  readonly signature: string;
}

export function isSigned({ key, text, signature }: Signed, crypto: SignatureCheck): boolean {
  if (!HolderKey.safeParse(key).success || !isOneForm(signature)) return false;
  return crypto.verifyP256(hexToBytes(key), utf8ToBytes(text), hexToBytes(signature));
}

/** @throws LedgerError SIGNATURE_INVALID */
export function requireSigned(signed: Signed, crypto: SignatureCheck): void {
  if (isSigned(signed, crypto)) return;
  throw new LedgerError(
    'SIGNATURE_INVALID',
    'The signature is not one over this statement by the holder’s own key.',
    { holder: holderOf(signed.key) },
  );
}
