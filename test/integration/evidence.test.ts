import { createHash, randomBytes } from 'node:crypto';
import { type Beacon, cite, commitmentOf, recordDigest } from '@shuquan/chaincode/model';
import { parseAnchors, verifyAnswer } from '@shuquan/verifier';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import { expect } from 'chai';
import { depositOf } from '../support/embedded.js';
import { TestGateway } from './gateway.js';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

describe('evidence over HTTP', function () {
  this.timeout(120_000);
  let gateway: TestGateway;
  before(async () => {
    gateway = await TestGateway.open();
  });
  after(() => gateway.close());

  it('is deposited, with transaction and block in headers and body', async () => {
    const answer = await gateway.post('/v1/evidence', depositOf('ev-first'));

    expect(answer.status).to.equal(201);
    expect(answer.headers.get('location')).to.equal('/v1/evidence/ev-first');
    expect(answer.headers.get('ledger-transaction')).to.equal(answer.body.txId);
    expect(answer.headers.get('ledger-block')).to.equal(String(answer.body.block));
    expect(answer.body.value).to.include({ id: 'ev-first', txId: answer.body.txId });
  });

  it('is read back with its block and the interval in which it was deposited', async () => {
    const { body: written } = await gateway.post('/v1/evidence', depositOf('ev-read'));

    const { status, body } = await gateway.get('/v1/evidence/ev-read', { as: 'judge' });

    expect(status).to.equal(200);
    expect(body.record).to.deep.equal(written.value);
    expect(body).to.include({ status: 'DEPOSITED', block: written.block });
    expect(body.provenInterval.notAfter).to.equal(null);
    expect(body.height).to.be.greaterThan(written.block);
  });

  it('is found by either digest, and another digest finds nothing', async () => {
    const input = depositOf('ev-search');
    await gateway.post('/v1/evidence', input);

    const sha = await gateway.get(`/v1/evidence?algorithm=SHA-256&hex=${input.digests['SHA-256']}`);
    const sm3 = await gateway.get(`/v1/evidence?algorithm=SM3&hex=${input.digests.SM3}`);
    const none = await gateway.get(`/v1/evidence?algorithm=SM3&hex=${'0'.repeat(64)}`);

    expect(sha.body.items[0]?.record.id).to.equal('ev-search');
    expect(sm3.body.items).to.deep.equal(sha.body.items);
    expect(none.body.items).to.deep.equal([]);
  });

  it('is listed by party, kind and time, page by page, without a gap', async () => {
    for (let i = 0; i < 5; i += 1) {
      const input = depositOf(`ev-list-${i}`, { kind: 'CONTRACT' });
      await gateway.post('/v1/evidence', input, { as: 'holder-b' });
    }
    const uscc = gateway.ground.ledger.people().find(({ id }) => id === 'holder-b')?.party?.uscc;
    const path = `/v1/evidence?uscc=${uscc ?? ''}&kind=CONTRACT&limit=2`;

    const ids: string[] = [];
    let next: string | undefined;
    do {
      const cursor = next === undefined ? '' : `&cursor=${next}`;
      const { body } = await gateway.get(`${path}${cursor}`);
      ids.push(...body.items.map((item: { record: { id: string } }) => item.record.id));
      next = body.next;
    } while (next !== undefined);

    expect(ids).to.deep.equal([0, 1, 2, 3, 4].map((i) => `ev-list-${i}`));
    const none = await gateway.get(`${path}&from=2099-01-01T00:00:00.000Z`);
    expect(none.body.items).to.deep.equal([]);
    const turned = await gateway.get(
      `${path}&from=2099-01-01T00:00:00.000Z&to=2000-01-01T00:00:00.000Z`,
    );
    expect(turned.body.items).to.deep.equal([]);
  });

  it('takes a cursor for the list it came from only', async () => {
    const { body } = await gateway.get('/v1/evidence?limit=1');

    const other = await gateway.get(`/v1/evidence?limit=1&kind=FILE&cursor=${String(body.next)}`);
    const forged = await gateway.get('/v1/evidence?cursor=AAAA');

    expect(other.body.code).to.equal('CURSOR_INVALID');
    expect(forged.body.code).to.equal('CURSOR_INVALID');
  });

  it('shows what continues it, and its history newest first', async () => {
    await gateway.post('/v1/evidence', depositOf('ev-old'));
    await gateway.post('/v1/evidence', depositOf('ev-new', { previous: 'ev-old' }));

    const { body } = await gateway.get('/v1/evidence/ev-old');
    const history = await gateway.get('/v1/evidence/ev-old/history?limit=10');
    const listed = await gateway.get('/v1/evidence?limit=100');

    expect(body).to.deep.include({ status: 'SUPERSEDED', supersededBy: ['ev-new'] });
    expect(history.body.items.map((i: { event: string }) => i.event)).to.deep.equal([
      'SUPERSEDED',
      'DEPOSITED',
    ]);
    const row = listed.body.items.find((i: { record: { id: string } }) => i.record.id === 'ev-old');
    expect(row).to.deep.include({ status: 'SUPERSEDED', supersededBy: ['ev-new'] });
  });

  it('gives an interval its end with the first beacon that saw the block', async () => {
    const { body: first } = await gateway.post('/v1/evidence', depositOf('ev-bounded'));
    const time = await witness(gateway);

    const { body } = await gateway.get('/v1/evidence/ev-bounded');
    const latest = await gateway.get('/v1/beacons/latest');
    const input = depositOf('ev-after-beacon', { beacon: cite(latest.body as unknown as Beacon) });
    const { body: next } = await gateway.post('/v1/evidence', input);
    const after = await gateway.get('/v1/evidence/ev-after-beacon');
    const tx = await gateway.get(`/v1/transactions/${next.txId}`);

    expect(body.provenInterval).to.deep.equal({ notBefore: null, notAfter: time });
    expect(after.body.provenInterval).to.deep.equal({ notBefore: time, notAfter: null });
    expect(tx.body.provenInterval).to.deep.equal({ notBefore: time, notAfter: null });
    const covering = await gateway.get(`/v1/beacons/covering/${String(first.block)}`);
    expect(covering.body.statement.time).to.equal(time);
  });

  it('keeps a private payload apart, shows it to its depositor and the court, and erases it', async () => {
    const payload = Buffer.from('内部合同：第七条');
    const salt = randomBytes(16);
    const commitment = commitmentOf(salt, payload);
    const secret = { payload: base64(payload), salt: base64(salt) };
    const body = { ...depositOf('ev-private', { commitment }), private: secret };

    const deposited = await gateway.post('/v1/evidence', body);
    const own = await gateway.get('/v1/evidence/ev-private/payload');
    const court = await gateway.get('/v1/evidence/ev-private/payload', { as: 'judge' });
    const other = await gateway.get('/v1/evidence/ev-private/payload', { as: 'holder-b' });
    const erasure = { reason: 'SUBJECT_REQUEST', legalBasis: 'PIPL 47' };
    const erased = await gateway.post('/v1/evidence/ev-private/erasure', erasure);
    const gone = await gateway.get('/v1/evidence/ev-private/payload');
    const view = await gateway.get('/v1/evidence/ev-private');

    expect(deposited.status).to.equal(201);
    expect(own.body).to.deep.equal({ id: 'ev-private', ...secret, commitment });
    expect(court.body).to.deep.equal(own.body);
    expect(other.body.code).to.equal('CALLER_FORBIDDEN');
    expect(erased.status).to.equal(201);
    expect(gone.body.code).to.equal('EVIDENCE_ERASED');
    expect(view.body.status).to.equal('ERASED');
    const everything = gateway.lines.join('');
    for (const text of [secret.payload, secret.salt, '内部合同', commitment]) {
      expect(everything).not.to.include(text);
    }
  });

  it('wants a commitment for a private payload, and the right one', async () => {
    const secret = { payload: base64(Buffer.from('x')), salt: base64(randomBytes(16)) };
    const wrong = createHash('sha256').update('y').digest('hex');

    const none = await gateway.post('/v1/evidence', { ...depositOf('ev-c1'), private: secret });
    const other = await gateway.post('/v1/evidence', {
      ...depositOf('ev-c2', { commitment: wrong }),
      private: secret,
    });
    const missing = await gateway.post('/v1/evidence', depositOf('ev-c3', { commitment: wrong }));
    const short = await gateway.post('/v1/evidence', {
      ...depositOf('ev-c4', { commitment: wrong }),
      private: { ...secret, salt: base64(randomBytes(8)) },
    });

    expect(none.body).to.deep.include({ code: 'INPUT_INVALID' });
    expect(none.body.issues[0]?.pointer).to.equal('/commitment');
    expect(other.body.code).to.equal('COMMITMENT_MISMATCH');
    expect(missing.body.code).to.equal('TRANSIENT_MISSING');
    expect(short.body.code).to.equal('SALT_TOO_SHORT');
  });

  it('is attested by the organisations asked, in bytes that can be verified without us', async () => {
    await gateway.post('/v1/evidence', depositOf('ev-attested'));
    const organizations = ['RegistryMSP', 'CourtMSP'];

    const one = await gateway.post('/v1/evidence/ev-attested/attestation', { organizations });
    const two = await gateway.post('/v1/attestations', {
      query: 'evidence:read',
      input: { id: 'ev-attested' },
      organizations,
    });

    const anchors = parseAnchors(JSON.stringify(gateway.ground.ledger.anchors()));
    for (const { text } of [one, two]) {
      const at = gateway.ground.clock.now();
      const report = verifyAnswer(text, anchors, { at }, nodeCrypto);
      expect(report.verdict).to.equal('VALID');
      expect(report.organizations.map(({ mspId }) => mspId).sort()).to.deep.equal([
        'CourtMSP',
        'RegistryMSP',
      ]);
      expect(JSON.parse(report.value ?? '')).to.have.nested.property('record.id', 'ev-attested');
    }
  });

  it('answers a taken id with EVIDENCE_EXISTS and an unknown one with EVIDENCE_NOT_FOUND', async () => {
    await gateway.post('/v1/evidence', depositOf('ev-taken'));

    const taken = await gateway.post('/v1/evidence', depositOf('ev-taken'), { as: 'holder-b' });
    const unknown = await gateway.get('/v1/evidence/ev-nowhere');

    expect(taken).to.have.nested.property('body.code', 'EVIDENCE_EXISTS');
    expect(unknown).to.have.nested.property('body.code', 'EVIDENCE_NOT_FOUND');
  });
});

/** Two witnesses state the time over HTTP. */
async function witness(gateway: TestGateway): Promise<string> {
  const { height, hash } = await gateway.ground.ledger.info();
  const statement = {
    number: 1,
    time: gateway.ground.clock.now().toISOString(),
    height: Number(height),
    headerHash: Buffer.from(hash).toString('hex'),
  };
  const proposed = await gateway.post('/v1/beacons', statement, { as: 'notary' });
  expect(proposed.status).to.equal(201);
  const path = '/v1/beacons/1/proposals/CourtMSP/confirmation';
  const body = { digest: recordDigest(statement) };
  const confirmed = await gateway.post(path, body, { as: 'registry-official' });
  expect(confirmed.status).to.equal(200);
  return statement.time;
}
