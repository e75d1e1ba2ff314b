import { createPrivateKey, randomBytes, sign, X509Certificate } from 'node:crypto';
import { certificateKey } from '@shuquan/chaincode/model';
import { GatewayClient } from '@shuquan/gateway/cli/http';
import { evaluateOffline, submitOffline } from '@shuquan/gateway/cli/offline';
import { RemoteLedger } from '@shuquan/gateway/cli/remote';
import { keyIdentity } from '@shuquan/gateway/crypto';
import { issue, makeRoot, readAuthority } from '@shuquan/gateway/ledger/embedded/certificate';
import { type RequestSigner, signedHeaders } from '@shuquan/gateway/signature/sign';
import { expect } from 'chai';
import { depositOf } from '../support/embedded.js';
import { embeddedCredential } from '../support/minting.js';
import { type Answer, ORIGIN, read, TestGateway } from './gateway.js';

interface Caller extends RequestSigner {
  readonly pem: string;
  readonly keyPem: string;
}

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly body?: unknown;
  /** Of what was signed, before it is sent. */
  readonly change?: (headers: Record<string, string>) => Record<string, string>;
  /** What is sent instead of what was signed. */
  readonly sentPath?: string;
  readonly sentBody?: string;
  readonly origin?: string;
}

const LIST = '/v1/evidence?limit=1';

