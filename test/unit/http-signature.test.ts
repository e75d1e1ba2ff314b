import { createPublicKey, verify } from 'node:crypto';
import { requestComponents, signatureBase } from '@shuquan/gateway/signature/base';
import { contentDigest, requireContentDigest } from '@shuquan/gateway/signature/digest';
import { bytesIn, dictionaryOf, readSignatureInput } from '@shuquan/gateway/signature/fields';
import { missingCover, statedBy } from '@shuquan/gateway/signature/profile';
import { expect } from 'chai';
import fc from 'fast-check';

const publicKey = (base64: string) =>
  createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
/** RFC 9421, appendix B.1.3 and B.1.4. */
const P256 = publicKey(
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lfw0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==',
);
const ED25519 = publicKey('MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=');

/** RFC 9421, appendix B.2: the request and the response that its signatures are over. */
const requestHeaders: Readonly<Record<string, string>> = {
  host: 'example.com',
  date: 'Tue, 20 Apr 2021 02:07:55 GMT',
  'content-type': 'application/json',
  'content-digest':
    'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:',
  'content-length': '18',
};
const request = {
  method: 'POST',
  origin: 'https://example.com',
  target: '/foo?param=Value&Pet=dog',
  header: (name: string) => requestHeaders[name],
};
const response: Readonly<Record<string, string>> = {
  '@status': '200',
  'content-type': 'application/json',
  'content-digest':
    'sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:',
  'content-length': '23',
};

const signatureIn = (field: string, label: string) =>
  bytesIn('Signature', dictionaryOf('Signature', field), label);

