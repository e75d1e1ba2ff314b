import { createPublicKey, verify, X509Certificate } from 'node:crypto';

/**
 * Verifies a DER signature (ECDSA, SHA-256) by the key of a certificate. A signature or certificate
 * that can not be read counts as one that does not verify.
 */
export function verifiesBy(certificatePem: string, text: string, signatureBase64: string): boolean {
  try {
    const { publicKey } = new X509Certificate(certificatePem);
    return verify('sha256', Buffer.from(text), publicKey, Buffer.from(signatureBase64, 'base64'));
  } catch {
    return false;
  }
}

/** The model’s `SignatureCheck` over OpenSSL. */
export const p256 = {
  verifyP256(spki: Uint8Array, message: Uint8Array, derSignature: Uint8Array): boolean {
    try {
      const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
      return verify('sha256', message, key, derSignature);
    } catch {
      return false;
    }
  },
};
