import { verify, X509Certificate } from 'node:crypto';

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
