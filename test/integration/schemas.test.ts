import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { TestGateway } from './gateway.js';

interface Entry {
  readonly name: string;
  readonly digest: string;
  readonly href: string;
}

describe('published schemas over HTTP', function () {
  this.timeout(120_000);
  let gateway: TestGateway;
  before(async () => {
    gateway = await TestGateway.open();
  });
  after(() => gateway.close());

  const items = async (): Promise<readonly Entry[]> => {
    const { body } = await gateway.get('/v1/schemas', { as: '' });
    return (body as unknown as { items: Entry[] }).items;
  };

  it('are there for everybody, under their digest for ever', async () => {
    const entry = (await items()).find(({ name }) => name === 'evidence:deposit.input');

    const now = await gateway.get('/v1/schemas/evidence:deposit.input', { as: '' });
    const fixed = await gateway.get(entry?.href ?? '', { as: '' });

    expect(createHash('sha256').update(fixed.text).digest('hex')).to.equal(entry?.digest);
    expect(fixed.text).to.equal(now.text);
    expect(fixed.headers.get('cache-control')).to.include('immutable');
    expect(now.headers.get('cache-control')).to.include('no-cache');
  });

  it('are not sent again to whoever has them', async () => {
    const first = await gateway.get('/v1/schemas', { as: '' });
    const etag = first.headers.get('etag') ?? '';
    const again = async (given: string) =>
      gateway.get('/v1/schemas', { as: '', headers: { 'if-none-match': given } });

    expect(await again(etag)).to.include({ status: 304, text: '' });
    expect(await again(`"other", W/${etag}`)).to.include({ status: 304, text: '' });
    expect((await again('"other"')).status).to.equal(200);
  });

  it('say that there is none of a name', async () => {
    const unknown = await gateway.get('/v1/schemas/evidence:nothing.input', { as: '' });
    const strange = await gateway.get('/v1/schemas/by-digest/..%2f..%2fetc', { as: '' });

    expect(unknown.body.code).to.equal('SCHEMA_NOT_FOUND');
    expect(strange.body.code).to.equal('INPUT_INVALID');
  });
});
