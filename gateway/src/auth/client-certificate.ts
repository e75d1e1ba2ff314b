import { createHash, X509Certificate } from 'node:crypto';

/** Of a TLS connection, where the other side proved to have its key. */
export interface PresentedCertificate {
  readonly certificate: X509Certificate;
  /** Why the TLS layer did not trust it. */
  readonly fault: string | undefined;
}

/** SHA-256 of the DER, hex. */
export const hashOf = ({ raw }: X509Certificate): string =>
  createHash('sha256').update(raw).digest('hex');

/** Every certificate of a PEM file. */
export const readRoots = (pem: string): X509Certificate[] =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    (each) => new X509Certificate(each),
  );

/**
 * What keeps a client certificate from being a credential. Roots of an embedded ledger carry a
 * critical extension that OpenSSL does not know, and all Node says of that is UNSPECIFIED; then
 * issuer and signature are checked here. Dates are checked here in any case, since of several
 * faults the TLS layer names one.
 */
export function clientFault(
  { certificate, fault }: PresentedCertificate,
  roots: readonly X509Certificate[],
  now: Date,
): 'EXPIRED' | 'UNTRUSTED' | undefined {
  const { validFrom, validTo } = certificate;
  if (fault === 'CERT_HAS_EXPIRED' || now > new Date(validTo)) return 'EXPIRED';
  if (now < new Date(validFrom)) return 'UNTRUSTED';
  if (fault === undefined) return undefined;
  const isIssued = roots.some(
    (root) => root.ca && certificate.checkIssued(root) && certificate.verify(root.publicKey),
  );
  return fault === 'UNSPECIFIED' && isIssued ? undefined : 'UNTRUSTED';
}
