import { expect } from 'chai';
import {
  explain,
  parseAnchors,
  verifyBlock,
  verifyChain,
  type BlockOptions,
  type BlockReport,
} from '@shuquan/verifier';
import { Block } from '@shuquan/verifier/wire';
import { nodeCrypto } from '../support/crypto.js';
import {
  block,
  configEnvelope,
  pick,
  world,
  type BlockPlan,
  type World,
} from '../support/fabric-block.js';
import { authority, issue, type TestIdentity } from '../support/fabric-organization.js';
import {
  compositeKey,
  resultsIn,
  rewriting,
  type RewrittenKey,
  transaction,
  type TransactionPlan,
} from '../support/fabric-transaction.js';

describe('a block', function () {
  this.timeout(120_000);
  const crypto = nodeCrypto();
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  let raft: World;
  let bft: World;

  before(async () => {
    raft = await world();
    bft = await world({ consensus: 'bft' });
  });

  const tx = (w: World, plan: Partial<TransactionPlan> = {}): Uint8Array =>
    transaction({
      creator: w.client,
      endorsers: [pick(w.peers, 'RegistryMSP'), pick(w.peers, 'CourtMSP')],
      ...plan,
    });

  const signedBy = (w: World): Partial<BlockPlan> =>
    w === raft ? { orderers: [w.orderer] } : { consenters: w.consenters.slice(0, 3) };

  const first = (w: World, plan: Partial<BlockPlan> = {}): Uint8Array =>
    block({
      number: 1n,
      previousHash: w.genesis.hash,
      envelopes: [tx(w)],
      ...signedBy(w),
      ...plan,
    }).bytes;

  const verify = (
    w: World,
    bytes: Uint8Array,
    options: BlockOptions = {},
    anchors: object = w.anchors,
  ): BlockReport =>
    verifyBlock(
      bytes,
      parseAnchors(JSON.stringify(anchors)),
      { previousHash: hex(w.genesis.hash), ...options },
      crypto,
    );

  const failed = ({ steps, transactions }: BlockReport): string[] => [
    ...new Set(
      [...steps, ...transactions.flatMap((each) => each.steps)]
        .filter(({ outcome }) => outcome === 'FAILED')
        .map(({ step }) => step),
    ),
  ];

  for (const consensus of ['raft', 'bft'] as const) {
    it(`ordered by ${consensus} is VALID with its transaction`, () => {
      const w = consensus === 'raft' ? raft : bft;

      const report = verify(w, first(w));

      expect(report.verdict).to.equal('VALID');
      expect(report).to.include({
        number: '1',
        lastConfig: '0',
        previousHash: hex(w.genesis.hash),
      });
      expect(report.orderers).to.have.length(consensus === 'raft' ? 1 : 3);
      expect(report.transactions[0]).to.deep.include({
        verdict: 'VALID',
        transaction: 'evidence:read',
        creatorMspId: 'RegistryMSP',
        flag: { code: 0, name: 'VALID' },
      });
      expect(report.organizations.map(({ mspId }) => mspId)).to.deep.equal([
        'RegistryMSP',
        'CourtMSP',
      ]);
      expect(report.facts.find(({ fact }) => fact === 'finality')?.status).to.equal(
        consensus === 'raft' ? 'NOT_PROVEN' : 'PROVEN',
      );
      expect(report.facts.find(({ fact }) => fact === 'validity')?.status).to.equal('NOT_PROVEN');
    });
  }

  it('number 0 is the pinned one or INVALID', async () => {
    const other = await world();

    expect(verify(raft, raft.genesis.bytes).verdict).to.equal('VALID');
    expect(verify(raft, other.genesis.bytes).verdict).to.equal('INVALID');
    expect(
      verify(raft, raft.genesis.bytes, {}, { ...raft.anchors, genesis: 'ab'.repeat(32) }).verdict,
    ).to.equal('INVALID');
  });

  it('without the hash of the block before it is INCOMPLETE', () => {
    expect(verify(raft, first(raft), { previousHash: undefined }).verdict).to.equal('INCOMPLETE');
  });

  it('as an orderer sends it has no flags, and says so', () => {
    const report = verify(raft, first(raft, { fromOrderer: true }));

    expect(report.verdict).to.equal('VALID');
    expect(report.unsigned).to.deep.equal([]);
    expect(verify(raft, first(raft, { fromOrderer: true }), { transaction: 0 }).verdict).to.equal(
      'INCOMPLETE',
    );
  });

  it('that changes the configuration is INCOMPLETE: it is not evaluated', () => {
    const report = verify(raft, first(raft, { envelopes: [configEnvelope(raft.orderer)] }));

    expect(report.verdict).to.equal('INCOMPLETE');
    expect(explain(report).join('\n')).to.include('configuration change, not evaluated');
  });

  describe('with several transactions', () => {
    const three = (w: World): Uint8Array => {
      const lone = tx(w, { endorsers: [pick(w.peers, 'RegistryMSP')] });
      return first(w, { envelopes: [tx(w), lone, tx(w)], flags: [0, 10, 0] });
    };

    it('takes nothing from the block by one that is flagged invalid', () => {
      const report = verify(raft, three(raft));

      expect(report.verdict).to.equal('VALID');
      expect(report.transactions.map(({ verdict }) => verdict)).to.deep.equal([
        'VALID',
        'POLICY_NOT_MET',
        'VALID',
      ]);
      expect(report.transactions[1]?.flag?.name).to.equal('ENDORSEMENT_POLICY_FAILURE');
    });

    it('judges the one asked for by index or id', () => {
      const bytes = three(raft);
      const txId = verify(raft, bytes).transactions[2]?.txId;

      expect(verify(raft, bytes, { transaction: 0 })).to.include({ verdict: 'VALID', selected: 0 });
      expect(verify(raft, bytes, { transaction: txId })).to.include({
        verdict: 'VALID',
        selected: 2,
      });
      expect(verify(raft, bytes, { transaction: 1 }).verdict).to.equal('INVALID');
      expect(verify(raft, bytes, { transaction: 3 }).verdict).to.equal('INVALID');
      expect(verify(raft, bytes, { transaction: 'ab' }).verdict).to.equal('INVALID');
    });

    it('refuses the same transaction id twice', () => {
      const once = tx(raft);

      const report = verify(raft, first(raft, { envelopes: [once, once] }));

      expect(report.verdict).to.equal('INVALID');
      expect(failed(report)).to.deep.equal(['transaction-id']);
    });

    describe('keys with a policy of their own', () => {
      const court = { n: 1, of: ['CourtMSP'] };
      const both = { n: 2, of: ['RegistryMSP', 'CourtMSP'] };
      const guardedBy = (keyPolicies: object): object => {
        const { chaincode, ...rest } = raft.anchors;
        return { ...rest, chaincode: { ...chaincode, keyPolicies } };
      };
      const HOLD = compositeKey('hold', 'right-1');
      const DISPOSITIONS = compositeKey('disp', 'right-1');
      const verdictOf = (keys: readonly RewrittenKey[], by: readonly string[]): string => {
        const endorsers = by.map((mspId) => pick(raft.peers, mspId));
        const bytes = first(raft, {
          envelopes: [tx(raft, { endorsers, results: rewriting('shuquan', keys) })],
        });
        return verify(raft, bytes, {}, guardedBy({ hold: court, disp: both })).verdict;
      };

      it('take the one organisation that guards them, and never another', () => {
        expect(verdictOf([{ key: HOLD }], ['CourtMSP'])).to.equal('VALID');
        expect(verdictOf([{ key: HOLD }], ['RegistryMSP', 'AuthorityMSP'])).to.equal(
          'POLICY_NOT_MET',
        );
        expect(verdictOf([{ key: DISPOSITIONS }], ['RegistryMSP', 'CourtMSP'])).to.equal('VALID');
        expect(verdictOf([{ key: DISPOSITIONS }], ['AuthorityMSP', 'CourtMSP'])).to.equal(
          'POLICY_NOT_MET',
        );
      });

      it('answer each to its own, beside the chaincode’s for whatever has none', () => {
        const with_ = (...keys: string[]): RewrittenKey[] => keys.map((key) => ({ key }));

        expect(verdictOf(with_(HOLD, 'plain'), ['CourtMSP'])).to.equal('POLICY_NOT_MET');
        expect(verdictOf(with_(HOLD, 'plain'), ['CourtMSP', 'AuthorityMSP'])).to.equal('VALID');
        expect(verdictOf(with_(HOLD, DISPOSITIONS), ['CourtMSP'])).to.equal('POLICY_NOT_MET');
        expect(verdictOf(with_(HOLD, DISPOSITIONS), ['CourtMSP', 'RegistryMSP'])).to.equal('VALID');
      });

      it('are born under the policy of the chaincode, so that one organisation makes none', () => {
        for (const read of ['absent', 'unread'] as const) {
          expect(verdictOf([{ key: HOLD, read }], ['CourtMSP'])).to.equal('POLICY_NOT_MET');
          expect(verdictOf([{ key: HOLD, read }], ['RegistryMSP', 'AuthorityMSP'])).to.equal(
            'VALID',
          );
        }
      });

      it('are not known by a name that only begins like theirs', () => {
        for (const key of ['hold', 'hold\0right-1', '\0holds\0right-1\0']) {
          expect(verdictOf([{ key }], ['CourtMSP'])).to.equal('POLICY_NOT_MET');
        }
      });

      it('are guarded by organisations that are pinned', () => {
        const stranger = { hold: { n: 1, of: ['StrangerMSP'] } };
        expect(() => verify(raft, first(raft), {}, guardedBy(stranger)))
          .to.throw('chaincode.keyPolicies.hold names StrangerMSP')
          .with.property('code', 'ANCHORS_INVALID');
      });
    });

    const lifecycle = { n: 2, of: ['CourtMSP', { n: 1, of: ['RegistryMSP', 'AuthorityMSP'] }] };

    it('judges chaincode definitions by the pinned lifecycle policy, or not at all', () => {
      const results = resultsIn('_lifecycle', { write: true });
      const bytes = first(raft, { envelopes: [tx(raft, { chaincode: '_lifecycle', results })] });

      expect(verify(raft, bytes).verdict).to.equal('INCOMPLETE');
      expect(
        verify(raft, bytes, {}, { ...raft.anchors, lifecycle: { policy: lifecycle } }).verdict,
      ).to.equal('VALID');
    });

    it('lets one organisation write its own implicit collection, and nobody else’s', () => {
      const approval = (mspId: string): Uint8Array =>
        first(raft, {
          envelopes: [
            tx(raft, {
              chaincode: '_lifecycle',
              endorsers: [pick(raft.peers, 'RegistryMSP')],
              results: resultsIn('_lifecycle', { collection: `_implicit_org_${mspId}` }),
            }),
          ],
        });

      expect(verify(raft, approval('RegistryMSP')).verdict).to.equal('VALID');
      expect(verify(raft, approval('CourtMSP')).verdict).to.equal('POLICY_NOT_MET');
    });

    it('holds a write into another chaincode to that one’s policy', () => {
      const endorsers = [pick(raft.peers, 'RegistryMSP'), pick(raft.peers, 'AuthorityMSP')];
      const across = tx(raft, { endorsers, results: resultsIn('_lifecycle', { write: true }) });
      const bytes = first(raft, { envelopes: [across] });

      const report = verify(raft, bytes, {}, { ...raft.anchors, lifecycle: { policy: lifecycle } });

      expect(report.verdict).to.equal('POLICY_NOT_MET');
    });

    it('is INVALID with a read and write set that is none', () => {
      const bytes = first(raft, { envelopes: [tx(raft, { results: Buffer.from('garbage') })] });

      expect(verify(raft, bytes).verdict).to.equal('INVALID');
    });
  });

  describe('orderer signatures', () => {
    const anchorsWith = (w: World, orderers: object): object => ({
      ...w.anchors,
      orderers: { ...w.anchors.orderers, ...orderers },
    });

    it('are missing', () => {
      expect(verify(raft, first(raft, { orderers: [] })).verdict).to.equal('POLICY_NOT_MET');
    });

    it('of a quorum are wanted, each orderer once', () => {
      const [one, two] = bft.consenters;
      if (one === undefined || two === undefined) throw new TypeError('unreachable');

      expect(verify(bft, first(bft, { consenters: [one, two] })).verdict).to.equal(
        'POLICY_NOT_MET',
      );
      expect(verify(bft, first(bft, { consenters: [one, two, two] })).verdict).to.equal(
        'POLICY_NOT_MET',
      );
      expect(verify(bft, first(bft, { consenters: bft.consenters })).verdict).to.equal('VALID');
    });

    it('of a consenter under another’s number are INVALID', () => {
      const [one, two, three] = bft.consenters.map(({ identity }) => identity) as [
        TestIdentity,
        TestIdentity,
        TestIdentity,
      ];
      const consenters = [
        { id: 1, identity: two },
        { id: 2, identity: one },
        { id: 3, identity: three },
      ];

      expect(verify(bft, first(bft, { consenters })).verdict).to.equal('INVALID');
      expect(verify(bft, first(bft, { consenters: [{ id: 9, identity: one }] })).verdict).to.equal(
        'INVALID',
      );
    });

    it('in the form of the other consensus are INVALID', () => {
      expect(verify(bft, first(bft, { consenters: [], orderers: [bft.orderer] })).verdict).to.equal(
        'INVALID',
      );
      expect(
        verify(raft, first(raft, { orderers: [], consenters: raft.consenters })).verdict,
      ).to.equal('INVALID');
    });

    it('of someone who is no orderer, or of an unpinned root, are UNTRUSTED', async () => {
      const ca = pick(raft.cas, 'OrdererMSP');
      const client = await issue('OrdererMSP', ca, 'client', { units: ['client'] });
      const stranger = await issue('OrdererMSP', await authority('ca.OrdererMSP'), 'orderer', {
        units: ['orderer'],
      });
      const expired = await issue('OrdererMSP', ca, 'orderer', {
        units: ['orderer'],
        notAfter: new Date('2025-06-01T00:00:00Z'),
      });

      for (const orderer of [client, stranger, expired]) {
        expect(verify(raft, first(raft, { orderers: [orderer] })).verdict).to.equal('UNTRUSTED');
      }
    });

    it('are left open when the anchors pin no orderers', () => {
      const rest = { ...raft.anchors, orderers: undefined };

      expect(verify(raft, first(raft), {}, rest).verdict).to.equal('INCOMPLETE');
    });

    it('under Raft can be asked of more than one orderer', async () => {
      const second = await issue('OrdererMSP', pick(raft.cas, 'OrdererMSP'), 'orderer2', {
        units: ['orderer'],
      });
      const strict = anchorsWith(raft, { quorum: 2 });

      expect(verify(raft, first(raft), {}, strict).verdict).to.equal('POLICY_NOT_MET');
      expect(
        verify(raft, first(raft, { orderers: [raft.orderer, second] }), {}, strict).verdict,
      ).to.equal('VALID');
    });
  });

  const forged: Record<string, (w: World) => Promise<Partial<TransactionPlan>>> = {
    'whose creator is unknown': async () => ({
      creator: await issue('StrangeMSP', await authority('x'), 'x', { units: ['client'] }),
    }),
    'whose creator’s certificate had expired': async (w) => ({
      creator: await issue('RegistryMSP', pick(w.cas, 'RegistryMSP'), 'x', {
        units: ['client'],
        notAfter: new Date('2025-06-01T00:00:00Z'),
      }),
    }),
  };
  for (const [what, plan] of Object.entries(forged)) {
    it(`with a transaction ${what} is UNTRUSTED`, async () => {
      expect(
        verify(raft, first(raft, { envelopes: [tx(raft, await plan(raft))] })).verdict,
      ).to.equal('UNTRUSTED');
    });
  }

  it('with a transaction nobody signed is INVALID', () => {
    const report = verify(raft, first(raft, { envelopes: [tx(raft, { unsubmitted: true })] }));

    expect(report.verdict).to.equal('INVALID');
    expect(failed(report)).to.deep.equal(['creator-signature']);
  });

  it('with garbage among its transactions is INVALID only if the flag calls it valid', () => {
    const envelopes = [tx(raft), Buffer.from('garbage')];

    expect(verify(raft, first(raft, { envelopes })).verdict).to.equal('INVALID');
    expect(verify(raft, first(raft, { envelopes, flags: [0, 1] })).verdict).to.equal('VALID');
  });

  const unreadable: Record<string, (bytes: Uint8Array) => Uint8Array> = {
    nothing: () => new Uint8Array(),
    garbage: () => Buffer.alloc(5_000, 0xa5),
    'a block cut short': (bytes) => bytes.subarray(0, -7),
    'a block with bytes behind it': (bytes) => Buffer.concat([bytes, Buffer.from([0])]),
    'a block and another': (bytes) => Buffer.concat([bytes, bytes]),
    'a block without metadata': (bytes) => {
      const { header, data } = Block.decode(bytes);
      return Block.encode({ header, data });
    },
    'six metadata entries': (bytes) => {
      const { header, data, metadata } = Block.decode(bytes);
      return Block.encode({
        header,
        data,
        metadata: { metadata: [...(metadata?.metadata ?? []), Buffer.from('x')] },
      });
    },
    'a huge block': () => new Uint8Array(65_000_000),
    'nested lengths': () => Buffer.from('0a'.repeat(4_000), 'hex'),
  };
  for (const [what, change] of Object.entries(unreadable)) {
    it(`made of ${what} is INVALID, and nothing is thrown`, () => {
      const report = verify(raft, change(first(raft)));

      expect(report.verdict).to.equal('INVALID');
      expect(explain(report)).to.include('Verdict: INVALID');
    });
  }

  describe('in a chain', () => {
    const chainOf = (w: World, length: number): Uint8Array[] => {
      const out = [w.genesis.bytes];
      let previousHash = w.genesis.hash;
      for (let n = 1; n < length; n++) {
        const made = block({ number: BigInt(n), previousHash, envelopes: [tx(w)], ...signedBy(w) });
        out.push(made.bytes);
        previousHash = made.hash;
      }
      return out;
    };
    const follow = (
      w: World,
      blocks: Uint8Array[],
      options: Parameters<typeof verifyChain>[2] = {},
    ): ReturnType<typeof verifyChain> =>
      verifyChain(blocks, parseAnchors(JSON.stringify(w.anchors)), options, crypto);

    it('is followed from block 0 to its head', async () => {
      const report = await follow(bft, chainOf(bft, 4));

      expect(report).to.include({ verdict: 'VALID', blocks: 4, transactions: 4 });
      expect(report.head?.number).to.equal('3');
      expect(report.organizations.map(({ mspId }) => mspId)).to.deep.equal([
        'RegistryMSP',
        'CourtMSP',
      ]);
    });

    it('is followed from a block that is already known', async () => {
      const blocks = chainOf(raft, 4);
      const head = await follow(raft, blocks.slice(0, 2));

      const rest = await follow(raft, blocks.slice(2), {
        from: { number: 2n, previousHash: head.head?.hash ?? '' },
      });

      expect(rest).to.include({ verdict: 'VALID', blocks: 2 });
    });

    it('breaks at a missing, a repeated and a foreign block, and names it', async () => {
      const [zero, one, two, three] = chainOf(raft, 4) as [
        Uint8Array,
        Uint8Array,
        Uint8Array,
        Uint8Array,
      ];
      const foreign = first(raft, { number: 2n });

      for (const blocks of [
        [zero, two, three],
        [zero, one, one],
        [zero, one, foreign],
        [one, two],
      ]) {
        const report = await follow(raft, blocks);
        expect(report.verdict).to.equal('INVALID');
        expect(report.fault?.number).to.be.a('string');
        expect(explain(report)).to.include('First fault:');
      }
    });

    it('of no blocks is INCOMPLETE', async () => {
      expect((await follow(raft, [])).verdict).to.equal('INCOMPLETE');
    });

    it('names its configuration changes', async () => {
      const change = block({
        number: 1n,
        previousHash: raft.genesis.hash,
        envelopes: [configEnvelope(raft.orderer)],
        orderers: [raft.orderer],
      });

      const report = await follow(raft, [raft.genesis.bytes, change.bytes]);

      expect(report.verdict).to.equal('INCOMPLETE');
      expect(report.configurationChanges).to.deep.equal(['1']);
    });
  });
});
