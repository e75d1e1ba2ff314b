import { AsnConvert } from '@peculiar/asn1-schema';
import {
  BasicConstraints,
  Certificate as AsnCertificate,
  KeyUsage,
  KeyUsageFlags,
  type Extension,
  type Name,
} from '@peculiar/asn1-x509';
import { sha256 } from '@noble/hashes/sha2.js';
import { readAttributes } from './attributes.js';
import { fromHex, toHex } from './bytes.js';
import { children, onlyTlv, requireDer, tag, type Tlv } from './der.js';
import { equalBytes, WireError } from './wire/codec.js';

/** Fabric certificates take about 1 kB; a hundred attributes fit too. */
export const MAX_CERTIFICATE_BYTES = 16_384;

const oid = {
  commonName: '2.5.4.3',
  organizationalUnit: '2.5.4.11',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extKeyUsage: '2.5.29.37',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  attributes: '1.2.3.4.5.6.7.8.1',
  /** Marks roots of a ledger whose keys are all held by one process (DER NULL, critical). */
  singleCustodian: '1.3.6.1.4.1.99999.1.1',
} as const;

/** RFC 5280 §4.2: a critical extension that is not understood makes the certificate unusable. */
const understood = new Set<string>([
  oid.keyUsage,
  oid.subjectAltName,
  oid.basicConstraints,
  oid.extKeyUsage,
  oid.singleCustodian,
]);

/** SubjectPublicKeyInfo of an uncompressed P-256 point, up to the point (RFC 5480). */
const P256_PREFIX = fromHex('3059301306072a8648ce3d020106082a8648ce3d03010703420004');
const P256_LENGTH = P256_PREFIX.length + 64;

export interface Certificate {
  readonly der: Uint8Array;
  /** Lower-case hex SHA-256 of the DER. */
  readonly fingerprint: string;
  readonly serialNumber: string;
  /** `CN=peer0,OU=peer`, most specific last as in the certificate. */
  readonly subject: string;
  readonly issuer: string;
  readonly commonName: string;
  readonly organizationalUnits: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly isCa: boolean;
  /** How many CA certificates may stand between this one and the leaf. */
  readonly pathLength: number;
  readonly singleCustodian: boolean;
  /** Fabric attributes (`role`, `uscc`, …). */
  readonly attributes: Readonly<Record<string, string>>;
  readonly spki: Uint8Array;
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
  /** DER of the names: the chain is built by their bytes. */
  readonly subjectDer: Uint8Array;
  readonly issuerDer: Uint8Array;
}

/**
 * Reads one certificate. It is attacker-controlled: size, DER form and depth are checked before the
 * ASN.1 reader sees it.
 *
 * @throws WireError when it is not a certificate we could verify: not DER, key not P-256, not
 *   signed with ECDSA-SHA256, an extension twice or a critical one that is not understood
 */
export function parseCertificate(der: Uint8Array): Certificate {
  if (der.length > MAX_CERTIFICATE_BYTES) throw new WireError('certificate: larger than 16 KiB');
  requireDer(der);
  let asn: AsnCertificate;
  try {
    asn = AsnConvert.parse(der, AsnCertificate);
  } catch (cause) {
    throw new WireError('certificate: not X.509', { cause });
  }
  const [tbs] = children(onlyTlv(der, tag.sequence));
  if (tbs === undefined) throw new WireError('certificate: not X.509');
  requireAlgorithm(asn);
  return { ...names(asn), ...slices(der, tbs, asn), ...validity(asn), ...extensions(asn) };
}

function requireAlgorithm({ signatureAlgorithm, tbsCertificate }: AsnCertificate): void {
  const inner = tbsCertificate.signature;
  if (signatureAlgorithm.algorithm !== inner.algorithm) {
    throw new WireError('certificate: the two signature algorithms differ');
  }
  if (
    inner.algorithm !== oid.ecdsaWithSha256 ||
    inner.parameters ||
    signatureAlgorithm.parameters
  ) {
    throw new WireError('certificate: not signed with ECDSA and SHA-256');
  }
}

function names({
  tbsCertificate: { subject, issuer, serialNumber },
}: AsnCertificate): Pick<
  Certificate,
  'subject' | 'issuer' | 'commonName' | 'organizationalUnits' | 'serialNumber'
