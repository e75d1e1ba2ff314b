import { KeyObject } from 'node:crypto';
import { expect } from 'chai';
import {
  explain,
  parseAnchors,
  verifyAnswer,
  type AnswerOptions,
  type AnswerReport,
} from '@shuquan/verifier';
import { SerializedIdentity } from '@shuquan/verifier/wire';
import { nodeCrypto } from '../support/crypto.js';
import { pick, world, type World } from '../support/fabric-block.js';
import { authority, issue, type TestIdentity } from '../support/fabric-organization.js';
import { answerText, transaction, type TransactionPlan } from '../support/fabric-transaction.js';

describe('a signed answer', function () {
  this.timeout(120_000);
  const crypto = nodeCrypto();
  let w: World;
  let registry: TestIdentity;
  let court: TestIdentity;

  before(async () => {
    w = await world();
    registry = pick(w.peers, 'RegistryMSP');
    court = pick(w.peers, 'CourtMSP');
  });

  const verify = (
    plan: Partial<TransactionPlan> = {},
    options: AnswerOptions = {},
    anchors: object = w.anchors,
  ): AnswerReport =>
    verifyAnswer(
      answerText({ creator: w.client, endorsers: [registry, court], ...plan }),
      parseAnchors(JSON.stringify(anchors)),
      options,
      crypto,
    );

  const failed = (report: AnswerReport): string[] => [
    ...new Set(report.steps.filter((s) => s.outcome === 'FAILED').map((s) => s.step)),
  ];

  const reanchor = (mspId: string, change: object): object => ({
    ...w.anchors,
    organizations: {
      ...w.anchors.organizations,
      [mspId]: { ...pick(w.anchors.organizations, mspId), ...change },
    },
  });

  it('signed by two of three pinned organisations is VALID and gives its value', () => {
    const report = verify();

    expect(report).to.include({
      verdict: 'VALID',
      value: '{"id":"1","nonce":"n-1"}',
      transaction: 'evidence:read',
      time: '2026-03-01T08:00:00.250Z',
      independentOrganizations: 2,
      singleCustodian: false,
    });
    expect(report.organizations.map(({ mspId }) => mspId)).to.deep.equal([
      'RegistryMSP',
      'CourtMSP',
    ]);
    expect(report.steps.every(({ outcome }) => outcome === 'PASSED')).to.equal(true);
    expect(report.args).to.deep.equal(['{"id":"1"}']);
    expect(report.unsigned).to.deep.equal([]);
  });

  it('is read from UTF-8 bytes as from text', () => {
    const text = answerText({ creator: w.client, endorsers: [registry, court] });

    const report = verifyAnswer(
      Buffer.from(text),
      parseAnchors(JSON.stringify(w.anchors)),
      {},
      crypto,
    );

    expect(report.verdict).to.equal('VALID');
  });

  it('keeps its value to itself unless it is VALID', () => {
    expect(verify({ endorsers: [registry] })).to.not.have.property('value');
  });

  describe('counting signers', () => {
    it('counts an endorser that signs twice once', () => {
      const report = verify({ endorsers: [registry, registry] });

      expect(report.verdict).to.equal('POLICY_NOT_MET');
      expect(report.organizations).to.have.length(1);
      expect(report.organizations[0]?.signers).to.have.length(1);
    });

    it('counts two peers of one organisation as one organisation', async () => {
      const second = await issue('RegistryMSP', pick(w.cas, 'RegistryMSP'), 'peer1');

      const report = verify({ endorsers: [registry, second] });

      expect(report.verdict).to.equal('POLICY_NOT_MET');
      expect(report.organizations[0]?.signers).to.have.length(2);
    });

    it('wants the organisations required by name', () => {
      expect(verify({}, { require: ['AuthorityMSP'] }).verdict).to.equal('POLICY_NOT_MET');
      expect(verify({}, { require: ['CourtMSP'] }).verdict).to.equal('VALID');
    });

    it('takes a count in place of the pinned policy', () => {
      expect(verify({ endorsers: [court] }, { minOrganizations: 1 }).verdict).to.equal('VALID');
      expect(verify({}, { minOrganizations: 3 }).verdict).to.equal('POLICY_NOT_MET');
    });

    it('without any endorsement does not meet the policy', () => {
      expect(verify({ endorsers: [] }).verdict).to.equal('POLICY_NOT_MET');
    });
  });

  describe('independence', () => {
    it('counts two organisations of one custodian as one', () => {
      const shared = reanchor('CourtMSP', {
        custodian: pick(w.anchors.organizations, 'RegistryMSP').custodian,
      });

      const report = verify({}, { minIndependent: 2 }, shared);

      expect(report).to.include({ verdict: 'UNTRUSTED', independentOrganizations: 1 });
      expect(failed(report)).to.deep.equal(['independence']);
    });

    it('counts two organisations under one root key as one', async () => {
      const ca = pick(w.cas, 'RegistryMSP');
      const other = await issue('CourtMSP', ca, 'peer0');
      const shared = reanchor('CourtMSP', { roots: [ca.pem] });

      expect(
        verify({ endorsers: [registry, other] }, {}, shared).independentOrganizations,
      ).to.equal(1);
    });

    it('of an embedded ledger is never more than one, and the report says so first', async () => {
      const embedded = await world({ singleCustodian: true });
      const plan = {
        creator: embedded.client,
        endorsers: [pick(embedded.peers, 'RegistryMSP'), pick(embedded.peers, 'CourtMSP')],
      };

      const plain = verify(plan, {}, embedded.anchors);
      const strict = verify(plan, { minIndependent: 2 }, embedded.anchors);

      expect(plain).to.include({
        verdict: 'VALID',
        singleCustodian: true,
        independentOrganizations: 1,
      });
      expect(strict.verdict).to.equal('UNTRUSTED');
      expect(explain(plain)[0]).to.equal(
        'SINGLE CUSTODIAN: 2 keys, independent custody NOT_PROVEN',
      );
      expect(explain(strict)[0]).to.match(/^SINGLE CUSTODIAN/);
    });
  });

  describe('trust', () => {
    it('of an organisation that is not pinned is UNTRUSTED', async () => {
      const strange = await issue('StrangeMSP', await authority('strange'), 'peer0');

      const report = verify({ endorsers: [registry, court, strange] });

      expect(report.verdict).to.equal('UNTRUSTED');
      expect(failed(report)).to.deep.equal(['endorser-trust']);
    });

    it('of a root that only bears the pinned name is UNTRUSTED', async () => {
      const impostor = await issue('CourtMSP', await authority('ca.CourtMSP'), 'peer0');

      expect(verify({ endorsers: [registry, impostor] }).verdict).to.equal('UNTRUSTED');
    });

    it('of another organisation’s root is UNTRUSTED', async () => {
      const crossed = await issue('CourtMSP', pick(w.cas, 'RegistryMSP'), 'peer0');

      expect(verify({ endorsers: [registry, crossed] }).verdict).to.equal('UNTRUSTED');
    });

    it('passes through a pinned intermediate, and only so', async () => {
      const middle = await authority('middle', { pathLength: 0 }, pick(w.cas, 'CourtMSP'));
      const peer = await issue('CourtMSP', middle, 'peer0');
      const plan = { endorsers: [registry, peer] };

      expect(
        verify(plan, {}, reanchor('CourtMSP', { intermediates: [middle.pem] })).verdict,
      ).to.equal('VALID');
      expect(verify(plan).verdict).to.equal('UNTRUSTED');
    });

    it('stops at a path length that is used up', async () => {
      const upper = await authority('upper', { pathLength: 0 }, pick(w.cas, 'CourtMSP'));
      const lower = await authority('lower', {}, upper);
      const peer = await issue('CourtMSP', lower, 'peer0');
      const anchors = reanchor('CourtMSP', { intermediates: [upper.pem, lower.pem] });

      expect(verify({ endorsers: [registry, peer] }, {}, anchors).verdict).to.equal('UNTRUSTED');
    });

    it('is not given to a CA that signs transactions itself', () => {
      expect(verify({ endorsers: [registry, asCa(court)] }).verdict).to.equal('UNTRUSTED');
    });

    for (const units of [['client'], ['admin'], ['orderer'], [], ['peer', 'admin']]) {
      it(`is not given to an endorser with the units [${units.join()}]`, async () => {
        const wrong = await issue('CourtMSP', pick(w.cas, 'CourtMSP'), 'someone', { units });

        expect(verify({ endorsers: [registry, wrong] }).verdict).to.equal('UNTRUSTED');
      });
    }
  });

  describe('time', () => {
    it('judges certificates at the claimed time, not now', async () => {
      const past = await issue('CourtMSP', pick(w.cas, 'CourtMSP'), 'peer0', {
        notBefore: new Date('2025-06-01T00:00:00Z'),
        notAfter: new Date('2025-07-01T00:00:00Z'),
      });
      const plan = { endorsers: [registry, past] };

      const within = verify({ ...plan, time: new Date('2025-06-15T00:00:00Z') });
      const expired = verify({ ...plan, time: new Date('2025-07-02T00:00:00Z') });
      const early = verify({ ...plan, time: new Date('2025-05-31T00:00:00Z') });

      expect(within.verdict).to.equal('VALID');
      for (const report of [expired, early]) {
        expect(report.verdict).to.equal('UNTRUSTED');
        expect(failed(report)).to.deep.equal(['certificate-validity', 'policy']);
      }
    });

    it('can be set by the reader', () => {
      expect(verify({}, { at: new Date('2040-01-01T00:00:00Z') }).verdict).to.equal('UNTRUSTED');
    });

    it('older than the reader accepts is STALE', () => {
      expect(verify({}, { notBefore: new Date('2026-03-02T00:00:00Z') }).verdict).to.equal('STALE');
    });

    it('that does not echo this request is STALE', () => {
      const fresh = (value: string): boolean =>
        (JSON.parse(value) as { nonce: string }).nonce === 'n-2';

      expect(verify({}, { fresh }).verdict).to.equal('STALE');
      expect(verify({ value: '{"nonce":"n-2"}' }, { fresh }).verdict).to.equal('VALID');
      expect(verify({ value: 'not JSON' }, { fresh }).verdict).to.equal('STALE');
    });
  });

  const refusals: Record<string, [Partial<TransactionPlan>, AnswerOptions, string]> = {
    'a high-S endorsement': [{ endorsementForm: 'high' }, {}, 'endorsement-signature'],
    'two actions': [{ actions: 2 }, {}, 'format'],
    'no action': [{ actions: 0 }, {}, 'format'],
    'transient data in the open': [{ transient: true }, {}, 'format'],
    'another channel': [{ channel: 'other' }, {}, 'channel'],
    'another chaincode': [{ chaincode: 'other' }, {}, 'chaincode'],
    'an error response': [{ status: 500 }, {}, 'response'],
    'a transaction id that is not its own': [{ txId: 'ab'.repeat(32) }, {}, 'transaction-id'],
    'an empty nonce': [{ nonce: new Uint8Array() }, {}, 'format'],
    'an answer to another transaction': [{}, { transaction: 'evidence:history' }, 'question'],
    'an answer to another input': [{}, { input: ([json]) => json === '{"id":"2"}' }, 'question'],
  };
  for (const [what, [plan, options, step]] of Object.entries(refusals)) {
    it(`with ${what} is INVALID`, () => {
      const report = verify(plan, options);

      expect(report.verdict).to.equal('INVALID');
      expect(failed(report)).to.include(step);
    });
  }

  it('of a system chaincode is VALID when it is asked for', () => {
    expect(verify({ chaincode: 'qscc' }, { chaincode: 'qscc' }).verdict).to.equal('VALID');
  });

  it('that carries a signature of its asker is INVALID: nothing covers that', () => {
    const envelope = transaction({ creator: w.client, endorsers: [registry, court] });
    const text = JSON.stringify({
      v: 1,
      kind: 'shuquan.answer',
      envelope: Buffer.from(envelope).toString('base64'),
    });

    const report = verifyAnswer(text, parseAnchors(JSON.stringify(w.anchors)), {}, crypto);

    expect(report.verdict).to.equal('INVALID');
  });

  const unreadable: Record<string, (text: string) => string> = {
    nothing: () => '',
    'no JSON': () => 'answer',
    'a duplicate member': (text) => text.replace('{', '{"v":1,'),
    'an unknown member': (text) => text.replace('{', '{"x":1,'),
    'another version': (text) => text.replace('"v":1', '"v":2'),
    'another kind': (text) => text.replace('shuquan.answer', 'shuquan.other'),
    'an envelope cut short': (text) => text.slice(0, -402) + '"}',
    'base64 with spaces': (text) => text.replace('"envelope":"', '"envelope":"    '),
    'garbage in base64': () => `{"v":1,"kind":"shuquan.answer","envelope":"${'AAAA'.repeat(99)}"}`,
    'deep nesting': () => '['.repeat(100_000) + ']'.repeat(100_000),
    'a huge text': () => `{"v":1,"kind":"shuquan.answer","envelope":"${'A'.repeat(17_000_000)}"}`,
  };
  for (const [what, change] of Object.entries(unreadable)) {
    it(`made of ${what} is INVALID, and nothing is thrown`, () => {
      const text = change(answerText({ creator: w.client, endorsers: [registry, court] }));

      const report = verifyAnswer(text, parseAnchors(JSON.stringify(w.anchors)), {}, crypto);

      expect(report.verdict).to.equal('INVALID');
      expect(explain(report)).to.include('Verdict: INVALID');
    });
  }

  /** Signs with the CA's own key under its own certificate. */
  function asCa({ mspId }: TestIdentity): TestIdentity {
    const { pem, keys } = pick(w.cas, mspId);
    const bytes = SerializedIdentity.encode({ mspId, idBytes: Buffer.from(pem) });
    return { mspId, pem, key: KeyObject.from(keys.privateKey), bytes };
  }
});
