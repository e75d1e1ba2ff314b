import { request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { errors } from '@shuquan/gateway/errors';
import { expect } from 'chai';
import { depositOf } from '../support/embedded.js';
import { TestGateway } from './gateway.js';

const good = (): object => depositOf('ev-bad');
const text = (over: object): string => JSON.stringify({ ...good(), ...over });
/** The right body with something before its last brace. */
const with_ = (member: string): string => JSON.stringify(good()).replace(/\}$/, `,${member}}`);

describe('bad input over HTTP', function () {
  this.timeout(120_000);
  let gateway: TestGateway;
  before(async () => {
    gateway = await TestGateway.open();
  });
  after(() => gateway.close());
  afterEach(async () => {
    const { body } = await gateway.get('/v1/evidence/ev-bad');
    expect(body.code, 'nothing was written').to.equal('EVIDENCE_NOT_FOUND');
  });

  const bodies: Readonly<Record<string, string>> = {
    'an unknown field': text({ owner: 'me' }),
    'an unknown field below': text({
      digests: { 'SHA-256': 'a'.repeat(64), SM3: 'b'.repeat(64), MD5: 'x' },
    }),
    'a short digest': text({ digests: { 'SHA-256': 'ab', SM3: 'b'.repeat(64) } }),
    'an upper-case digest': text({ digests: { 'SHA-256': 'A'.repeat(64), SM3: 'b'.repeat(64) } }),
    'a digest of another algorithm': text({ digests: { 'SHA-512': 'a'.repeat(64) } }),
    'an unknown code': text({ kind: 'PAINTING' }),
    'an id with a slash': text({ id: '../etc' }),
    'an id with a NUL': text({ id: 'ev\u0000bad' }),
    'a time without milliseconds': text({ claimedEventTime: '2026-01-01T00:00:00Z' }),
    'a day that does not exist': text({ claimedEventTime: '2026-02-30T00:00:00.000Z' }),
    'a negative size': text({ size: -1 }),
    'a float': with_('"size":1.5').replace('"size":42,', ''),
    'an exponent': with_('"size":1e3').replace('"size":42,', ''),
    'an unsafe integer': text({ size: 2 ** 53 }),
    'a member twice': with_('"kind":"FILE"'),
    'a member twice, once escaped': with_('"k\\u0069nd":"FILE"'),
    'a member named __proto__': with_('"__proto__":{"size":1}'),
    'a lone surrogate': text({ source: { origin: 'OWN', statement: 'x' } }).replace(
      '"x"',
      '"\\ud800"',
    ),
    'a byte order mark': `\ufeff${text({})}`,
    'half of it': text({}).slice(0, 50),
    'no JSON': 'id=1',
    nothing: '',
    'an array': '[]',
    null: 'null',
    'deep nesting': `${'['.repeat(5000)}${']'.repeat(5000)}`,
    'base64 that is none': text({ private: { payload: 'a', salt: 'AAAA' } }),
  };
  for (const [what, body] of Object.entries(bodies)) {
    it(`refuses ${what} with INPUT_INVALID`, async () => {
      const { status, body: problem } = await gateway.send('POST', '/v1/evidence', { text: body });

      expect(problem.code).to.equal('INPUT_INVALID');
      expect(status).to.equal(400);
    });
  }

  it('names every fault by its JSON pointer', async () => {
    const body = text({ kind: 'PAINTING', digests: { 'SHA-256': 'ab' }, more: 1 });

    const { body: problem } = await gateway.send('POST', '/v1/evidence', { text: body });

    const pointers = problem.issues.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).to.include.members(['/kind', '/digests/SHA-256', '/digests/SM3', '/more']);
  });

  it('refuses personal data in a public field', async () => {
    const source = { origin: 'OWN', statement: '来自 zhangsan@example.com' };

    const { body } = await gateway.post('/v1/evidence', { ...good(), source });

    expect(body.code).to.equal('PERSONAL_DATA_REFUSED');
    expect(JSON.stringify(body)).not.to.include('zhangsan');
    expect(gateway.lines.join('')).not.to.include('zhangsan');
  });

  const media: Readonly<Record<string, Record<string, string>>> = {
    'another media type': { 'content-type': 'text/plain' },
    'no media type': { 'content-type': 'application/octet-stream' },
    'another character set': { 'content-type': 'application/json; charset=utf-16' },
    'a compressed body': { 'content-encoding': 'gzip' },
  };
  for (const [what, headers] of Object.entries(media)) {
    it(`refuses ${what} with MEDIA_TYPE_UNSUPPORTED`, async () => {
      const answer = await gateway.send('POST', '/v1/evidence', { text: text({}), headers });

      expect(answer).to.have.nested.property('body.code', 'MEDIA_TYPE_UNSUPPORTED');
      expect(answer.headers.get('connection')).to.equal('close');
    });
  }

  it('takes the character set that it has', async () => {
    const headers = { 'content-type': 'application/json; charset=UTF-8' };

    const answer = await gateway.send('POST', '/v1/parties', {
      text: '{}',
      headers,
      as: 'registrar1',
    });

    expect(answer.body.code).to.equal('INPUT_INVALID');
  });

  it('refuses bytes that are not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('{"id":"'), Buffer.of(0xff, 0xfe), Buffer.from('"}')]);

    const { status, body } = await raw(gateway, [bytes], {});

    expect(status).to.equal(400);
    expect(body).to.include('INPUT_INVALID');
  });

  it('refuses a body over the limit by its length, before it is sent', async () => {
    const { status, body } = await raw(gateway, [], { 'content-length': '2000000' });

    expect(status).to.equal(413);
    expect(body).to.include('PAYLOAD_TOO_LARGE');
  });

  it('refuses a body over the limit while it streams, without keeping it', async () => {
    const chunk = Buffer.alloc(65_536, 'a');
    const before = process.memoryUsage().rss;

    const { status } = await raw(
      gateway,
      Array.from({ length: 640 }, () => chunk),
      {},
    );

    expect(status).to.equal(413);
    expect(process.memoryUsage().rss - before).to.be.lessThan(64 * 1_048_576);
  });

  it('holds routes without a payload to 64 KiB', async () => {
    const body = { reason: 'a'.repeat(70_000) };

    const answer = await gateway.post('/v1/parties/91510100MA7DEM0166/exit', body, {
      as: 'registrar1',
    });

    expect(answer).to.have.nested.property('body.code', 'PAYLOAD_TOO_LARGE');
    expect(answer.body.limit).to.equal(65_536);
  });

  it('never inflates a bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));

    const { status } = await raw(gateway, [bomb], { 'content-encoding': 'gzip' });

    expect(status).to.equal(415);
  });

  const paths: readonly [string, string][] = [
    ['/v1/evidence/%E0%A4%A', 'INPUT_INVALID'],
    ['/v1/evidence/x', 'INPUT_INVALID'],
    ['/v1/evidence?limit=0', 'INPUT_INVALID'],
    ['/v1/evidence?limit=101', 'INPUT_INVALID'],
    ['/v1/evidence?limit=1.5', 'INPUT_INVALID'],
    ['/v1/evidence?limit=2&limit=3', 'INPUT_INVALID'],
    ['/v1/evidence?unknown=1', 'INPUT_INVALID'],
    ['/v1/evidence?__proto__=1', 'INPUT_INVALID'],
    ['/v1/evidence?hex=ab', 'INPUT_INVALID'],
    [`/v1/evidence?hex=${'a'.repeat(64)}`, 'INPUT_INVALID'],
    [`/v1/evidence?algorithm=SM3&hex=${'a'.repeat(64)}&kind=FILE`, 'INPUT_INVALID'],
    ['/v1/transactions/abc', 'INPUT_INVALID'],
    [`/v1/transactions/${'0'.repeat(64)}`, 'TRANSACTION_NOT_FOUND'],
    ['/v1/blocks/-1', 'INPUT_INVALID'],
    ['/v1/blocks/999999', 'BLOCK_NOT_FOUND'],
    ['/v1/governance/settings/NOTHING', 'INPUT_INVALID'],
    ['/v1/nothing', 'ROUTE_NOT_FOUND'],
    ['/problems/nothing', 'ROUTE_NOT_FOUND'],
  ];
  for (const [path, code] of paths) {
    it(`answers GET ${path.slice(0, 60)} with ${code}`, async () => {
      expect((await gateway.get(path)).body.code).to.equal(code);
    });
  }

  it('says which methods a route has', async () => {
    const answer = await gateway.send('DELETE', '/v1/evidence/ev-bad', {});

    expect(answer).to.have.nested.property('body.code', 'METHOD_NOT_ALLOWED');
    expect(answer.headers.get('allow')).to.equal('GET');
  });

  it('refuses a form that it has not', async () => {
    const answer = await gateway.get('/v1/blocks/0', { headers: { accept: 'text/html' } });

    expect(answer).to.have.nested.property('body.code', 'NOT_ACCEPTABLE');
  });

  it('answers what is no HTTP with a problem document as well', async () => {
    const answer = await speak(gateway, 'NOT HTTP AT ALL\r\n\r\n');
    const headers = await speak(gateway, `GET / HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`);

    expect(answer)
      .to.match(/^HTTP\/1\.1 400 /)
      .and.to.include('REQUEST_MALFORMED');
    expect(headers)
      .to.match(/^HTTP\/1\.1 431 /)
      .and.to.include('HEADERS_TOO_LARGE');
  });

  it('has a page for every problem it may answer', async () => {
    for (const code of Object.keys(errors)) {
      const path = `/problems/${code.toLowerCase().replaceAll('_', '-')}`;
      const { status, text: page } = await gateway.get(path, { as: '' });
      expect(status, code).to.equal(200);
      expect(page).to.include(code);
    }
  });
});

/** Sends pieces as they are, without a fetch that would mend them. */
function raw(
  gateway: TestGateway,
  pieces: readonly Buffer[],
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const req = request(`${gateway.url}/v1/evidence`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${gateway.keyOf('holder-a')}`,
        'content-type': 'application/json',
        'idempotency-key': String(Math.random()),
        ...headers,
      },
    });
    req.on('response', (res) => {
      let body = '';
      res.setEncoding('utf8').on('data', (piece: string) => (body += piece));
      res.on('end', () => {
        resolve({ status: res.statusCode ?? 0, body });
        req.destroy();
      });
    });
    req.on('error', (err) => {
      if ((err as NodeJS.ErrnoException).code !== 'ECONNRESET') reject(err);
    });
    for (const piece of pieces) req.write(piece);
    if (headers['content-length'] === undefined) req.end();
    else req.flushHeaders();
  });
}

function speak({ url }: TestGateway, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let answer = '';
    socket.setEncoding('utf8').on('data', (piece: string) => (answer += piece));
    socket.on('close', () => {
      resolve(answer);
    });
  });
}