describe('signed requests', function () {
  this.timeout(120_000);
  let gateway: TestGateway;
  let caller: Caller;

  before(async () => {
    gateway = await TestGateway.open();
    caller = await minted('holder-a');
  });
  after(() => gateway.close());

  async function minted(id: string, validMs?: number): Promise<Caller> {
    const { ground } = gateway;
    const person = ground.ledger.people().find((each) => each.id === id);
    if (person === undefined) throw new TypeError(`There is no ${id}.`);
    const named = { ...person, id: `${id}-${randomBytes(4).toString('hex')}` };
    return callerOf(await embeddedCredential(ground, named, validMs));
  }

  const callerOf = ({ certificate, key }: { certificate: string; key: string }): Caller => ({
    key: createPrivateKey(key),
    certificate: new X509Certificate(certificate),
    now: gateway.ground.clock.now,
    pem: certificate,
    keyPem: key,
  });

  function headersOf(as: RequestSigner, sent: Sent): Record<string, string> {
    const { method = 'GET', path = LIST, body, origin = gateway.url } = sent;
    const isPost = method === 'POST';
    const headers = signedHeaders(
      {
        ...{ method, url: new URL(path, origin) },
        headers: isPost
          ? {
              'content-type': 'application/json',
              'idempotency-key': randomBytes(9).toString('hex'),
            }
          : {},
        body: isPost ? JSON.stringify(body) : undefined,
      },
      as,
    );
    return sent.change?.(headers) ?? headers;
  }

  async function send(as: RequestSigner, sent: Sent = {}): Promise<Answer> {
    const { method = 'GET', path = LIST, body, sentPath = path } = sent;
    const init = method === 'POST' ? { body: sent.sentBody ?? JSON.stringify(body) } : {};
    const headers = headersOf(as, sent);
    return read(await fetch(`${gateway.url}${sentPath}`, { method, headers, ...init }));
  }

  const remoteOf = (as: Caller): RemoteLedger =>
    new RemoteLedger(new GatewayClient({ url: gateway.url, apiKey: undefined, signer: as }));
  const identityOf = (as: Caller) => keyIdentity('RegistryMSP', as.pem, as.keyPem);

  it('read as the person of the certificate, who has no API key', async () => {
    const answer = await send(caller);

    expect(answer.status).to.equal(200);
    expect(answer.body).to.have.property('items');
  });

  it('carry a transaction that the caller signs itself, through every step', async () => {
    const input = depositOf('ev-signed-request');

    const { txId } = await submitOffline(
      remoteOf(caller),
      { name: 'evidence:deposit', input },
      identityOf(caller),
    );

    const tx = await gateway.get(`/v1/transactions/${txId}`);
    expect(tx.body).to.include({ validation: 'VALID', name: 'evidence:deposit' });
  });

  it('ask what the caller signs itself, and are answered as by the ledger', async () => {
    const { ledger } = gateway.ground;
    await ledger.submit('evidence:deposit', depositOf('ev-asked'), ledger.identity('holder-a'));
    const question = { name: 'evidence:read' as const, input: { id: 'ev-asked' } };

    const answer = await evaluateOffline(remoteOf(caller), question, identityOf(caller));

    expect(answer).to.deep.equal(
      await ledger.evaluate('evidence:read', question.input, ledger.identity('holder-a')),
    );
  });

  it('make the gateway sign nothing in the caller’s name', async () => {
    const body = depositOf('ev-not-ours');

    const written = await send(caller, { method: 'POST', path: '/v1/evidence', body });
    const asked = await send(caller, { path: '/v1/evidence/ev-signed-request' });

    expect(written.body.code).to.equal('SIGNING_KEY_ELSEWHERE');
    expect(asked.body.code).to.equal('SIGNING_KEY_ELSEWHERE');
    const there = await gateway.get('/v1/evidence/ev-not-ours');
    expect(there.status).to.equal(404);
  });

  it('may do what the roles of the certificate may, and no more', async () => {
    const bank = await minted('bank');
    const path = '/v1/governance/proposals';

    const answer = await send(bank, { method: 'POST', path, body: {} });

    expect(answer.body.code).to.equal('SCOPE_MISSING');
  });

  it('are taken once, of two at the same time and after a restart', async () => {
    const headers = headersOf(caller, { origin: ORIGIN });
    const ask = async () => read(await fetch(`${gateway.url}${LIST}`, { headers }));

    const both = await Promise.all([ask(), ask()]);
    await gateway.restart();
    const again = await ask();

    expect(both.map(({ status }) => status).sort()).to.deep.equal([200, 401]);
    expect(again.body.code).to.equal('REQUEST_REPLAYED');
  });

  it('are replays by their nonce, whatever else is signed anew', async () => {
    const signatureInput = /nonce="[^"]+"/;
    const nonce = randomBytes(24).toString('base64url');
    const withNonce = (as: Caller): Record<string, string> => {
      const headers = headersOf(as, {});
      const stated = (headers['signature-input'] ?? '').replace(signatureInput, `nonce="${nonce}"`);
      return resigned(as, headers, stated);
    };
    const ask = async (headers: Record<string, string>) =>
      read(await fetch(`${gateway.url}${LIST}`, { headers }));

    const first = await ask(withNonce(caller));
    const second = await ask(withNonce(caller));
    const other = await ask(withNonce(await minted('holder-b')));

    expect(first.status).to.equal(200);
    expect(second.body.code).to.equal('REQUEST_REPLAYED');
    expect(other.status).to.equal(200);
  });

  /** Signs by hand: of a GET of the list. */
  function resigned(
    as: Caller,
    headers: Record<string, string>,
    input: string,
  ): Record<string, string> {
    const serialized = input.slice('sig1='.length);
    const base = [
      '"@method": GET',
      `"@target-uri": ${gateway.url}${LIST}`,
      `"signature-certificate": ${headers['signature-certificate'] ?? ''}`,
      `"@signature-params": ${serialized}`,
    ].join('\n');
    const bytes = sign('sha256', Buffer.from(base), { key: as.key, dsaEncoding: 'ieee-p1363' });
    const signature = `sig1=:${bytes.toString('base64')}:`;
    return { ...headers, 'signature-input': input, signature };
  }

  const at = (as: Caller, ms: number): RequestSigner => ({
    ...as,
    now: () => new Date(gateway.ground.clock.now().getTime() + ms),
  });

  const refused: Readonly<Record<string, [string, () => Promise<Answer>]>> = {
    'with another path than was signed': [
      'REQUEST_SIGNATURE_INVALID',
      () => send(caller, { sentPath: '/v1/evidence?limit=2' }),
    ],
    'signed for another gateway': [
      'REQUEST_SIGNATURE_INVALID',
      () => send(caller, { origin: 'https://gateway.example' }),
    ],
    'with a header changed that is covered': [
      'REQUEST_SIGNATURE_INVALID',
      () =>
        send(caller, {
          ...{ method: 'POST', path: '/v1/evidence', body: {} },
          change: (headers) => ({ ...headers, 'idempotency-key': 'another' }),
        }),
    ],
    'with a signature of zeros': [
      'REQUEST_SIGNATURE_INVALID',
      () =>
        send(caller, {
          change: (headers) => ({ ...headers, signature: `sig1=:${'A'.repeat(86)}==:` }),
        }),
    ],
    'with another body than was signed': [
      'CONTENT_DIGEST_MISMATCH',
      () =>
        send(caller, {
          ...{ method: 'POST', path: '/v1/proposals', body: { a: 1 }, sentBody: '{"a":2}' },
        }),
    ],
    'signed too long ago': ['REQUEST_SIGNATURE_STALE', () => send(at(caller, -120_000))],
    'signed in the future': ['REQUEST_SIGNATURE_STALE', () => send(at(caller, 120_000))],
    'without the signature itself': [
      'REQUEST_SIGNATURE_MALFORMED',
      () => send(caller, { change: ({ signature: _left, ...rest }) => rest }),
    ],
    'without its certificate': [
      'REQUEST_SIGNATURE_MALFORMED',
      () => send(caller, { change: ({ 'signature-certificate': _left, ...rest }) => rest }),
    ],
    'under another certificate': [
      'REQUEST_KEY_UNKNOWN',
      async () => {
        const other = await minted('holder-b');
        const { 'signature-certificate': theirs = '' } = headersOf(other, {});
        return send(caller, {
          change: (headers) => ({ ...headers, 'signature-certificate': theirs }),
        });
      },
    ],
    'by somebody of no organisation': [
      'REQUEST_KEY_UNKNOWN',
      async () => {
        const validity = {
          notBefore: new Date('2020-01-01T00:00:00Z'),
          notAfter: new Date('2040-01-01T00:00:00Z'),
        };
        const root = await readAuthority(await makeRoot('CN=ca.registry.example', validity));
        const made = await issue(root, { subject: 'CN=x, OU=client', validity });
        return send(callerOf(made));
      },
    ],
    'with two credentials': [
      'UNAUTHENTICATED',
      () =>
        send(caller, {
          change: (headers) => ({
            ...headers,
            authorization: `Bearer ${gateway.keyOf('holder-a')}`,
          }),
        }),
    ],
  };
  for (const [what, [code, attempt]] of Object.entries(refused)) {
    it(`are refused ${what}`, async () => {
      expect((await attempt()).body.code).to.equal(code);
    });
  }

  it('are refused for longer than five minutes', async () => {
    const headers = headersOf(caller, {});
    const input = (headers['signature-input'] ?? '').replace(/expires=(\d+)/, (_all, seconds) => {
      return `expires=${String(Number(seconds) + 600)}`;
    });
    const sent = resigned(caller, headers, input);

    const answer = await read(await fetch(`${gateway.url}${LIST}`, { headers: sent }));

    expect(answer.body.code).to.equal('REQUEST_SIGNATURE_MALFORMED');
  });

  it('end with the certificate', async () => {
    const brief = await minted('holder-b', 60_000);
    expect((await send(brief)).status).to.equal(200);

    gateway.ground.clock.advance(61_000);

    expect((await send(brief)).body.code).to.equal('CERTIFICATE_EXPIRED');
  });

  it('end with a suspension on the ledger', async () => {
    const suspended = await minted('holder-b');
    expect((await send(suspended)).status).to.equal(200);
    const fingerprint = suspended.certificate.fingerprint256.replaceAll(':', '').toLowerCase();
    const { ledger } = gateway.ground;
    const person = ledger.people().find(({ id }) => id === 'holder-b');
    const value = {
      ...{ mspId: person?.mspId ?? '', fingerprint, suspended: true, reason: '钥匙遗失' },
    };
    expect(certificateKey(value)).to.include(fingerprint);
    const change = { kind: 'CERTIFICATE' as const, value };
    const proposal = { id: 'suspend-one', change, reason: '钥匙遗失' };
    const official = ledger.identity('registry-official');
    const { value: made } = await ledger.submit('governance:propose', proposal, official);
    const vote = { id: made.id, digest: made.digest };
    await ledger.submit('governance:approve', vote, ledger.identity('authority-official'));
    await gateway.model.reach(Number((await ledger.info()).height), 10_000);

    expect((await send(suspended)).body.code).to.equal('CERTIFICATE_SUSPENDED');
  });
});
