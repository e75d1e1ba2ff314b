import { expect } from 'chai';
import {
  attemptTransaction,
  explain,
  parseAnchors,
  readTransaction,
  readWriteSet,
  toHex,
  verifyBlock,
  type EndorserTransaction,
} from '@shuquan/verifier';
import { HashedRWSet, KVRWSet, TxReadWriteSet, WireError } from '@shuquan/verifier/wire';
import { nodeCrypto } from '../support/crypto.js';
import { block, configEnvelope, pick, world, type World } from '../support/fabric-block.js';
import { sha256, transaction, type TransactionPlan } from '../support/fabric-transaction.js';

describe('an envelope', () => {
  let w: World;
  before(async () => {
    w = await world();
  });

  const make = (plan: Partial<TransactionPlan> = {}): Uint8Array =>
    transaction({ creator: w.client, endorsers: [pick(w.peers, 'CourtMSP')], ...plan });
  const read = (plan: Partial<TransactionPlan> = {}): EndorserTransaction => {
    const tx = readTransaction(make(plan));
    if (tx.kind !== 'endorser') throw new TypeError('unreachable');
    return tx;
  };

  it('tells who asked what when, and what was answered', () => {
    const nonce = Buffer.from('a nonce of this client');

    const tx = read({ nonce, args: ['evidence:deposit', '{"名称":"证据"}'], value: '{"ok":true}' });

    expect(tx).to.deep.include({
      kind: 'endorser',
      channel: 'shuquan',
      time: '2026-03-01T08:00:00.250Z',
      transaction: 'evidence:deposit',
      chaincode: { name: 'shuquan', version: '1.0' },
      txId: toHex(sha256(nonce, w.client.bytes)),
      event: undefined,
    });
    expect(tx.args.map((arg) => Buffer.from(arg).toString())).to.deep.equal([
      'evidence:deposit',
      '{"名称":"证据"}',
    ]);
    expect(Buffer.from(tx.response.payload).toString()).to.equal('{"ok":true}');
    expect(tx.response.status).to.equal(200);
    expect(Buffer.from(tx.creator).equals(w.client.bytes)).to.equal(true);
    expect(tx.endorsements).to.have.length(1);
  });

  it('may have a first argument that is no text', () => {
    expect(read({ args: [] }).transaction).to.equal('');
  });

  it('of configuration is told apart', () => {
    expect(readTransaction(configEnvelope(w.orderer))).to.include({ kind: 'config', txId: '' });
  });

  it('that can not be read is an error, or a fault where anything may come', () => {
    for (const plan of [{ actions: 2 }, { transient: true }, { time: new Date(-1000) }]) {
      expect(() => readTransaction(make(plan))).to.throw(WireError);
      expect(attemptTransaction(make(plan)).kind).to.equal('unreadable');
    }
  });

  it('carries read and write sets, public and hashed', () => {
    const write = {
      keyHash: Buffer.alloc(32, 1),
      isDelete: false,
      valueHash: Buffer.alloc(32, 2),
      isPurge: true,
    };
    const results = TxReadWriteSet.encode({
      nsRwset: [
        {
          namespace: 'shuquan',
          rwset: KVRWSet.encode({
            writes: [{ key: 'evidence~1', isDelete: true, value: new Uint8Array() }],
          }),
          collectionHashedRwset: [
            {
              collectionName: 'evidencePayload',
              hashedRwset: HashedRWSet.encode({ hashedWrites: [write] }),
              pvtRwsetHash: Buffer.alloc(32, 3),
            },
          ],
        },
      ],
    });

    const [set] = readWriteSet(read({ results }).results);

    expect(set).to.deep.include({ namespace: 'shuquan' });
    expect(set?.writes[0]).to.deep.include({ key: 'evidence~1', isDelete: true });
    expect(set?.collections[0]?.collection).to.equal('evidencePayload');
    expect(set?.collections[0]?.hashedWrites[0]?.isPurge).to.equal(true);
    expect(readWriteSet(read().results)[0]?.reads[0]?.version).to.deep.equal({
      blockNum: 4n,
      txNum: 2n,
    });
  });
});

describe('a report in words', () => {
  it('says what is proven, stated and not proven, and names the unsigned bytes', async () => {
    const w = await world();
    const endorsers = [pick(w.peers, 'RegistryMSP'), pick(w.peers, 'CourtMSP')];
    const { bytes } = block({
      number: 1n,
      previousHash: w.genesis.hash,
      envelopes: [transaction({ creator: w.client, endorsers })],
      orderers: [w.orderer],
    });
    const options = { previousHash: toHex(w.genesis.hash) };

    const lines = explain(
      verifyBlock(bytes, parseAnchors(JSON.stringify(w.anchors)), options, nodeCrypto()),
    );

    expect(lines[0]).to.equal('Verdict: VALID');
    expect(lines).to.include('Signed by 2 organisations, 2 independent');
    const text = lines.join('\n');
    expect(text).to.match(/^PROVEN order: /m);
    expect(text).to.match(/^NOT_PROVEN finality: /m);
    expect(text).to.match(/^NOT_PROVEN validity: /m);
    expect(text).to.match(/^STATED time: /m);
    expect(text).to.match(/^Not signed: block metadata: validation flags \(bytes \d+ to \d+\)$/m);
    expect(text).to.match(/^Not signed: block metadata: commit hash \(bytes \d+ to \d+\)$/m);
    expect(text).to.match(
      / {2}CourtMSP: OU=peer,CN=peer0\.CourtMSP \(vouched for by CourtMSP 的保管人\)/,
    );
  });
});
