import { createHash, X509Certificate } from 'node:crypto';
import { certificateBase64, fingerprintsOf } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { authority, issue } from '../support/fabric-organization.js';
import { refusal } from '../support/refusal.js';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('certificate fingerprint', () => {
  let pem: string;
  let ca: X509Certificate;
  const attributes = { role: 'registrar', uscc: '91510100MA7DEM0166', note: 'x'.repeat(64) };

  before(async () => {
    const issuer = await authority('ca.example');
    ca = new X509Certificate(issuer.pem);
    pem = (await issue('ExampleMSP', issuer, 'someone', { attributes })).pem;
  });

  it('is the SHA-256 of the DER first', () => {
    const der = new Uint8Array(new X509Certificate(pem).raw);

    expect(fingerprintsOf(der)[0]).to.equal(sha256(der));
  });

  it('covers the twin that verifies with the signature’s other form', () => {
    const der = new Uint8Array(new X509Certificate(pem).raw);
    const twin = flip(der);

    expect(new X509Certificate(twin).verify(ca.publicKey)).to.equal(true);
    expect(sha256(twin)).not.to.equal(sha256(der));
    expect(fingerprintsOf(der)).to.deep.equal([sha256(der), sha256(twin)]);
    expect(fingerprintsOf(twin)).to.deep.equal([sha256(twin), sha256(der)]);
  });

  it('is one and never an error for bytes that are no certificate', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(fingerprintsOf(bytes)[0]).to.equal(sha256(bytes));
      }),
    );
  });

  it('is never an error for a damaged certificate', () => {
    const der = new Uint8Array(new X509Certificate(pem).raw);
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(255), (at, value) => {
        const damaged = Uint8Array.from(der);
        damaged[at] = value;
        expect(fingerprintsOf(damaged)[0]).to.equal(sha256(damaged));
      }),
    );
  });
});

describe('a creator’s certificate', () => {
  const body = 'TUlJQ0RFTU8=';
  const plain = `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;

  it('is read from one plain PEM block', () => {
    expect(certificateBase64(plain)).to.equal(body);
    expect(certificateBase64(plain.replaceAll('\n', '\r\n'))).to.equal(body);
    expect(certificateBase64(plain.trim())).to.equal(body);
  });

  const dressed: Readonly<Record<string, string>> = {
    'text before it': `subject=x\n${plain}`,
    'text after it': `${plain}x`,
    'a second block': plain + plain,
    'headers inside': plain.replace('-----\n', '-----\nProc-Type: 4\n\n'),
    'another label': plain.replaceAll('CERTIFICATE', 'X509 CRL'),
    'base64 that is cut': plain.replace('=', ''),
    'characters that a lenient reader skips': plain.replace('TUl', 'TU-l'),
    nothing: '',
  };
  for (const [what, pem] of Object.entries(dressed)) {
    it(`is refused with ${what}`, () => {
      expect(refusal(() => certificateBase64(pem)).code).to.equal('INPUT_INVALID');
    });
  }
});

/** The same certificate with (r, n − s), written by hand for certificates of 256 bytes and more. */
function flip(der: Uint8Array): Uint8Array {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const outer = 4; // tag and length of both outer SEQUENCEs
  const tbsLength = 4 + Buffer.from(der).readUInt16BE(outer + 2);
  const algorithmAt = outer + tbsLength;
  const signatureAt = algorithmAt + 2 + (der[algorithmAt + 1] ?? 0);
  const rAt = signatureAt + 5;
  const sAt = rAt + 2 + (der[rAt + 1] ?? 0);
  const s = BigInt(`0x${Buffer.from(der.subarray(sAt + 2)).toString('hex')}`);
  const hex = (order - s)
    .toString(16)
    .padStart(64, '0')
    .replace(/^(00)+(?=[0-7])/, '');
  const magnitude = Buffer.from(hex, 'hex');
  const value = (magnitude[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), magnitude]) : magnitude;
  const pair = Buffer.concat([der.subarray(rAt, sAt), Buffer.of(2, value.length), value]);
  const bits = Buffer.concat([Buffer.of(0, 0x30, pair.length), pair]);
  const body = Buffer.concat([der.subarray(outer, signatureAt), Buffer.of(3, bits.length), bits]);
  const head = Buffer.of(0x30, 0x82, 0, 0);
  head.writeUInt16BE(body.length, 2);
  return new Uint8Array(Buffer.concat([head, body]));
}
