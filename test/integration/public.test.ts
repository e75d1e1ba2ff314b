import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageFolder } from '@shuquan/gateway/http/page';
import { nobleCrypto, parseAnchors, Verifier } from '@shuquan/verifier';
import { expect } from 'chai';
import { depositInput } from '../support/founded.js';
import { HOLDER_A } from '../support/parties.js';
import { TestGateway } from './gateway.js';

const NONCE = 'ab'.repeat(16);

describe('without a credential', function () {
  this.timeout(120_000);
  let gateway: TestGateway;
  const { digests } = depositInput({ id: 'EV-1' });
  const path = `/v1/public/digests/SHA-256/${digests['SHA-256']}`;
  before(async () => {
    gateway = await TestGateway.open();
    await gateway.stage().submit('evidence:deposit', depositInput({ id: 'EV-1' }), 'holder-a');
  });
  after(() => gateway.close());

  const nobody = { as: '' };
  const raw = (at: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${gateway.url}${at}`, { headers, redirect: 'manual' });

  it('a digest is answered, signed by every organisation with a peer', async () => {
    const answer = await gateway.get(`${path}?nonce=${NONCE}`, nobody);
    const anchors = await gateway.get('/v1/public/anchors', nobody);
    const report = new Verifier(parseAnchors(anchors.text), nobleCrypto).answer(answer.text);

    expect(answer.headers.get('cache-control')).to.equal('no-store');
    expect(report.verdict).to.equal('VALID');
    expect(report.organizations.map(({ mspId }) => mspId)).to.have.members([
      ...['RegistryMSP', 'AuthorityMSP', 'CourtMSP'],
    ]);
    const value = JSON.parse(report.value ?? '') as { nonce: string; evidence: object[] };
    expect([value.nonce, value.evidence.length]).to.deep.equal([NONCE, 1]);
    expect(report.value).not.to.include(HOLDER_A).and.not.include('EV-1');
  });

  it('a number is answered, a malformed one or an unknown parameter refused', async () => {
    const none = await gateway.get('/v1/public/certificates/SJ5112027030001', nobody);
    const bad = await gateway.get('/v1/public/certificates/SJ1', nobody);
    const digest = await gateway.get('/v1/public/digests/MD5/00', nobody);
    const more = await gateway.get(`${path}?asOf=2027-01-01T00:00:00.000Z`, nobody);

    expect(none.body).to.include({ kind: 'shuquan.answer' });
    for (const refused of [bad, digest, more]) expect(refused.body.code).to.equal('INPUT_INVALID');
  });

  it('a credential changes nothing, not even a wrong one', async () => {
    const wrong = await raw(path, { authorization: 'Bearer sq_nobody_wrong' });

    expect(wrong.status).to.equal(200);
  });

  it('nothing else is answered', async () => {
    for (const other of ['/v1/evidence/EV-1', '/v1/certificates', '/v1/parties', '/v1/blocks/1']) {
      expect((await raw(other)).status, other).to.equal(401);
    }
  });

  it('an address asks so often and no more, and the operator may close the door', async () => {
    await gateway.restart({ publicRateLimitPerMinute: 2 });
    const counted = [
      await gateway.get(path, nobody),
      await gateway.get('/v1/public/anchors', { as: 'holder-a' }),
      await gateway.get(path, { as: 'holder-a' }),
    ];
    const known = await gateway.get('/v1/evidence/EV-1');
    await gateway.restart({ publicRateLimitPerMinute: 0 });
    const closed = await raw('/v1/public/anchors');
    await gateway.restart({});

    expect(counted.map(({ status }) => status)).to.deep.equal([200, 200, 429]);
    expect(known.status).to.equal(200);
    expect(closed.status).to.equal(503);
  });

  describe('the page', () => {
    const html = readFileSync(join(pageFolder(), 'index.html'), 'utf8');
    const assets = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, at = '']) => at);

    it('comes with a policy that allows its own files and nothing else', async () => {
      const response = await raw('/');
      const policy = response.headers.get('content-security-policy') ?? '';

      expect(response.headers.get('cache-control')).to.equal('no-cache');
      expect(policy.split(';').sort()).to.deep.equal([
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "img-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "worker-src 'self'",
      ]);
      expect(await response.text()).to.equal(html);
      expect(html).not.to.match(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|https?:/);
    });

    it('names files that never change, and says so', async () => {
      expect(assets).to.have.length(3);
      for (const asset of assets) {
        const response = await raw(asset);
        expect(response.status, asset).to.equal(200);
        expect(asset).to.match(/^\/assets\/\w+-[\w-]{8}\.(js|css|svg)$/);
        expect(response.headers.get('cache-control')).to.equal(
          'public, max-age=31536000, immutable',
        );
        expect(response.headers.get('x-content-type-options')).to.equal('nosniff');
      }
    });

    it('has a worker that may compile its hashes and connect to nothing', async () => {
      const script = await (await raw(assets.find((at) => at.endsWith('.js')) ?? '')).text();
      const [, worker = ''] = /(assets\/hash-worker-[\w-]+\.js)/.exec(script) ?? [];
      const response = await raw(`/${worker}`);

      expect(response.status).to.equal(200);
      expect(response.headers.get('content-security-policy')).to.equal(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
      );
    });

    it('leaves the other doors as they were', async () => {
      const statuses = await Promise.all(
        ['/livez', '/docs', '/openapi.json', '/problems'].map(async (at) => (await raw(at)).status),
      );

      expect(statuses).to.deep.equal([200, 200, 200, 200]);
    });

    it('answers a stray browser with a plain page, and a program with a problem', async () => {
      const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
      const page = await raw('/no-such-page<script>', browser);
      const asset = await raw('/assets/../../package.json', browser);
      const program = await raw('/no-such-page');
      const api = await raw('/v1/no-such-route', browser);

      expect([page.status, asset.status, program.status, api.status]).to.deep.equal([
        404, 404, 404, 404,
      ]);
      expect(page.headers.get('content-type')).to.match(/^text\/html/);
      expect(await page.text())
        .to.include('没有这个页面')
        .and.not.include('script');
      for (const problem of [program, api]) {
        expect(problem.headers.get('content-type')).to.match(/^application\/problem\+json/);
        expect(await problem.json()).to.include({ code: 'ROUTE_NOT_FOUND' });
      }
    });
  });
});
