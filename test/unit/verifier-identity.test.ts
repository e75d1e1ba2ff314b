import { expect } from 'chai';
import { Extension } from '@peculiar/x509';
import {
  certificateFromPem,
  certificateToPem,
  identityOf,
  parseCertificate,
} from '@shuquan/verifier';
import { SerializedIdentity, WireError } from '@shuquan/verifier/wire';
import {
  authority,
  issue,
  validFrom,
  validTo,
  type Authority,
} from '../support/fabric-organization.js';

describe('an identity', () => {
  let ca: Authority;
  before(async () => {
    ca = await authority('ca.CourtMSP');
  });

  const der = (pem: string): Uint8Array => certificateFromPem(pem);

  it('tells organisation, role, attributes and validity', async () => {
    const attributes = { role: 'registrar,depositor', uscc: '91510100MA00000000' };
    const { bytes } = await issue('CourtMSP', ca, 'clerk', {
      units: ['client', 'dept1'],
      attributes,
    });

    const identity = identityOf(bytes);

    expect(identity).to.deep.include({ mspId: 'CourtMSP', role: 'client' });
    expect(identity.certificate).to.deep.include({
      commonName: 'clerk',
      subject: 'OU=client,OU=dept1,CN=clerk',
      issuer: 'CN=ca.CourtMSP',
      organizationalUnits: ['client', 'dept1'],
      attributes,
      notBefore: validFrom,
      notAfter: validTo,
      isCa: false,
      singleCustodian: false,
    });
    expect(identity.certificate.fingerprint).to.match(/^[0-9a-f]{64}$/);
    expect(identity.certificate.spki).to.have.length(91);
  });

  it('is the same signer under a renewed certificate of the same key only', async () => {
    const one = await issue('CourtMSP', ca, 'peer0');
    const other = await issue('CourtMSP', ca, 'peer0');

    expect(identityOf(one.bytes).signer).to.equal(identityOf(one.bytes.slice()).signer);
    expect(identityOf(one.bytes).signer).to.not.equal(identityOf(other.bytes).signer);
  });

  it('names a root that says one process holds all keys', async () => {
    const { pem } = await authority('embedded', { singleCustodian: true });

    expect(parseCertificate(der(pem))).to.include({ singleCustodian: true, isCa: true });
  });

  const badPem: Record<string, (pem: string) => string> = {
    'two certificates': (pem) => pem + pem,
    'text before it': (pem) => `Subject: someone\n${pem}`,
    'text behind it': (pem) => `${pem}trailing`,
    'a header in it': (pem) => pem.replace('\n', '\nProc-Type: 4\n'),
    'another type': (pem) => pem.replaceAll('CERTIFICATE', 'PUBLIC KEY'),
    'a broken alphabet': (pem) => pem.replace('MII', 'M*I'),
    nothing: () => '',
  };
  for (const [what, change] of Object.entries(badPem)) {
    it(`is refused with ${what} as PEM`, async () => {
      const { pem } = await issue('CourtMSP', ca, 'peer0');
      const idBytes = Buffer.from(change(pem));

      const bytes = SerializedIdentity.encode({ mspId: 'CourtMSP', idBytes });

      expect(() => identityOf(bytes)).to.throw(WireError);
    });
  }

  it('is read with the line ends of another system', async () => {
    const { pem } = await issue('CourtMSP', ca, 'peer0');
    const idBytes = Buffer.from(pem.replaceAll('\n', '\r\n'));

    expect(identityOf(SerializedIdentity.encode({ mspId: 'CourtMSP', idBytes })).role).to.equal(
      'peer',
    );
    expect(Buffer.from(der(certificateToPem(der(pem)))).equals(der(pem))).to.equal(true);
  });

  const badExtensions: Record<string, Extension[]> = {
    'a critical extension nobody knows': [new Extension('1.2.3.4', true, Uint8Array.of(5, 0))],
    'the same extension twice': [
      new Extension('1.2.3.4', false, Uint8Array.of(5, 0)),
      new Extension('1.2.3.4', false, Uint8Array.of(5, 0)),
    ],
    'attributes that are not JSON': [new Extension('1.2.3.4.5.6.7.8.1', false, Buffer.from('{'))],
    'an attribute twice': [
      new Extension('1.2.3.4.5.6.7.8.1', false, Buffer.from('{"attrs":{"role":"a","role":"b"}}')),
    ],
    'an attribute that is no text': [
      new Extension('1.2.3.4.5.6.7.8.1', false, Buffer.from('{"attrs":{"role":1}}')),
    ],
  };
  for (const [what, extensions] of Object.entries(badExtensions)) {
    it(`is refused with ${what}`, async () => {
      const { bytes } = await issue('CourtMSP', ca, 'peer0', { extensions });

      expect(() => identityOf(bytes)).to.throw(WireError);
    });
  }

  it('is refused when any byte of it is cut, and nothing else is thrown', async () => {
    const { bytes, pem } = await issue('CourtMSP', ca, 'peer0');
    const certificate = der(pem);

    for (let length = 0; length < certificate.length; length += 3) {
      expect(() => parseCertificate(certificate.subarray(0, length))).to.throw(WireError);
    }
    expect(() => identityOf(bytes.subarray(0, -1))).to.throw(WireError);
  });

  it('under any flipped bit is refused as a WireError or read, never anything else', async () => {
    const certificate = der(
      (await issue('CourtMSP', ca, 'peer0', { attributes: { role: 'a' } })).pem,
    );

    for (let i = 0; i < certificate.length; i++) {
      const changed = certificate.slice();
      changed[i] = (changed[i] ?? 0) ^ (1 << (i % 8));
      try {
        parseCertificate(changed);
      } catch (err) {
        expect(err).to.be.instanceOf(WireError);
      }
    }
  });

  const hostile: Record<string, Uint8Array> = {
    'BER of indefinite length': Buffer.from('30800000', 'hex'),
    'nesting without end': Buffer.concat(
      Array.from({ length: 4_000 }, () => Buffer.from([0x30, 0x80])),
    ),
    'twenty-one levels': Array.from({ length: 22 }).reduce<Uint8Array>(
      (inner) => Buffer.concat([Buffer.from([0x30, inner.length]), inner]),
      new Uint8Array(),
    ),
    'a megabyte': Buffer.alloc(1_000_000, 0x30),
    'an empty sequence': Buffer.from('3000', 'hex'),
  };
  for (const [what, bytes] of Object.entries(hostile)) {
    it(`made of ${what} is refused`, () => {
      expect(() => parseCertificate(bytes)).to.throw(WireError);
    });
  }
});