describe('HTTP message signatures', () => {
  it('make the base of RFC 9421 B.2.6, over a request', () => {
    const input = readSignatureInput(
      'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    );
    const signature = signatureIn(
      'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:',
      'sig-b26',
    );

    const base = signatureBase(input, requestComponents(request));

    expect(base).to.equal(
      [
        '"date": Tue, 20 Apr 2021 02:07:55 GMT',
        '"@method": POST',
        '"@path": /foo',
        '"@authority": example.com',
        '"content-type": application/json',
        '"content-length": 18',
        '"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
      ].join('\n'),
    );
    expect(verify(null, Buffer.from(base), ED25519, signature)).to.equal(true);
  });

  it('hold as ecdsa-p256-sha256 of RFC 9421 B.2.4, r and s side by side', () => {
    const input = readSignatureInput(
      'sig-b24=("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256"',
    );
    const signature = signatureIn(
      'sig-b24=:wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==:',
      'sig-b24',
    );
    const base = Buffer.from(signatureBase(input, (name) => response[name]));
    const key = { key: P256, dsaEncoding: 'ieee-p1363' as const };

    expect(verify('sha256', base, key, signature)).to.equal(true);
    expect(verify('sha256', Buffer.concat([base, Buffer.of(10)]), key, signature)).to.equal(false);
  });

  it('name the derived components of RFC 9421 §2.2', () => {
    const valueOf = requestComponents(request);
    const all = ['@method', '@target-uri', '@authority', '@scheme', '@request-target', '@path'];

    expect([...all, '@query'].map(valueOf)).to.deep.equal([
      'POST',
      'https://example.com/foo?param=Value&Pet=dog',
      'example.com',
      'https',
      '/foo?param=Value&Pet=dog',
      '/foo',
      '?param=Value&Pet=dog',
    ]);
    expect(valueOf('@status')).to.equal(undefined);
    expect(valueOf('@toString')).to.equal(undefined);
    expect(requestComponents({ ...request, target: '/foo' })('@query')).to.equal('?');
  });

  const malformed: Readonly<Record<string, string>> = {
    'no dictionary': '("a")',
    'no list': 'sig=1',
    'two signatures': 'a=("@method"), b=("@method")',
    nothing: '',
    'a component twice': 'a=("@method" "@method")',
    'a component with a parameter': 'a=("date";sf)',
    'a name in capitals': 'a=("Date")',
    'a name that is no text': 'a=(date)',
    'a list that does not end': 'a=("@method"',
  };
  for (const [what, field] of Object.entries(malformed)) {
    it(`are refused with ${what}`, () => {
      expect(() => readSignatureInput(field))
        .to.throw()
        .with.property('name', 'FieldError');
    });
  }

  it('cover nothing that is not there, and no line break', () => {
    const input = readSignatureInput('a=("x-own")');

    expect(() => signatureBase(input, () => undefined)).to.throw('covered and not there');
    expect(() => signatureBase(input, () => 'a\n"@method": GET')).to.throw('line break');
  });

  it('say when, with which nonce and under which certificate', () => {
    const keyid = 'ab'.repeat(32);
    const nonce = 'n'.repeat(32);
    const stated = (text: string) => statedBy(readSignatureInput(`a=("@method")${text}`));
    const full = `;created=10;expires=20;nonce="${nonce}";keyid="${keyid}"`;

    expect(stated(full)).to.deep.equal({ created: 10, expires: 20, nonce, keyid });
    expect(stated(`${full};alg="ecdsa-p256-sha256"`)).to.deep.equal(stated(full));
    const wrong = [
      `${full};alg="hmac-sha256"`,
      full.replace('created=10', 'created=10.5'),
      full.replace(';expires=20', ''),
      full.replace(nonce, 'short'),
      full.replace(keyid, keyid.toUpperCase()),
      full.replace('created=10', 'created=-10'),
    ];
    for (const text of wrong) expect(stated(text)).to.be.a('string');
  });

  it('cover what was asked, of whom, with which body, under whose certificate', () => {
    const whole = ['@method', '@target-uri', 'signature-certificate'];
    const parts = ['@method', '@authority', '@path', '@query', 'signature-certificate'];
    const body = ['content-digest', 'idempotency-key'];

    expect(missingCover(whole, { method: 'GET' })).to.equal(undefined);
    expect(missingCover(parts, { method: 'GET' })).to.equal(undefined);
    expect(missingCover([...whole, ...body], { method: 'POST' })).to.equal(undefined);
    for (const left of [...whole, ...body]) {
      const without = [...whole, ...body].filter((each) => each !== left);
      expect(missingCover(without, { method: 'POST' })).to.be.a('string');
    }
    for (const left of ['@authority', '@path', '@query']) {
      expect(
        missingCover(
          parts.filter((each) => each !== left),
          { method: 'GET' },
        ),
      ).to.equal(left);
    }
  });
});

describe('a digest of content', () => {
  const mismatch = (stated: string, body: Uint8Array) => {
    try {
      requireContentDigest(stated, body);
      return undefined;
    } catch (err) {
      return (err as { code?: string }).code;
    }
  };

  it('is that of RFC 9530, appendix B', () => {
    const body = Buffer.from('{"hello": "world"}\n');

    expect(contentDigest(body)).to.equal('sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:');
    expect(
      mismatch(requestHeaders['content-digest'] ?? '', Buffer.from('{"hello": "world"}')),
    ).to.equal(undefined);
  });

  it('fits the bytes that it is of and no others', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (body, other) => {
        const same = Buffer.from(body).equals(Buffer.from(other));

        expect(mismatch(contentDigest(body), body)).to.equal(undefined);
        expect(mismatch(contentDigest(body), other)).to.equal(
          same ? undefined : 'CONTENT_DIGEST_MISMATCH',
        );
      }),
    );
  });

  it('is refused where none is known, or one of several is wrong', () => {
    const body = Buffer.from('x');
    const sha256 = contentDigest(body);

    for (const stated of ['', 'md5=:AAAA:', 'sha-256=1', 'no', `${sha256}, sha-512=:AAAA:`]) {
      expect(mismatch(stated, body), stated).to.equal('CONTENT_DIGEST_MISMATCH');
    }
    expect(mismatch(`${sha256}, md5=:AAAA:`, body)).to.equal(undefined);
  });
});
