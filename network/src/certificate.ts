import 'reflect-metadata';
import { X509Certificate as NodeCertificate, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto);

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;
const attributesOid = '1.2.3.4.5.6.7.8.1';
const dayMs = 86_400_000;

export interface Issuer {
  readonly certificate: x509.X509Certificate;
  readonly key: webcrypto.CryptoKey;
}

export interface Credential {
  /** PEM */
  readonly certificate: string;
  /** PKCS#8 PEM */
  readonly key: string;
}

/** A CA as cryptogen leaves it: a certificate and an unencrypted PKCS#8 key, both PEM. */
export async function readIssuer({ certificate, key }: Credential): Promise<Issuer> {
  const [der] = x509.PemConverter.decode(key);
  if (der === undefined) throw new TypeError('The CA key file holds no PEM block.');
  return {
    certificate: new x509.X509Certificate(certificate),
    key: await webcrypto.subtle.importKey('pkcs8', der, curve, false, ['sign']),
  };
}

export interface ClientRequest {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>> | undefined;
  readonly days: number;
}

/** A person's certificate: OU=client, and the attributes as Fabric CA writes them. */
export async function issueClient(issuer: Issuer, request: ClientRequest): Promise<Credential> {
  const { name, attributes, days } = request;
  const extensions =
    attributes === undefined
      ? []
      : // Raw JSON, not wrapped in a DER string: Fabric's own reader takes the bytes as they are.
        [
          new x509.Extension(
            attributesOid,
            false,
            Buffer.from(JSON.stringify({ attrs: attributes })),
          ),
        ];
  return issue(issuer, `CN=${name}, OU=client`, days, [
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    ...extensions,
  ]);
}

/**
 * Both ends of the line between a peer and its chaincode process, under a CA made for this line
 * alone. The CA's key is not kept: nobody can ever be admitted beside these two.
 */
export async function chaincodeLine(
  name: string,
  days: number,
): Promise<{ ca: string; server: Credential; client: Credential }> {
  const keys = await webcrypto.subtle.generateKey(curve, false, ['sign', 'verify']);
  const certificate = await lowS(() =>
    x509.X509CertificateGenerator.createSelfSigned({
      ...validity(days),
      serialNumber: serial(),
      name: `CN=chaincode line of ${name}`,
      keys,
      signingAlgorithm: signing,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      ],
    }),
  );
  const issuer = { certificate, key: keys.privateKey };
  const end = (subject: string, usage: string): Promise<Credential> =>
    issue(issuer, subject, days, [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([usage]),
      new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }]),
    ]);
  return {
    ca: pem(certificate),
    server: await end(`CN=chaincode of ${name}`, x509.ExtendedKeyUsage.serverAuth),
    client: await end(`CN=${name}`, x509.ExtendedKeyUsage.clientAuth),
  };
}

async function issue(
  issuer: Issuer,
  subject: string,
  days: number,
  extensions: x509.Extension[],
): Promise<Credential> {
  const keys = await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  const issuerId = issuer.certificate.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId;
  const all = [
    new x509.BasicConstraintsExtension(false, undefined, true),
    ...(issuerId === undefined ? [] : [new x509.AuthorityKeyIdentifierExtension(issuerId)]),
    ...extensions,
  ];
  const certificate = await lowS(() =>
    x509.X509CertificateGenerator.create({
      ...validity(days, issuer.certificate),
      serialNumber: serial(),
      subject,
      // The issuer's own name object: Go compares the encoded bytes, not the text.
      issuer: issuer.certificate.subjectName,
      publicKey: keys.publicKey,
      signingKey: issuer.key,
      signingAlgorithm: signing,
      extensions: all,
    }),
  );
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate: pem(certificate),
    key: x509.PemConverter.encode(key, 'PRIVATE KEY') + '\n',
  };
}

/** Five minutes back, for clocks that differ; never outside the issuer's own time. */
function validity(
  days: number,
  issuer?: x509.X509Certificate,
): { notBefore: Date; notAfter: Date } {
  const now = Date.now();
  const from = Math.max(now - 300_000, issuer?.notBefore.getTime() ?? 0);
  const to = Math.min(now + days * dayMs, issuer?.notAfter.getTime() ?? Infinity);
  return { notBefore: new Date(from), notAfter: new Date(to) };
}

function serial(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  // RFC 5280 §4.1.2.2: positive and not zero.
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

function pem(certificate: x509.X509Certificate): string {
  return certificate.toString('pem') + '\n';
}

const halfOrder = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;

/**
 * Signs again until s is in the lower half: Fabric rewrites a certificate whose signature is not,
 * and then the bytes an endorser signs over differ from the ones we hold.
 */
async function lowS(make: () => Promise<x509.X509Certificate>): Promise<x509.X509Certificate> {
  for (;;) {
    const certificate = await make();
    if (signatureS(new Uint8Array(certificate.signature)) <= halfOrder) return certificate;
  }
}

/** s of a DER `SEQUENCE { r INTEGER, s INTEGER }`. */
function signatureS(der: Uint8Array): bigint {
  const rLength = der[3] ?? 0;
  const s = der.subarray(4 + rLength + 2);
  return BigInt(`0x${Buffer.from(s).toString('hex')}`);
}

/** Whether a certificate can stay in use: of this CA, and valid for a day more. */
export function isCurrent(certificate: string, root: string, now = Date.now()): boolean {
  try {
    const leaf = new NodeCertificate(certificate);
    const ca = new NodeCertificate(root);
    return leaf.verify(ca.publicKey) && Date.parse(leaf.validTo) > now + dayMs;
  } catch {
    return false;
  }
}
