import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { initialForm } from '../support/register-samples.js';
import { type Answer, MAX_DOCUMENT } from './gateway.js';
import { RegisterGateway } from './register.js';

const digest = (bytes: Uint8Array): string =>
  `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

describe('documents of a case over HTTP', function () {
  this.timeout(120_000);
  let desk: RegisterGateway;
  const paper = Buffer.from('采集说明：本数据集由申请人自行采集。');

  const put = (
    bytes: Uint8Array,
    { as = 'holder-a', stated = digest(bytes), key = '', path = '/v1/cases/rc-doc/documents' } = {},
  ): Promise<Answer> =>
    desk.gateway.send('POST', `${path}?kind=SOURCE_PROOF`, {
      as,
      octets: bytes,
      ...(key === '' ? {} : { key }),
      headers: { 'content-type': 'text/plain', 'content-digest': stated },
    });
  const kept = async (bytes: Uint8Array): Promise<string> => {
    const answer = await put(bytes);
    expect(answer.status, answer.text).to.equal(201);
    return String((answer.body as { id?: unknown }).id);
  };

  /** The court’s recorded reason to open the case. */
  const court = async (): Promise<string> => {
    const id = `Q-${randomBytes(6).toString('hex')}`;
    const question = { id, purpose: 'LITIGATION', basis: '（2027）川01民初1号' };
    await desk.done('/v1/cases/rc-doc/queries', question, 'judge');
    return id;
  };

  before(async () => {
    desk = await RegisterGateway.open();
    await desk.apply('rc-doc', initialForm('ds-doc'));
  });
  after(() => desk.close());

  it('keeps what the applicant sends, and gives it back to the registrar for a purpose', async () => {
    const id = await kept(paper);

    const entry = await desk.get(`/v1/documents/${id}`);
    const content = await desk.get(`/v1/documents/${id}/content?purpose=review`);
    const history = await desk.get(`/v1/documents/${id}/history?limit=10`);

    expect(entry.body).to.deep.include({ state: 'KEPT', caseId: 'rc-doc', kind: 'SOURCE_PROOF' });
    expect(entry.body).to.have.nested.property('retainYears', 20);
    expect(content.text).to.equal(paper.toString());
    expect(content.headers.get('content-type')).to.equal('text/plain');
    expect(JSON.stringify(history.body)).to.include('"detail":"review"');
  });

  it('lets nothing of the content lie on the disk in the clear', async () => {
    const secret = Buffer.from(`秘密 ${randomBytes(12).toString('hex')}`);
    await kept(secret);
    const folder = join(desk.gateway.ground.dataDir, 'documents');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((name) => statSync(name).isFile());

    expect(files).to.not.be.empty;
    for (const file of files) expect(readFileSync(file).includes(secret), file).to.equal(false);
  });

  it('shows documents to nobody who has no business with the case', async () => {
    const id = await kept(paper);

    for (const as of ['holder-b', 'registrar2']) {
      expect((await desk.get(`/v1/documents/${id}/content?purpose=x`, as)).status, as).to.equal(
        403,
      );
      expect((await desk.get('/v1/cases/rc-doc/documents?limit=10', as)).status, as).to.equal(403);
      expect((await put(paper, { as })).status, as).to.equal(403);
    }
    const path = `/v1/documents/${id}/content?purpose=LITIGATION`;
    expect((await desk.get(path, 'judge')).body.code).to.equal('QUERY_PURPOSE_MISSING');
    const query = await court();
    expect((await desk.get(`${path}&query=${query}`, 'judge')).status).to.equal(200);
  });

  it('keeps nothing of bytes that are not those announced, too many, or announced by nothing', async () => {
    const before = (await desk.get('/v1/cases/rc-doc/documents?limit=100')).text;

    const other = await put(paper, { stated: digest(Buffer.from('other')) });
    const large = await put(randomBytes(MAX_DOCUMENT + 1));
    const unnamed = await put(paper, { stated: 'md5=:AA==:' });

    expect(other.body.code).to.equal('DOCUMENT_MISMATCH');
    expect(large.body.code).to.equal('DOCUMENT_TOO_LARGE');
    expect(unnamed.body.code).to.equal('INPUT_INVALID');
    expect((await desk.get('/v1/cases/rc-doc/documents?limit=100')).text).to.equal(before);
  });

  it('answers a repeated request without keeping the document twice', async () => {
    const first = await put(paper, { key: 'document-key-1' });
    const again = await put(paper, { key: 'document-key-1' });
    const reused = await put(Buffer.from('other'), { key: 'document-key-1' });

    expect(again.text).to.equal(first.text);
    expect(again.headers.get('idempotent-replayed')).to.equal('true');
    expect(reused.body.code).to.equal('IDEMPOTENCY_MISMATCH');
  });

  it('erases for a court, and not while a hold stands or the files must be kept', async () => {
    const id = await kept(paper);
    const path = `/v1/documents/${id}`;
    const basis = { reason: 'COURT_ORDER', legalBasis: 'PIPL/47' };
    const own = { reason: 'SUBJECT_REQUEST', legalBasis: 'PIPL/47' };

    const retained = await desk.post(`${path}/erasure`, own, { as: 'holder-a' });
    const hold = { id: 'hold-1', reason: 'EVIDENCE' };
    const cited = { query: await court(), purpose: 'LITIGATION' };
    await desk.done(`${path}/holds`, { ...hold, ...cited }, 'judge');
    const held = await desk.post(`${path}/erasure`, { ...basis, ...cited }, { as: 'judge' });
    const lifted = await desk.post(`${path}/holds/hold-1/release`, {}, { as: 'registrar1' });
    await desk.post(`${path}/holds/hold-1/release`, cited, { as: 'judge' });
    await desk.done(`${path}/erasure`, { ...basis, ...cited }, 'judge');
    const gone = await desk.get(`${path}/content?purpose=review`);

    expect(retained.body.code).to.equal('DOCUMENT_RETAINED');
    expect(held.body.code).to.equal('DOCUMENT_HELD');
    expect(lifted.body.code).to.equal('DOCUMENT_FORBIDDEN');
    expect(gone.body.code).to.equal('DOCUMENT_ERASED');
  });
});