> {
  return {
    subject: nameText(subject),
    issuer: nameText(issuer),
    commonName: valuesOf(subject, oid.commonName)[0] ?? '',
    organizationalUnits: valuesOf(subject, oid.organizationalUnit),
    serialNumber: toHex(new Uint8Array(serialNumber)),
  };
}

const shortNames: Readonly<Record<string, string>> = {
  [oid.commonName]: 'CN',
  [oid.organizationalUnit]: 'OU',
  '2.5.4.10': 'O',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
};

const pairs = (name: Name): { type: string; value: string }[] =>
  [...name].flatMap((rdn) => [...rdn].map((a) => ({ type: a.type, value: a.value.toString() })));

const nameText = (name: Name): string =>
  pairs(name)
    .map(({ type, value }) => `${shortNames[type] ?? type}=${value.replace(/[,+=\\]/g, '\\$&')}`)
    .join(',');

const valuesOf = (name: Name, type: string): string[] =>
  pairs(name).flatMap((pair) => (pair.type === type ? [pair.value] : []));

function slices(
  der: Uint8Array,
  tbs: Tlv,
  asn: AsnCertificate,
): Pick<
  Certificate,
  'der' | 'fingerprint' | 'tbs' | 'spki' | 'signature' | 'subjectDer' | 'issuerDer'
> {
  // version [0], serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo, …
  const [version, , , issuer, , subject, spki] = children(tbs);
  if (version?.tag !== 0xa0 || !issuer || !subject || !spki) {
    throw new WireError('certificate: not version 3');
  }
  const isP256 =
    spki.raw.length === P256_LENGTH &&
    equalBytes(spki.raw.subarray(0, P256_PREFIX.length), P256_PREFIX);
  if (!isP256) throw new WireError('certificate: the key is not an uncompressed P-256 point');
  return {
    der,
    fingerprint: toHex(sha256(der)),
    tbs: tbs.raw,
    spki: spki.raw,
    signature: new Uint8Array(asn.signatureValue),
    subjectDer: subject.raw,
    issuerDer: issuer.raw,
  };
}

function validity({ tbsCertificate }: AsnCertificate): Pick<Certificate, 'notBefore' | 'notAfter'> {
  const notBefore = tbsCertificate.validity.notBefore.getTime();
  const notAfter = tbsCertificate.validity.notAfter.getTime();
  if (Number.isNaN(notBefore.getTime()) || Number.isNaN(notAfter.getTime())) {
    throw new WireError('certificate: the validity is not a time');
  }
  return { notBefore, notAfter };
}

function extensions({
  tbsCertificate,
}: AsnCertificate): Pick<Certificate, 'isCa' | 'pathLength' | 'singleCustodian' | 'attributes'> {
  const found = new Map<string, Extension>();
  const all: readonly Extension[] = tbsCertificate.extensions ?? [];
  for (const extension of all) {
    if (found.has(extension.extnID)) throw new WireError('certificate: an extension occurs twice');
    if (extension.critical && !understood.has(extension.extnID)) {
      throw new WireError(`certificate: critical extension ${extension.extnID} is not understood`);
    }
    found.set(extension.extnID, extension);
  }
  const attributes = found.get(oid.attributes);
  return {
    ...authority(found),
    singleCustodian: found.has(oid.singleCustodian),
    attributes: attributes ? readAttributes(contentOf(attributes)) : {},
  };
}

function authority(
  found: ReadonlyMap<string, Extension>,
): Pick<Certificate, 'isCa' | 'pathLength'> {
  const constraints = found.get(oid.basicConstraints);
  const usage = found.get(oid.keyUsage);
  try {
    const basic = constraints && AsnConvert.parse(contentOf(constraints), BasicConstraints);
    const maySign =
      usage === undefined ||
      (AsnConvert.parse(contentOf(usage), KeyUsage).toNumber() & KeyUsageFlags.keyCertSign) !== 0;
    return {
      isCa: basic?.cA === true && maySign,
      pathLength: basic?.pathLenConstraint ?? Number.POSITIVE_INFINITY,
    };
  } catch (cause) {
    throw new WireError('certificate: an extension is malformed', { cause });
  }
}

const contentOf = (extension: Extension): Uint8Array<ArrayBuffer> =>
  new Uint8Array(extension.extnValue.buffer);
