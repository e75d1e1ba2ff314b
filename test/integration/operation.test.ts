import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Block } from '@shuquan/verifier/wire';
import { isCoded } from '@shuquan/gateway/errors';
import { serve } from '@shuquan/gateway/serve';
import { expect } from 'chai';
import { depositOf } from '../support/embedded.js';
import { read, TestGateway } from './gateway.js';

describe('a gateway in operation', function () {
  this.timeout(120_000);
  let gateway: TestGateway;
  before(async () => {
    gateway = await TestGateway.open();
  });
  after(() => gateway.close());

  it('is alive, and ready while ledger, read model and disk are', async () => {
    const { height } = await gateway.ground.ledger.info();
    await gateway.model.reach(Number(height), 20_000);

    const alive = await gateway.get('/livez', { as: '' });
    const ready = await gateway.get('/readyz', { as: '' });

    expect(alive.status).to.equal(200);
    expect(ready.status).to.equal(200);
    expect(ready.body.checks.readModel).to.include({ ok: true, behind: 0 });
  });

  it('is not ready while the disk has no room', async () => {
    await gateway.restart({ minFreeBytes: 2 ** 60 });

    const { status, body } = await gateway.get('/readyz', { as: '' });
    await gateway.restart({});

    expect(status).to.equal(503);
    expect(body).to.deep.include({ code: 'DISK_FULL' });
  });

  it('shows its numbers to this machine', async () => {
    await gateway.post('/v1/evidence', depositOf('ev-metrics'));

    const { text } = await gateway.get('/metrics', { as: '' });

    expect(text).to.match(/shuquan_commits_total\{transaction="evidence:deposit"\} 1/);
    expect(text).to.match(/shuquan_read_model_height \d+/);
    expect(text).to.include('route="/v1/evidence"');
  });

  it('writes one line a request, with its id and without what was in it', async () => {
    const before = gateway.lines.length;

    const answer = await gateway.post('/v1/evidence', depositOf('ev-line'), {
      headers: {
        'x-request-id': 'request-0001',
        traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
      },
    });

    const lines = gateway.lines.slice(before).map((line) => JSON.parse(line) as object);
    expect(answer.headers.get('x-request-id')).to.equal('request-0001');
    expect(lines).to.have.length(1);
    expect(lines[0]).to.include({
      requestId: 'request-0001',
      method: 'POST',
      route: '/v1/evidence',
      status: 201,
      principal: 'demo-holder-a',
      txId: answer.body.txId,
      trace: 'a'.repeat(32),
    });
  });

  it('gives a block as a summary and as its bytes', async () => {
    const { body: written } = await gateway.post('/v1/evidence', depositOf('ev-block'));
    const path = `/v1/blocks/${String(written.block)}`;

    const { body } = await gateway.get(path);
    const headers = {
      accept: 'application/octet-stream',
      authorization: `Bearer ${gateway.keyOf('holder-a')}`,
    };
    const response = await fetch(`${gateway.url}${path}`, { headers });
    const block = Block.decode(new Uint8Array(await response.arrayBuffer()));

    expect(body.transactions).to.deep.equal([{ txId: written.txId, validation: 'VALID' }]);
    expect(response.headers.get('content-type')).to.equal('application/octet-stream');
    expect(String(block.header?.number)).to.equal(String(written.block));
    const next = await gateway.post('/v1/evidence', depositOf('ev-next-block'));
    const after = await gateway.get(`/v1/blocks/${String(next.body.block)}`);
    expect(after.body.previousHash).to.equal(body.hash);
  });

  it('documents itself without anything from elsewhere', async () => {
    const page = await gateway.get('/docs', { as: '' });
    const script = await gateway.get('/docs/initializer.js', { as: '' });
    const bundle = await gateway.get('/docs/swagger-ui-bundle.js', { as: '' });
    const style = await gateway.get('/docs/swagger-ui.css', { as: '' });
    const described = await gateway.get('/openapi.json', { as: '' });

    for (const { status } of [page, script, bundle, style]) expect(status).to.equal(200);
    expect(`${page.text}${script.text}`).not.to.match(/https?:/);
    expect(page.headers.get('content-security-policy')).to.include("script-src 'self'");
    expect(page.headers.get('content-security-policy')).not.to.include('unsafe-eval');
    expect(described.body.openapi).to.equal('3.1.0');
  });

  it('lets no other origin read, and no page do anything', async () => {
    const { headers } = await gateway.get('/v1/evidence', {
      headers: { origin: 'https://evil.example' },
    });

    expect(headers.get('access-control-allow-origin')).to.equal(null);
    expect(headers.get('content-security-policy')).to.include("default-src 'none'");
    expect(headers.get('x-content-type-options')).to.equal('nosniff');
    expect(headers.get('x-powered-by')).to.equal(null);
  });
});

describe('a gateway made from its environment', function () {
  this.timeout(120_000);
  let dataDir: string;
  const env = (): NodeJS.ProcessEnv => ({
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    BEACON_INTERVAL_SECONDS: '1',
  });
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'shuquan-serve-'));
  });
  afterEach(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });

  interface DemoFile {
    readonly url: string;
    readonly principals: readonly { readonly id: string; readonly apiKey: string }[];
  }
  const credentials = (): DemoFile =>
    JSON.parse(readFileSync(join(dataDir, 'demo-credentials.json'), 'utf8')) as DemoFile;
  const keyOf = (id: string): string =>
    credentials().principals.find((p) => p.id === id)?.apiKey ?? '';

  it('writes demo keys that only its owner can read, and that survive a restart', async () => {
    const first = await serve(env());
    const key = keyOf('holder-a');
    const { mode } = statSync(join(dataDir, 'demo-credentials.json'));
    expect(credentials().url).to.equal(first.url);
    await first.close();
    await first.close();

    const second = await serve(env());
    const headers = { authorization: `Bearer ${key}` };
    const answer = await read(await fetch(`${second.url}/v1/evidence`, { headers }));
    await second.close();

    expect(mode & 0o777).to.equal(0o600);
    expect(answer.status).to.equal(200);
  });

  it('bounds a deposit from both sides, once its witnesses went on', async () => {
    const serving = await serve(env());
    const ask = async (path: string, body?: object): Promise<ReturnType<typeof read>> => {
      const headers = {
        authorization: `Bearer ${keyOf('holder-a')}`,
        'content-type': 'application/json',
        'idempotency-key': 'a-deposit',
      };
      const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      return read(await fetch(`${serving.url}${path}`, { headers, ...post }));
    };
    while ((await ask('/v1/beacons/latest')).status !== 200) await pause();
    // What an adapter knows of the latest beacon may be a moment old.
    let interval = { notBefore: null as string | null, notAfter: null as string | null };
    await pause(700);
    await ask('/v1/evidence', depositOf('ev-bounded'));
    while (interval.notAfter === null) {
      interval = (await ask('/v1/evidence/ev-bounded')).body.provenInterval;
      await pause();
    }
    await serving.close();

    expect(interval.notBefore).to.be.a('string');
    expect((interval.notBefore ?? '') < interval.notAfter).to.equal(true);
  });

  it('refuses a data folder that another one uses, and says so', async () => {
    const serving = await serve(env());
    try {
      await serve(env());
      expect.fail('The folder was opened twice.');
    } catch (err) {
      expect(isCoded(err) && err.code).to.equal('LEDGER_LOCKED');
    } finally {
      await serving.close();
    }
  });
});

const pause = (ms = 20): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
