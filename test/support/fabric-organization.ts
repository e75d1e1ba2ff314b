import 'reflect-metadata';
import { randomBytes, webcrypto, KeyObject } from 'node:crypto';
import {
  BasicConstraintsExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { SerializedIdentity } from '@shuquan/verifier/wire';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const ATTRIBUTES = '1.2.3.4.5.6.7.8.1';
const SINGLE_CUSTODIAN = '1.3.6.1.4.1.99999.1.1';

export const validFrom = new Date('2025-01-01T00:00:00Z');
export const validTo = new Date('2035-01-01T00:00:00Z');

export interface Authority {
  readonly name: string;
  readonly pem: string;
  readonly keys: webcrypto.CryptoKeyPair;
}

export interface TestIdentity {
  readonly mspId: string;
  readonly pem: string;
  readonly key: KeyObject;
  /** SerializedIdentity. */
  readonly bytes: Uint8Array;
}

export interface IssueOptions {
  readonly units?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly extensions?: readonly Extension[];
}

export interface CaOptions {
  readonly singleCustodian?: boolean;
  readonly pathLength?: number;
  readonly isCa?: boolean;
}

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

const serial = (): string => `01${randomBytes(15).toString('hex')}`;

/** A CA certificate: self-signed, or issued by `issuer`. */
export async function authority(
  name: string,
  options: CaOptions = {},
  issuer?: Authority,
): Promise<Authority> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: `CN=${name}`,
    issuer: `CN=${issuer?.name ?? name}`,
    notBefore: validFrom,
    notAfter: validTo,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(options.isCa ?? true, options.pathLength, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ...(options.singleCustodian
        ? [new Extension(SINGLE_CUSTODIAN, true, Uint8Array.of(5, 0))]
        : []),
    ],
  });
  return { name, pem: certificate.toString('pem'), keys };
}

/** A leaf with organisational units as NodeOUs want them. */
export async function issue(
  mspId: string,
  ca: Authority,
  commonName: string,
  options: IssueOptions = {},
): Promise<TestIdentity> {
  const keys = await newKeys();
  const { units = ['peer'], attributes } = options;
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: [...units.map((unit) => `OU=${unit}`), `CN=${commonName}`].join(', '),
    issuer: `CN=${ca.name}`,
    notBefore: options.notBefore ?? validFrom,
    notAfter: options.notAfter ?? validTo,
    publicKey: keys.publicKey,
    signingKey: ca.keys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      ...(attributes
        ? [new Extension(ATTRIBUTES, false, Buffer.from(JSON.stringify({ attrs: attributes })))]
        : []),
      ...(options.extensions ?? []),
    ],
  });
  const pem = certificate.toString('pem');
  return {
    mspId,
    pem,
    key: KeyObject.from(keys.privateKey),
    bytes: SerializedIdentity.encode({ mspId, idBytes: Buffer.from(pem) }),
  };
}
