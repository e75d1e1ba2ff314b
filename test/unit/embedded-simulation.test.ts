import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { openTestEngine, type TestEngine } from '../support/engine.js';
import { rejected } from '../support/rejected.js';

const IN = 'evidencePayload';

describe('a simulation of the embedded ledger', () => {
  let engine: TestEngine;

  before(async () => {
    engine = await openTestEngine();
    const put = (key: string): object => ({ op: 'put', key, value: `value of ${key}` });
    await engine.submit(['a', 'b', 'c', 'd', 'é', '\u{10000}', '\uffee'].map(put) as never);
  });
  after(() => engine.dispose());

  it('reads committed state and not its own writes', async () => {
    const { value } = await engine.submit([
      { op: 'put', key: 'own', value: 'new' },
      { op: 'get', key: 'own' },
      { op: 'get', key: 'a' },
    ]);
    expect(value).to.deep.equal([null, '', 'value of a']);
  });

  it('takes an empty value for a delete', async () => {
    await engine.submit([{ op: 'put', key: 'gone', value: 'here' }]);
    await engine.submit([{ op: 'put', key: 'gone', value: '' }]);
    expect(await engine.query([{ op: 'history', key: 'gone' }])).to.deep.equal([[null, 'here']]);
  });

  it('orders keys by their UTF-8 bytes', async () => {
    const [keys] = await engine.query([{ op: 'range', from: 'é', to: '' }]);
    expect(keys).to.deep.equal(['é', '\uffee', '\u{10000}']);
  });

  it('pages with the next key as bookmark, and an empty one at the end', async () => {
    const first = { op: 'page', from: 'a', to: 'e', size: 2 } as const;
    const [page] = await engine.query([first]);
    expect(page).to.deep.equal({ keys: ['a', 'b'], bookmark: 'c', fetchedRecordsCount: 2 });
    const [next] = await engine.query([{ ...first, size: 3, bookmark: 'c' }]);
    expect(next).to.deep.equal({ keys: ['c', 'd'], bookmark: '', fetchedRecordsCount: 2 });
  });

  it('refuses to page in a transaction that writes, before or after, in the peer’s words', async () => {
    const page = { op: 'page', from: 'a', to: 'd', size: 2 } as const;
    const put = { op: 'put', key: 'x', value: '1' } as const;
    expect((await rejected(engine.submit([put, page]))).message).to.match(
      /Paginated queries are supported only in a read-only transaction/,
    );
    expect((await rejected(engine.submit([page, put]))).message).to.match(
      /PUT_STATE failed: transaction ID: [0-9a-f]{64}: txid \[[0-9a-f]{64}\]: unsuppored transaction. Transaction has already performed a paginated query. Writes are not allowed/,
    );
  });

  it('refuses rich queries as a peer over LevelDB does', async () => {
    const refusal = await rejected(engine.query([{ op: 'rich', text: '{"selector":{}}' }]));
    expect(refusal.message).to.match(
      /GET_QUERY_RESULT failed: .*ExecuteQuery not supported for leveldb/,
    );
  });

  it('keeps history newest first, of valid transactions only', async () => {
    await engine.submit([{ op: 'put', key: 'h', value: '1' }]);
    const lost = await engine.endorse([
      { op: 'get', key: 'h' },
      { op: 'put', key: 'h', value: 'lost' },
    ]);
    await engine.submit([{ op: 'put', key: 'h', value: '2' }]);
    expect((await engine.order(lost)).code).to.equal(11);
    await engine.submit([{ op: 'delete', key: 'h' }]);
    expect(await engine.query([{ op: 'history', key: 'h' }])).to.deep.equal([[null, '2', '1']]);
  });

  it('carries one event a transaction, the last one set', async () => {
    const { block } = await engine.submit([
      { op: 'event', text: 'first' },
      { op: 'event', text: 'second' },
    ]);
    const bytes = Buffer.from(engine.block(block));
    expect(bytes.includes('second')).to.equal(true);
  });

  it('runs a chaincode called from a chaincode in the same transaction', async () => {
    const steps = [{ op: 'put', key: 'called', value: 'yes' }] as const;
    await engine.submit([{ op: 'call', chaincode: 'shuquan', steps }]);
    expect(await engine.query([{ op: 'get', key: 'called' }])).to.deep.equal(['yes']);
    const refusal = await rejected(engine.submit([{ op: 'call', chaincode: 'other', steps }]));
    expect(refusal.message).to.match(/INVOKE_CHAINCODE failed/);
  });

  it('refuses a contract that answers differently at each peer', async () => {
    const refusal = await rejected(engine.submit([{ op: 'random', text: 'r' }]));
    expect(refusal).to.have.property('code', 'ENDORSEMENT_FAILED');
    expect(refusal.message).to.equal('ProposalResponsePayloads do not match');
  });

  it('changes nothing when the contract refuses', async () => {
    const { number } = engine.network.head;
    await rejected(
      engine.submit([
        { op: 'put', key: 'n', value: '1' },
        { op: 'fail', text: 'no' },
      ]),
    );
    expect(engine.network.head.number).to.equal(number);
    expect(await engine.query([{ op: 'get', key: 'n' }])).to.deep.equal(['']);
  });

  it('wants an endorser of the key’s own organisation where the key has a policy', async () => {
    const { code } = await engine.submit([
      { op: 'put', key: 'guarded', value: '1' },
      { op: 'policy', key: 'guarded', of: ['CourtMSP'] },
    ]);
    expect(code).to.equal(0);
    expect(await engine.query([{ op: 'policy?', key: 'guarded' }])).to.deep.equal([true]);
    for (let i = 0; i < 4; i += 1) {
      const planned = await engine.endorse([{ op: 'put', key: 'guarded', value: String(i) }]);
      const at = planned.endorsed.endorsers.map(({ mspId }) => mspId);
      expect(at).to.include('CourtMSP').and.to.have.length(2);
    }
  });

  it('ignores a policy for a key that does not exist', async () => {
    await engine.submit([{ op: 'policy', key: 'nothing', of: ['CourtMSP'] }]);
    expect(await engine.query([{ op: 'policy?', key: 'nothing' }])).to.deep.equal([false]);
  });

  describe('over a private collection', () => {
    before(() => engine.submit([{ op: 'private.put', in: IN, key: 'p', value: 'secret' }]));

    it('gives members the value and everybody its hash', async () => {
      const hash = createHash('sha256').update('secret').digest('hex');
      expect(await engine.query([{ op: 'private.get', in: IN, key: 'p' }])).to.deep.equal([
        'secret',
      ]);
      const [seen] = await engine.query([{ op: 'private.hash', in: IN, key: 'p' }], 'exchange');
      expect(seen).to.equal(hash);
    });

    it('keeps the value out of the block', async () => {
      const { block } = await engine.submit([{ op: 'private.put', in: IN, key: 'q', value: '' }], {
        transient: { value: Buffer.from('hush') },
      });
      expect(Buffer.from(engine.block(block)).includes('hush')).to.equal(false);
    });

    it('refuses a caller of no member organisation', async () => {
      const refusal = await rejected(
        engine.query([{ op: 'private.get', in: IN, key: 'p' }], 'exchange'),
      );
      expect(refusal.message).to.match(/tx creator does not have read access permission/);
    });

    it('keeps an organisation’s implicit collection at that organisation', async () => {
      const own = '_implicit_org_CourtMSP';
      await engine.submit([{ op: 'private.put', in: own, key: 'k', value: 'ours' }]);
      const get = [{ op: 'private.get', in: own, key: 'k' }] as const;
      expect(await engine.query(get, 'judge')).to.deep.equal(['ours']);
      const refusal = await rejected(engine.query(get, 'registrar1'));
      expect(refusal.message).to.match(
        /private data matching public hash version is not available/,
      );
    });

    it('queries ranges only where nothing is written', async () => {
      const range = { op: 'private.range', in: IN } as const;
      const [keys] = await engine.query([range]);
      expect(keys).to.include('p');
      const put = { op: 'put', key: 'x', value: '1' } as const;
      expect((await rejected(engine.submit([put, range]))).message).to.match(
        /Queries on pvt data is supported only in a read-only transaction/,
      );
    });

    it('purges value and hash, and takes the key again', async () => {
      await engine.submit([{ op: 'private.purge', in: IN, key: 'q' }]);
      const look = [
        { op: 'private.get', in: IN, key: 'q' },
        { op: 'private.hash', in: IN, key: 'q' },
      ] as const;
      expect(await engine.query(look)).to.deep.equal(['', '']);
      await engine.submit([{ op: 'private.put', in: IN, key: 'q', value: 'again' }]);
      expect((await engine.query(look))[0]).to.equal('again');
    });

    it('knows no collection that is not defined', async () => {
      const refusal = await rejected(
        engine.submit([{ op: 'private.put', in: 'no', key: 'k', value: '1' }]),
      );
      expect(refusal.message).to.match(/collection \[no\] not defined/);
    });
  });
});
