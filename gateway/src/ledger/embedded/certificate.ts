import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto);

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** Fabric CA writes attributes here, as raw JSON. */
const ATTRIBUTES = '1.2.3.4.5.6.7.8.1';
/** One process holds the keys of every organisation of this ledger: DER NULL, critical. */
const SINGLE_CUSTODIAN = '1.3.6.1.4.1.99999.1.1';
const DER_NULL = Uint8Array.of(0x05, 0x00);

/** PEM of a certificate and of its PKCS#8 key. */
export interface Credential {
  readonly certificate: string;
  readonly key: string;
}

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface LeafRequest {
  /** Most specific first: `CN=peer0, OU=peer, O=…`. */
  readonly subject: string;
  readonly validity: Validity;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

/** An organisation’s CA: certificate and private key. */
export interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly key: webcrypto.CryptoKey;
}

/** A root that says of itself that its ledger has a single custodian. */
export async function makeRoot(subject: string, validity: Validity): Promise<Credential> {
  const keys = await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  const identifier = await x509.SubjectKeyIdentifierExtension.create(keys.publicKey);
  const certificate = await lowS(() =>
    x509.X509CertificateGenerator.createSelfSigned({
      ...validity,
      serialNumber: serial(),
      name: subject,
      keys,
      signingAlgorithm: signing,
      extensions: [
        new x509.KeyUsagesExtension(
          x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
          true,
        ),
        new x509.BasicConstraintsExtension(true, 0, true),
        // Fabric refuses a CA without a subject key identifier (msp, setupCAs).
        identifier,
        new x509.Extension(SINGLE_CUSTODIAN, true, DER_NULL),
      ],
    }),
  );
  return credential(certificate, keys.privateKey);
}

export async function readAuthority({ certificate, key }: Credential): Promise<Authority> {
  const [der] = x509.PemConverter.decode(key);
  if (der === undefined) throw new TypeError('The CA key file holds no PEM block.');
  return {
    certificate: new x509.X509Certificate(certificate),
    key: await webcrypto.subtle.importKey('pkcs8', der, curve, false, ['sign']),
  };
}

/** A certificate of a peer, orderer, administrator or person. */
export async function issue(ca: Authority, request: LeafRequest): Promise<Credential> {
  const { subject, validity, attributes } = request;
  const keys = await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  const issuerId = ca.certificate.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId;
  if (issuerId === undefined) throw new TypeError('The CA has no subject key identifier.');
  const extensions: x509.Extension[] = [
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.AuthorityKeyIdentifierExtension(issuerId),
  ];
  if (attributes !== undefined) {
    const json = Buffer.from(JSON.stringify({ attrs: attributes }));
    extensions.push(new x509.Extension(ATTRIBUTES, false, json));
  }
  const certificate = await lowS(() =>
    x509.X509CertificateGenerator.create({
      ...validity,
      serialNumber: serial(),
      subject,
      // The issuer’s own name object: chains are built by the encoded bytes.
      issuer: ca.certificate.subjectName,
      publicKey: keys.publicKey,
      signingKey: ca.key,
      signingAlgorithm: signing,
      extensions,
    }),
  );
  return credential(certificate, keys.privateKey);
}

async function credential(
  certificate: x509.X509Certificate,
  key: webcrypto.CryptoKey,
): Promise<Credential> {
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', key);
  return {
    certificate: `${certificate.toString('pem')}\n`,
    key: `${x509.PemConverter.encode(pkcs8, 'PRIVATE KEY')}\n`,
  };
}

function serial(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  // RFC 5280 §4.1.2.2: positive and not zero.
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

const HALF = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;

/** Signs again until S is low: Fabric re-encodes other certificates, and then their bytes differ. */
async function lowS(make: () => Promise<x509.X509Certificate>): Promise<x509.X509Certificate> {
  for (;;) {
    const certificate = await make();
    const der = Buffer.from(certificate.signature);
    const s = der.subarray(4 + (der[3] ?? 0) + 2);
    if (BigInt(`0x${s.toString('hex')}`) <= HALF) return certificate;
  }
}
