import { createPublicKey, verify, X509Certificate } from 'node:crypto';

/**
 * Verifies a DER signature (ECDSA, SHA-256) by the key of a certificate. A signature or certificate
 * that can not be read counts as one that does not verify.
 */
export function verifiesBy(certificatePem: string, text: string, signatureBase64: string): boolean {
  return signedBy(certificatePem, Buffer.from(text), Buffer.from(signatureBase64, 'base64'));
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

/** Whether a certificate of a peer was issued by this root, and was valid at an instant. */
export function isPeerOf(certificatePem: string, rootPem: string, at: string): boolean {
  try {
    const certificate = new X509Certificate(certificatePem);
    const root = new X509Certificate(rootPem);
    const time = Date.parse(at);
    return (
      root.ca &&
      certificate.checkIssued(root) &&
      certificate.verify(root.publicKey) &&
      // Fabric’s NodeOUs: a client of the same organisation endorses nothing.
      certificate.subject.split('\n').includes('OU=peer') &&
      Date.parse(certificate.validFrom) <= time &&
      time <= Date.parse(certificate.validTo)
    );
  } catch {
    return false;
  }
}

/** The same as `verifiesBy` over bytes. */
export function signedBy(
  certificatePem: string,
  message: Uint8Array,
  derSignature: Uint8Array,
): boolean {
  try {
    return verify('sha256', message, new X509Certificate(certificatePem).publicKey, derSignature);
  } catch {
    return false;
  }
}
