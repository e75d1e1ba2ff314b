import type { webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiKey, hashApiKey } from '@shuquan/gateway/auth/api-key';
import { fingerprintOf } from '@shuquan/gateway/auth/directory';
import type { PrincipalEntry } from '@shuquan/gateway/auth/principal';
import { createTokenCheck } from '@shuquan/gateway/auth/token';
import {
  type Authority,
  type Credential,
  issue,
  makeRoot,
  readAuthority,
} from '@shuquan/gateway/ledger/embedded/certificate';
import { expect } from 'chai';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { depositOf } from '../support/embedded.js';
import { TestGateway } from './gateway.js';

const entry = (over: Partial<PrincipalEntry>): PrincipalEntry => ({
  id: 'tester',
  identity: 'holder-a',
  scopes: ['evidence:read'],
  apiKeys: [],
  subjects: [],
  certificates: [],
  ...over,
});

describe('credentials over HTTP', function () {
  this.timeout(120_000);
  const issuer = 'https://issuer.example';
  const audience = 'shuquan';
  const expiredKey = createApiKey('expired-key');
  const readKey = createApiKey('read-key');
  let gateway: TestGateway;
  let folder: string;
  let privateKey: webcrypto.CryptoKey;
  let otherKey: webcrypto.CryptoKey;

  const token = (claims: object, key = privateKey, alg = 'ES256'): Promise<string> =>
    new SignJWT({ iss: issuer, aud: audience, sub: 'alice', exp: later(), ...claims })
      .setProtectedHeader({ alg, kid: 'one' })
      .sign(key);
  const seconds = (): number => Math.floor(gateway.ground.clock.now().getTime() / 1000);
  const later = (): number => seconds() + 600;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shuquan-auth-'));
    const pair = await generateKeyPair('ES256', { extractable: true });
    privateKey = pair.privateKey;
    otherKey = (await generateKeyPair('ES256')).privateKey;
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256' };
    const file = join(folder, 'jwks.json');
    writeFileSync(file, JSON.stringify({ keys: [jwk] }));
    const config = { issuer, audience, algorithms: ['ES256'], jwks: { file } };
    gateway = await TestGateway.open({
      token: createTokenCheck(config, () => gateway.ground.clock.now()),
      metricsAccess: 'principal',
      principals: [
        entry({
          id: 'old',
          apiKeys: [
            {
              id: 'expired-key',
              hash: hashApiKey(expiredKey),
              expiresAt: '2020-01-01T00:00:00.000Z',
            },
          ],
        }),
        entry({ id: 'reader', apiKeys: [{ id: 'read-key', hash: hashApiKey(readKey) }] }),
        entry({ id: 'alice', subjects: ['alice'], scopes: ['evidence:read', 'evidence:write'] }),
      ],
    });
  });
  after(async () => {
    await gateway.close();
    rmSync(folder, { recursive: true });
  });

  const ask = async (headers: Record<string, string>): Promise<string> => {
    const answer = await gateway.get('/v1/evidence', { as: '', headers });
    if (answer.status === 401) expect(answer.headers.get('www-authenticate')).to.match(/^Bearer /);
    return answer.status === 200 ? 'OK' : answer.body.code;
  };
  const bearer = (text: string): Record<string, string> => ({ authorization: `Bearer ${text}` });

  const refused: readonly [
    string,
    () => Promise<Record<string, string>> | Record<string, string>,
    string,
  ][] = [
    ['no credential', () => ({}), 'UNAUTHENTICATED'],
    ['an empty one', () => bearer(''), 'UNAUTHENTICATED'],
    ['another scheme', () => ({ authorization: 'Basic YTpi' }), 'UNAUTHENTICATED'],
    ['an unknown key', () => bearer(createApiKey('nobody')), 'UNAUTHENTICATED'],
    ['a known id with another secret', () => bearer(createApiKey('read-key')), 'UNAUTHENTICATED'],
    ['a key cut short', () => bearer(readKey.slice(0, -1)), 'UNAUTHENTICATED'],
    ['an expired key', () => bearer(expiredKey), 'CREDENTIAL_EXPIRED'],
    ['two credentials', () => ({ ...bearer(readKey), 'x-api-key': readKey }), 'UNAUTHENTICATED'],
    [
      'a token of another issuer',
      async () => bearer(await token({ iss: 'https://evil.example' })),
      'UNAUTHENTICATED',
    ],
    [
      'a token for somebody else',
      async () => bearer(await token({ aud: 'other' })),
      'UNAUTHENTICATED',
    ],
    ['a token of another key', async () => bearer(await token({}, otherKey)), 'UNAUTHENTICATED'],
    [
      'a token without an end',
      async () => bearer(await token({ exp: undefined })),
      'UNAUTHENTICATED',
    ],
    [
      'a token of a stranger',
      async () => bearer(await token({ sub: 'mallory' })),
      'UNAUTHENTICATED',
    ],
    [
      'an expired token',
      async () => bearer(await token({ exp: seconds() - 60 })),
      'CREDENTIAL_EXPIRED',
    ],
    ['a token that asks for no signature', () => bearer(unsigned()), 'UNAUTHENTICATED'],
    ['rubbish', () => bearer('a.b.c'), 'UNAUTHENTICATED'],
  ];
  for (const [what, headers, code] of refused) {
    it(`refuse ${what} with ${code}`, async () => {
      expect(await ask(await headers())).to.equal(code);
    });
  }

  const unsigned = (): string => {
    const part = (value: object): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'none' })}.${part({ iss: issuer, aud: audience, sub: 'alice', exp: later() })}.`;
  };

  it('let a key or a token in, in either header', async () => {
    expect(await ask(bearer(readKey))).to.equal('OK');
    expect(await ask({ 'x-api-key': readKey })).to.equal('OK');
    expect(await ask(bearer(await token({})))).to.equal('OK');
  });

  it('give nothing beyond the scopes of their entry', async () => {
    const headers = bearer(readKey);
    const call = { as: '', headers };

    const write = await gateway.post('/v1/evidence', depositOf('ev-scope'), call);
    const other = await gateway.get('/v1/parties', call);
    const attested = await gateway.post(
      '/v1/attestations',
      { query: 'party:read', input: {}, organizations: ['RegistryMSP'] },
      { as: 'holder-a', headers },
    );

    for (const { status, body } of [write, other, attested]) {
      expect(status).to.equal(403);
      expect(body.code).to.equal('SCOPE_MISSING');
    }
    expect(write.body.scope).to.equal('evidence:write');
  });

  it('sign as the identity of their entry, which the contract then judges', async () => {
    const headers = bearer(await token({}));

    const { body } = await gateway.post('/v1/evidence', depositOf('ev-token'), { as: '', headers });

    expect(body.value.depositor.uscc).to.equal('91510100MA7DEM0166');
  });

  it('are demanded for /metrics where the operator says so', async () => {
    const without = await gateway.get('/metrics', { as: '' });
    const wrong = await gateway.get('/metrics', { as: 'holder-a' });
    const right = await gateway.get('/metrics', { as: 'registry-official' });

    expect(without.body.code).to.equal('UNAUTHENTICATED');
    expect(wrong.body.code).to.equal('SCOPE_MISSING');
    expect(right.text).to.include('shuquan_http_request_duration_seconds');
  });

  it('never stand in a log', () => {
    const log = gateway.lines.join('');

    expect(log).to.include('"principal":"reader"');
    for (const secret of [readKey, expiredKey, gateway.keyOf('holder-a')]) {
      expect(log).not.to.include(secret);
    }
  });

  it('are limited in number, each principal by itself', async () => {
    const limited = await TestGateway.open({ rateLimitPerMinute: 3 });
    try {
      const codes: number[] = [];
      for (let i = 0; i < 4; i += 1) codes.push((await limited.get('/v1/parties')).status);
      const other = await limited.get('/v1/parties', { as: 'holder-b' });
      const strangers: number[] = [];
      for (let i = 0; i < 4; i += 1) {
        strangers.push((await limited.get('/v1/parties', { as: '' })).status);
      }

      expect(codes).to.deep.equal([200, 200, 200, 429]);
      expect(other.status).to.equal(200);
      expect(strangers).to.deep.equal([401, 401, 401, 429]);
    } finally {
      await limited.close();
    }
  });
});

describe('client certificates over TLS', function () {
  this.timeout(120_000);
  const year = 365 * 86_400_000;
  let gateway: TestGateway;
  let folder: string;
  let member: Authority;
  let known: Credential;

  /** Under the clock of the tests and that of the machine alike. */
  const validity = {
    notBefore: new Date(Date.now() - year),
    notAfter: new Date(Date.now() + 9 * year),
  };
  const person = (ca: Authority, name: string, dates = validity): Promise<Credential> =>
    issue(ca, { subject: `CN=${name},OU=client`, validity: dates });

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shuquan-tls-'));
    const root = await makeRoot('CN=ca.registry.example', validity);
    member = await readAuthority(root);
    known = await person(member, 'holder');
    const server = await person(member, 'localhost');
    const tls = {
      certFile: join(folder, 'cert.pem'),
      keyFile: join(folder, 'key.pem'),
      clientCaFile: join(folder, 'clients.pem'),
    };
    writeFileSync(tls.certFile, server.certificate);
    writeFileSync(tls.keyFile, server.key);
    writeFileSync(tls.clientCaFile, root.certificate);
    const certificates = [fingerprintOf(known.certificate)];
    gateway = await TestGateway.open({
      tls,
      principals: [entry({ id: 'by-certificate', certificates })],
    });
  });
  after(async () => {
    await gateway.close();
    rmSync(folder, { recursive: true });
  });

  /** The code that somebody with this certificate is answered. */
  const ask = (who?: Credential): Promise<string> =>
    new Promise((resolve, reject) => {
      const client = who === undefined ? {} : { cert: who.certificate, key: who.key };
      // The server’s own certificate is not what is looked at here.
      const options = { ...client, rejectUnauthorized: false, agent: false as const };
      const req = request(`${gateway.url}/v1/evidence`, options, (res) => {
        let text = '';
        res.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        res.on('end', () => {
          resolve((JSON.parse(text) as { code?: string }).code ?? 'OK');
        });
      });
      req.on('error', reject).end();
    });

  it('are credentials where they are entered', async () => {
    expect(await ask(known)).to.equal('OK');
  });

  it('are none where a member organisation issued them but nobody entered them', async () => {
    expect(await ask(await person(member, 'somebody'))).to.equal('UNAUTHENTICATED');
  });

  it('are none where no member organisation issued them', async () => {
    const elsewhere = await readAuthority(await makeRoot('CN=ca.elsewhere.example', validity));

    expect(await ask(await person(elsewhere, 'holder'))).to.equal('UNAUTHENTICATED');
  });

  it('say so when they have expired', async () => {
    const past = { notBefore: new Date(Date.now() - year), notAfter: new Date(Date.now() - 1000) };

    expect(await ask(await person(member, 'late', past))).to.equal('CREDENTIAL_EXPIRED');
  });

  it('are not demanded: whoever has none is asked for another credential', async () => {
    expect(await ask()).to.equal('UNAUTHENTICATED');
  });
});
