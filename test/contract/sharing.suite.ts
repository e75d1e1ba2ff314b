import type { ListDocument, Name } from '@shuquan/chaincode/model';
import { developmentRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import { classified, entryInput } from '../support/catalog-samples.js';
import { unique } from '../support/founded.js';
import { listNumbers } from '../support/negative-list.js';
import { assess } from '../support/assessor.js';
import { HOLDER_A, IMPLEMENTING_BODY, UTILITY } from '../support/parties.js';
import { Registrar } from '../support/registrar.js';
import { generalOf } from './public/general.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

const contracts = ['correction', 'sharing', 'backflow', 'opening'];

/** What departments do with entries: put right, share, bring back, open. */
export function sharingSuite(name: string, open: OpenBench): void {
  contractSuite(`sharing: ${name}`, open, (use) => {
    for (const contract of contracts) {
      describe(contract, () => {
        generalOf(contract, use);
      });
    }
    describe('corrections', () => {
      corrections(use);
    });
    describe('shares', () => {
      shares(use);
    });
    describe('consents of providers', () => {
      consents(use);
    });
    describe('backflows', () => {
      backflows(use);
    });
    describe('openings', () => {
      openings(use);
    });
    for (const contract of contracts) covers(contract, use);
  });
}

const hex = '0'.repeat(64);
const term = { from: '2026-01-01', to: '2099-12-31' };
const past = { from: '2026-01-01', to: '2026-01-02' };
const reasons = '测试';
type Refuse = (name: Name, input: object, as: string) => Promise<string>;
const refuser =
  (use: Use): Refuse =>
  (name, input, as) =>
    use().code(name, input, as);

const rulesOf = (kinds: readonly string[]): ListDocument[] =>
  developmentRules(2027).filter(({ kind }) => ['CLASSIFICATION', ...kinds].includes(kind));

async function entryOf(desk: Registrar, over: object = {}, as = 'implementer'): Promise<string> {
  return (await desk.act('catalog:upsert', entryInput(over), as)).catalogNo;
}

function corrections(use: Use): void {
  it('end in a version that names the ticket', async () => {
    const desk = new Registrar(use());
    const refuse = refuser(use);
    const catalogNo = await entryOf(desk);
    const id = unique('tk');
    const filed = { id, catalogNo, version: 1, description: '更新频率有误' };
    const ticket = await desk.act('correction:file', filed, 'holder-a');

    expect(ticket).to.include({ status: 'OPEN', department: IMPLEMENTING_BODY, filedBy: HOLDER_A });
    expect(ticket.deadline.clock).to.equal('CORRECTION');
    expect(await refuse('correction:file', filed, 'holder-a')).to.equal('RECORD_EXISTS');
    const early = { id, version: 1 };
    expect(await refuse('correction:correct', early, 'implementer')).to.equal(
      'RECORD_STATE_FORBIDS',
    );
    expect(await refuse('correction:reject', { id, reasons }, 'implementer')).to.equal(
      'RECORD_STATE_FORBIDS',
    );
    await desk.act('correction:assign', { id }, 'authority-official');
    expect(await refuse('correction:assign', { id }, 'authority-official')).to.equal(
      'RECORD_STATE_FORBIDS',
    );
    expect(await refuse('correction:close', { id }, 'holder-a')).to.equal('RECORD_STATE_FORBIDS');
    expect(await refuse('correction:correct', early, 'utility')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse('correction:reject', { id, reasons }, 'utility')).to.equal(
      'CALLER_FORBIDDEN',
    );
    expect(await refuse('correction:correct', { id, version: 9 }, 'implementer')).to.equal(
      'CATALOG_NOT_FOUND',
    );
    expect(await refuse('correction:correct', early, 'implementer')).to.equal(
      'CORRECTION_VERSION_WRONG',
    );
    await entryOf(desk, { catalogNo, ticket: id });
    const done = await desk.act('correction:correct', { id, version: 2 }, 'implementer');
    expect(done).to.include({ status: 'CORRECTED', correctedBy: 2 });
    expect(await refuse('correction:close', { id }, 'holder-b')).to.equal('CALLER_FORBIDDEN');
    const closed = await desk.act('correction:close', { id }, 'holder-a');
    expect(closed.status).to.equal('CLOSED');
  });

  it('end in reasons where there is nothing to correct', async () => {
    const desk = new Registrar(use());
    const catalogNo = await entryOf(desk);
    const id = unique('tk');
    const filed = { id, catalogNo, version: 1, description: '疑似有误' };
    await desk.act('correction:file', filed, 'holder-a');
    await desk.act('correction:assign', { id }, 'authority-official');
    const rejected = await desk.act(
      'correction:reject',
      { id, reasons: '核实无误' },
      'implementer',
    );

    expect(rejected).to.include({ status: 'REJECTED', reasons: '核实无误' });
    await desk.act('correction:close', { id }, 'registry-official');
  });

  it('are overdue when the clock of the duties says so, and only until answered', async function () {
    if (use().bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(use());
    const catalogNo = await entryOf(desk);
    const id = unique('tk');
    const filed = { id, catalogNo, version: 1, description: '逾期' };
    const { deadline } = await desk.act('correction:file', filed, 'holder-a');
    await desk.later(30);
    const overdue = async (asOf: string): Promise<boolean> =>
      (await use().ask('correction:read', { id, asOf }, 'bank')).overdue;

    expect(await overdue(new Date(Date.parse(deadline.dueAt) - 1).toISOString())).to.equal(false);
    expect(await overdue(deadline.dueAt)).to.equal(true);
    const late = { id, asOf: '2199-01-01T00:00:00.000Z' };
    expect(await use().code('correction:read', late, 'bank')).to.equal('AS_OF_TOO_LATE');
  });

  it('are filed against a version that is there', async () => {
    await use().witness();
    const filed = { id: unique('tk'), catalogNo: 'nothing', version: 1, description: '无' };

    expect(await use().code('correction:file', filed, 'holder-a')).to.equal('CATALOG_NOT_FOUND');
  });

  for (const [code, kinds] of [
    ['PROFILE_NOT_IN_FORCE', []],
    ['CALENDAR_MISSING', ['DUTIES']],
  ] as const) {
    it(`rest on rules and calendars that are in force: ${code}`, async function () {
      const { openUnder } = use().bench;
      if (openUnder === undefined) skip(this, 'rules of its own need a channel of its own');
      const bench = await openUnder(rulesOf(kinds));
      try {
        const stage = use().on(bench);
        const desk = new Registrar(stage);
        const catalogNo = await entryOf(desk);
        const filed = { id: unique('tk'), catalogNo, version: 1, description: '无' };
        expect(await stage.code('correction:file', filed, 'holder-a')).to.equal(code);
      } finally {
        await bench.close();
      }
    });
  }
}

function shares(use: Use): void {
  it('are asked for, decided by the provider, and recorded in their term', async () => {
    const desk = new Registrar(use());
    const refuse = refuser(use);
    const catalogNo = await entryOf(desk, {}, 'utility');
    const id = unique('sh');
    const asked = { id, catalogNo, purpose: 'CREDIT_VERIFY', term };
    const request = await desk.act('sharing:request', asked, 'implementer');
    const approve = { id, outcome: 'APPROVED' as const, reasons };
    const record = { id, deliveryDigest: 'b'.repeat(64) };

    expect(request).to.include({
      status: 'REQUESTED',
      provider: UTILITY,
      recipient: IMPLEMENTING_BODY,
    });
    expect(await refuse('sharing:request', asked, 'implementer')).to.equal('RECORD_EXISTS');
    expect(await refuse('sharing:decide', approve, 'implementer')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse('sharing:record', record, 'utility')).to.equal('RECORD_STATE_FORBIDS');
    await desk.act('sharing:decide', approve, 'utility');
    expect(await refuse('sharing:decide', approve, 'utility')).to.equal('RECORD_STATE_FORBIDS');
    expect(await refuse('sharing:record', record, 'implementer')).to.equal('CALLER_FORBIDDEN');
    const delivered = await desk.act('sharing:record', record, 'utility');
    expect(delivered).to.include({ status: 'DELIVERED', deliveryDigest: record.deliveryDigest });
    expect(await use().ask('sharing:read', { id }, 'bank')).to.deep.equal(delivered);
  });

  it('end with their term', async () => {
    const desk = new Registrar(use());
    const catalogNo = await entryOf(desk, {}, 'utility');
    const id = unique('sh');
    const asked = { id, catalogNo, purpose: 'CREDIT_VERIFY', term: past };
    await desk.act('sharing:request', asked, 'implementer');
    await desk.act('sharing:decide', { id, outcome: 'APPROVED', reasons }, 'utility');

    const record = { id, deliveryDigest: hex };
    expect(await use().code('sharing:record', record, 'utility')).to.equal('GRANT_EXPIRED');
  });

  it('are of entries that stand, are shared and are no core data', async () => {
    const desk = new Registrar(use());
    const ask = (catalogNo: string): Promise<string> =>
      use().code(
        'sharing:request',
        { id: unique('sh'), catalogNo, purpose: 'CREDIT_VERIFY', term },
        'implementer',
      );
    const retired = await entryOf(desk, {}, 'utility');
    await desk.act('catalog:retire', { catalogNo: retired, reason: '停用' }, 'utility');
    const kept = { shareType: 'NOT_SHARED', openType: 'NOT_OPEN' };
    const core = { ...kept, ...classified({ level: 'CORE' }) };

    expect(await ask('nothing')).to.equal('CATALOG_NOT_FOUND');
    expect(await ask(retired)).to.equal('CATALOG_RETIRED');
    expect(await ask(await entryOf(desk, kept, 'utility'))).to.equal('SHARE_NOT_ALLOWED');
    expect(await ask(await entryOf(desk, core, 'utility'))).to.equal('CORE_DATA_REFUSED');
  });

  it('are decided by what the entry is then', async () => {
    const desk = new Registrar(use());
    const kept = { shareType: 'NOT_SHARED', openType: 'NOT_OPEN' };
    const decided = async (change: (catalogNo: string) => Promise<unknown>): Promise<string> => {
      const catalogNo = await entryOf(desk, {}, 'utility');
      const id = unique('sh');
      const asked = { id, catalogNo, purpose: 'CREDIT_VERIFY', term };
      await desk.act('sharing:request', asked, 'implementer');
      await change(catalogNo);
      const code = await use()
        .submit('sharing:decide', { id, outcome: 'APPROVED', reasons }, 'utility')
        .then(
          () => 'OK',
          (err: unknown) => (err as { code: string }).code,
        );
      return code;
    };
    const becomes = (over: object) => (catalogNo: string) =>
      entryOf(desk, { catalogNo, ...over }, 'utility');
    const important = classified({ level: 'IMPORTANT' });

    expect(await decided(becomes(kept))).to.equal('SHARE_NOT_ALLOWED');
    expect(await decided(becomes({ ...kept, ...classified({ level: 'CORE' }) }))).to.equal(
      'CORE_DATA_REFUSED',
    );
    expect(
      await decided((catalogNo) =>
        desk.act('catalog:retire', { catalogNo, reason: '停用' }, 'utility'),
      ),
    ).to.equal('CATALOG_RETIRED');
    expect(await decided(becomes(important))).to.equal('ATTESTATION_MISSING');
    const assessed = await decided(async (catalogNo) => {
      await becomes(important)(catalogNo);
      await assess(desk, 'SECURITY_ASSESSMENT', `${catalogNo}@2`);
    });
    expect(assessed).to.equal('OK');
  });
}

function consents(use: Use): void {
  it('are the provider’s, for one use, until withdrawn', async () => {
    const desk = new Registrar(use());
    const refuse = refuser(use);
    const catalogNo = await entryOf(desk, { sharedFrom: UTILITY });
    const of = { catalogNo, recipient: HOLDER_A, purpose: 'CREDIT_VERIFY' };
    const given = { id: unique('pc'), ...of, term };
    const valid = async (asOf?: string): Promise<boolean> =>
      (await use().ask('sharing:consented', asOf === undefined ? of : { ...of, asOf }, 'bank'))
        .valid;

    expect(await refuse('sharing:consent', given, 'implementer')).to.equal('CALLER_FORBIDDEN');
    const consent = await desk.act('sharing:consent', given, 'utility');
    expect(await refuse('sharing:consent', given, 'utility')).to.equal('RECORD_EXISTS');
    expect(await valid()).to.equal(true);
    const withdraw = { ...of, reason: '政策调整' };
    expect(await refuse('sharing:withdraw', withdraw, 'implementer')).to.equal('CALLER_FORBIDDEN');
    await desk.act('sharing:withdraw', withdraw, 'utility');
    expect(await refuse('sharing:withdraw', withdraw, 'utility')).to.equal('CONSENT_WITHDRAWN');
    expect(await valid()).to.equal(false);
    expect(await valid(consent.at), 'earlier use stays lawful').to.equal(true);
    const late = { ...of, asOf: '2199-01-01T00:00:00.000Z' };
    expect(await refuse('sharing:consented', late, 'bank')).to.equal('AS_OF_TOO_LATE');
    expect(await refuse('sharing:consent', { ...given, catalogNo: 'nothing' }, 'utility')).to.equal(
      'CATALOG_NOT_FOUND',
    );
  });
}

function backflows(use: Use): void {
  it('come back as they were sent, step by step, by the right side', async () => {
    const desk = new Registrar(use());
    const refuse = refuser(use);
    const id = unique('bf');
    const asked = {
      ...{ id, upstreamSystem: 'SYS-TAX', upstream: UTILITY, description: '用电数据' },
      ...{ purpose: '支撑基层用数', onwardUse: 'BANNED' as const },
    };
    const decide = { id, outcome: 'APPROVED' as const, reasons };
    const deliver = { id, batchDigest: 'c'.repeat(64), rows: 12 };
    const ack = { id, receivedDigest: deliver.batchDigest };
    await desk.act('backflow:request', asked, 'implementer');

    expect(await refuse('backflow:request', asked, 'implementer')).to.equal('RECORD_EXISTS');
    expect(await refuse('backflow:decide', decide, 'implementer')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse('backflow:deliver', deliver, 'utility')).to.equal('RECORD_STATE_FORBIDS');
    await desk.act('backflow:decide', decide, 'utility');
    expect(await refuse('backflow:decide', decide, 'utility')).to.equal('RECORD_STATE_FORBIDS');
    expect(await refuse('backflow:deliver', deliver, 'implementer')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse('backflow:ack', ack, 'implementer')).to.equal('RECORD_STATE_FORBIDS');
    await desk.act('backflow:deliver', deliver, 'utility');
    expect(await refuse('backflow:ack', ack, 'utility')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse('backflow:ack', { id, receivedDigest: hex }, 'implementer')).to.equal(
      'ROOT_MISMATCH',
    );
    const acked = await desk.act('backflow:ack', ack, 'implementer');
    expect(acked).to.include({ status: 'ACKED', onwardUse: 'BANNED', upstreamSystem: 'SYS-TAX' });
    expect(await use().ask('backflow:read', { id }, 'bank')).to.deep.equal(acked);
  });
}

const licence = { category: 'ENTERPRISE', licence: 'OPEN_V1', licenceDigest: hex };
const scope = { recipients: [HOLDER_A], purposes: ['CREDIT_VERIFY'], licenceDigest: hex };

function openings(use: Use): void {
  const reviewed = async (desk: Registrar, catalogNo: string): Promise<string> => {
    const id = unique('rv');
    const review = { id, catalogNo, outcome: 'APPROVED' as const, reasons };
    await desk.act('opening:review', review, 'implementer');
    return id;
  };
  const grantOf = (review: string, over: object = {}) => ({
    ...{ id: unique('og'), kind: 'DIRECTED_OPEN' as const, review, ...scope, term },
    ...over,
  });

  it('cite the negative list that they were decided against', async () => {
    const desk = new Registrar(use());
    const version = await listNumbers(use(), unique('CD-GA'));
    const catalogNo = await entryOf(desk);
    const id = unique('rv');
    const review = { id, catalogNo, outcome: 'APPROVED' as const, reasons };
    const made = await desk.act('opening:review', review, 'implementer');

    expect(made.list.version).to.be.at.least(version);
    expect(await use().ask('opening:decision', { id }, 'bank')).to.deep.equal(made);
    expect(await use().code('opening:review', review, 'implementer')).to.equal('RECORD_EXISTS');
    const set = { id: unique('os'), review: id, ...licence };
    const published = await desk.act('opening:publish', set, 'implementer');
    expect(published).to.deep.include({ catalogNo, version: 1, licenceDigest: hex });
    expect(await use().code('opening:publish', set, 'implementer')).to.equal('RECORD_EXISTS');
    expect(await use().ask('opening:set', { id: set.id }, 'bank')).to.deep.equal(published);
  });

  it('go to whom they name, for what they name, as long as they say', async () => {
    const desk = new Registrar(use());
    const refuse = refuser(use);
    const review = await reviewed(desk, await entryOf(desk));
    const grant = grantOf(review);
    await desk.act('opening:grant', grant, 'implementer');
    const to = { grant: grant.id, id: unique('dl'), recipient: HOLDER_A, purpose: 'CREDIT_VERIFY' };
    const delivery = { ...to, deliveryDigest: hex };
    const deliver = (over: object, as = 'implementer'): Promise<string> =>
      refuse('opening:deliver', { ...delivery, ...over }, as);

    expect(await refuse('opening:grant', grant, 'implementer')).to.equal('RECORD_EXISTS');
    expect(await deliver({ recipient: UTILITY })).to.equal('GRANT_RECIPIENT_UNKNOWN');
    expect(await deliver({ purpose: 'MARKETING' })).to.equal('PURPOSE_DRIFT');
    expect(await deliver({}, 'utility')).to.equal('CALLER_FORBIDDEN');
    const made = await desk.act('opening:deliver', delivery, 'implementer');
    expect(await deliver({})).to.equal('RECORD_EXISTS');
    const page = { grant: grant.id, limit: 1 };
    expect((await use().ask('opening:deliveries', page, 'bank')).items).to.deep.equal([made]);
    expect(await refuse('opening:deliveries', { ...page, cursor: 'bm9wZQ' }, 'bank')).to.equal(
      'CURSOR_INVALID',
    );
    const revoke = { id: grant.id, reasons };
    expect(await refuse('opening:revoke', revoke, 'utility')).to.equal('CALLER_FORBIDDEN');
    const revoked = await desk.act('opening:revoke', revoke, 'implementer');
    expect(await refuse('opening:revoke', revoke, 'implementer')).to.equal('RECORD_STATE_FORBIDS');
    expect(await deliver({ id: unique('dl') })).to.equal('RECORD_STATE_FORBIDS');
    const status = async (asOf: string): Promise<string> =>
      (await use().ask('opening:granted', { id: grant.id, asOf }, 'bank')).status;
    expect(await status(revoked.steps[0]?.at ?? '')).to.equal('ACTIVE');
    expect(await status(revoked.steps[1]?.at ?? '')).to.equal('REVOKED');
    expect(
      await refuse('opening:granted', { id: grant.id, asOf: '2199-01-01T00:00:00.000Z' }, 'bank'),
    ).to.equal('AS_OF_TOO_LATE');
    const over = grantOf(review, { term: past, kind: 'AUTHORISED_OPEN' });
    await desk.act('opening:grant', over, 'implementer');
    expect(await deliver({ grant: over.id })).to.equal('GRANT_EXPIRED');
  });

  it('are decided for a version, by its department', async () => {
    const desk = new Registrar(use());
    const refuse = refuser(use);
    const catalogNo = await entryOf(desk);
    const review = await reviewed(desk, catalogNo);
    const decision = { id: unique('rv'), catalogNo, outcome: 'APPROVED', reasons };
    const set = { id: unique('os'), review, ...licence };

    expect(await refuse('opening:review', decision, 'utility')).to.equal('CALLER_FORBIDDEN');
    expect(
      await refuse('opening:review', { ...decision, catalogNo: 'nothing' }, 'implementer'),
    ).to.equal('CATALOG_NOT_FOUND');
    expect(await refuse('opening:publish', set, 'utility')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse('opening:grant', grantOf(review), 'utility')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse('opening:grant', grantOf('nothing'), 'implementer')).to.equal(
      'OPEN_REVIEW_REQUIRED',
    );
    await entryOf(desk, { catalogNo });
    expect(await refuse('opening:publish', set, 'implementer')).to.equal('OPEN_REVIEW_REQUIRED');
    const closed = await entryOf(desk, { openType: 'NOT_OPEN' });
    expect(
      await refuse('opening:review', { ...decision, catalogNo: closed }, 'implementer'),
    ).to.equal('OPEN_NOT_ALLOWED');
    const no = { ...decision, catalogNo: closed, outcome: 'REFUSED' as const };
    expect((await desk.act('opening:review', no, 'implementer')).outcome).to.equal('REFUSED');
  });

  /** Every gate, met by a decision, a set and a grant alike. */
  const gates: Record<string, (desk: Registrar, catalogNo: string) => Promise<unknown>> = {
    CATALOG_NO_LISTED: (desk, catalogNo) => listNumbers(desk.stage, catalogNo),
    CATALOG_RETIRED: (desk, catalogNo) =>
      desk.act('catalog:retire', { catalogNo, reason: '停用' }, 'implementer'),
    CORE_DATA_REFUSED: (desk, catalogNo) =>
      entryOf(desk, {
        ...{ catalogNo, shareType: 'NOT_SHARED', openType: 'NOT_OPEN' },
        ...classified({ level: 'CORE' }),
      }),
    ATTESTATION_MISSING: (desk, catalogNo) =>
      entryOf(desk, { catalogNo, ...classified({ level: 'IMPORTANT' }) }),
  };
  for (const [code, change] of Object.entries(gates)) {
    it(`are stopped by ${code}, whichever step it is`, async () => {
      const desk = new Registrar(use());
      const refuse = refuser(use);
      const catalogNo = await entryOf(desk);
      const review = await reviewed(desk, catalogNo);
      const grant = grantOf(review);
      await desk.act('opening:grant', grant, 'implementer');
      await change(desk, catalogNo);
      const decision = { id: unique('rv'), catalogNo, outcome: 'APPROVED', reasons };
      const set = { id: unique('os'), review, ...licence };

      expect(await refuse('opening:review', decision, 'implementer')).to.equal(code);
      expect(await refuse('opening:publish', set, 'implementer')).to.equal(code);
      expect(await refuse('opening:grant', grantOf(review), 'implementer')).to.equal(code);
      if (code !== 'CATALOG_NO_LISTED') return;
      const to = {
        grant: grant.id,
        id: unique('dl'),
        recipient: HOLDER_A,
        purpose: 'CREDIT_VERIFY',
      };
      const delivery = { ...to, deliveryDigest: hex };
      expect(await refuse('opening:deliver', delivery, 'implementer')).to.equal(code);
    });
  }

  it('of data about persons rest on an impact assessment, which they name', async () => {
    const desk = new Registrar(use());
    const catalogNo = await entryOf(desk, classified({ personalInfo: 'PERSONAL' }));
    const decision = { id: unique('rv'), catalogNo, outcome: 'APPROVED' as const, reasons };

    expect(await use().code('opening:review', decision, 'implementer')).to.equal(
      'ATTESTATION_MISSING',
    );
    const { id } = await assess(desk, 'PIPIA', `${catalogNo}@1`);
    const review = await desk.act('opening:review', decision, 'implementer');
    expect(review.attestations).to.deep.equal([id]);
  });

  it('need a negative list in force', async function () {
    const { openUnder } = use().bench;
    if (openUnder === undefined) skip(this, 'rules of its own need a channel of its own');
    const bench = await openUnder(rulesOf([]));
    try {
      const stage = use().on(bench);
      const desk = new Registrar(stage);
      const catalogNo = await entryOf(desk);
      const decision = { id: unique('rv'), catalogNo, outcome: 'APPROVED', reasons };
      expect(await stage.code('opening:review', decision, 'implementer')).to.equal(
        'NEGATIVE_LIST_MISSING',
      );
    } finally {
      await bench.close();
    }
  });
}
