import { randomBytes } from 'node:crypto';
import { commitmentOf } from '@shuquan/chaincode/model';
import { transactionNames } from '@shuquan/gateway/routes/signing';
import { expect } from 'chai';
import { depositOf } from '../support/embedded.js';
import { type Answer, TestGateway } from './gateway.js';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

describe('offline signing over HTTP', function () {
  this.timeout(120_000);
  let gateway: TestGateway;
  before(async () => {
    gateway = await TestGateway.open();
  });
  after(() => gateway.close());

  /** Signs as a key that the gateway was never given. */
  const sign = async (id: string, bytes: string): Promise<string> =>
    base64(await gateway.ground.ledger.identity(id).sign(Buffer.from(bytes, 'base64')));
  const certificate = (id: string): { mspId: string; pem: string } => {
    const { mspId, pem } = gateway.ground.ledger.identity(id);
    return { mspId, pem };
  };

  async function offline(
    id: string,
    transaction: string,
    input: object,
    more: object = {},
  ): Promise<Answer> {
    const body = { transaction, input, certificate: certificate(id), ...more };
    const prepared = await gateway.post('/v1/proposals', body, { as: 'bank' });
    if (prepared.status !== 200) return prepared;
    const endorsed = await gateway.post(
      '/v1/endorsements',
      { proposal: prepared.body.bytes, signature: await sign(id, prepared.body.bytes) },
      { as: 'bank' },
    );
    if (endorsed.status !== 200) return endorsed;
    return gateway.post(
      '/v1/transactions',
      { transaction: endorsed.body.bytes, signature: await sign(id, endorsed.body.bytes) },
      { as: 'bank' },
    );
  }

  it('commits in the signer’s name, whoever carried the bytes', async () => {
    const answer = await offline('holder-a', 'evidence:deposit', depositOf('ev-offline'));

    expect(answer.status).to.equal(201);
    expect(answer.headers.get('ledger-transaction')).to.equal(answer.body.txId);
    expect(answer.body.value.depositor.uscc).to.equal('91510100MA7DEM0166');
    const tx = await gateway.get(`/v1/transactions/${answer.body.txId}`);
    expect(tx.body).to.include({ validation: 'VALID', name: 'evidence:deposit' });
  });

  it('carries private fields in the transient map only', async () => {
    const [payload, salt] = [Buffer.from('离线私密'), randomBytes(16)];
    const input = depositOf('ev-offline-private', { commitment: commitmentOf(salt, payload) });
    const secret = { payload: base64(payload), salt: base64(salt) };

    const answer = await offline('holder-a', 'evidence:deposit', input, { private: secret });
    const read = await gateway.get('/v1/evidence/ev-offline-private/payload');

    expect(answer.status).to.equal(201);
    expect(read.body.payload).to.equal(secret.payload);
  });

  it('prepares every transaction of the catalogue, and checks its input', async () => {
    for (const transaction of transactionNames) {
      const body = { transaction, input: { x: 1 }, certificate: certificate('registry-official') };
      const { body: problem } = await gateway.post('/v1/proposals', body);
      expect(problem.code, transaction).to.equal('INPUT_INVALID');
    }
  });

  it('refuses another’s signature, changed bytes and a second use', async () => {
    const input = depositOf('ev-twice');
    const body = {
      transaction: 'evidence:deposit',
      input,
      certificate: certificate('holder-a'),
    };
    const { body: prepared } = await gateway.post('/v1/proposals', body);
    const bytes = prepared.bytes;
    const post = (path: string, sent: object): Promise<Answer> => gateway.post(path, sent);

    const foreign = await post('/v1/endorsements', {
      proposal: bytes,
      signature: await sign('holder-b', bytes),
    });
    const noise = await post('/v1/endorsements', {
      proposal: base64(randomBytes(64)),
      signature: await sign('holder-a', bytes),
    });
    const { body: endorsed } = await post('/v1/endorsements', {
      proposal: bytes,
      signature: await sign('holder-a', bytes),
    });
    const transaction = endorsed.bytes;
    const sent = { transaction, signature: await sign('holder-a', transaction) };
    const first = await post('/v1/transactions', sent);
    const second = await post('/v1/transactions', sent);

    expect(foreign.status).to.be.within(400, 499);
    expect(noise.body.code).to.equal('PROPOSAL_MALFORMED');
    expect(first.status).to.equal(201);
    expect(second.body.code).to.equal('TRANSACTION_DUPLICATE');
  });

  it('refuses a certificate of nobody here', async () => {
    const { pem } = gateway.ground.ledger.identity('holder-a');
    const body = {
      transaction: 'evidence:deposit',
      input: depositOf('ev-foreign'),
      certificate: { mspId: 'CourtMSP', pem },
    };

    const answer = await gateway.post('/v1/proposals', body);

    expect(answer.body.code).to.equal('CERTIFICATE_UNTRUSTED');
  });

  it('refuses a private field that the transaction does not have', async () => {
    const body = {
      transaction: 'party:exit',
      input: { uscc: '91510100MA7DEM0166', reason: 'x' },
      certificate: certificate('registrar1'),
      private: { payload: 'AAAA' },
    };

    const answer = await gateway.post('/v1/proposals', body);

    expect(answer.body.issues[0]?.pointer).to.equal('/private');
  });
});
