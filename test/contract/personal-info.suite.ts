import { commitmentOf, type ListDocument, type Name } from '@shuquan/chaincode/model';
import { developmentRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import { assess, ASSESSOR, qualified } from '../support/assessor.js';
import { CONSUMER_C, HOLDER_A, IMPLEMENTING_BODY } from '../support/parties.js';
import { asked } from '../support/asking.js';
import { unique } from '../support/founded.js';
import { Tracing } from '../support/lineage.js';
import { CONTACT, privateContact } from '../support/register-samples.js';
import { Registrar } from '../support/registrar.js';
import { generalOf } from './public/general.js';
import { retention } from './public/retention.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

const contracts = ['attestation', 'audit', 'complaint', 'incident'];

/** Third parties’ reports, and the duties towards the persons whose data it is. */
export function personalInfoSuite(name: string, open: OpenBench): void {
  contractSuite(`personal information: ${name}`, open, (use) => {
    for (const contract of contracts) {
      describe(contract, () => {
        generalOf(contract, use, { 'complaint:file': { incident: 'nothing' } });
      });
    }
    describe('attestations', () => {
      attestations(use);
    });
    describe('reports of impact assessments', () => {
      retention(use);
    });
    describe('audits', () => {
      audits(use);
    });
    describe('complaints', () => {
      complaints(use);
    });
    describe('incidents', () => {
      incidents(use);
    });
    describe('clocks', () => {
      clocks(use);
    });
    for (const contract of contracts) covers(contract, use);
  });
}

const hex = '0'.repeat(64);
const LATE = '2199-01-01T00:00:00.000Z';
type Refuse = (name: Name, input: object, as: string) => Promise<string>;
const refuser =
  (use: Use): Refuse =>
  (name, input, as) =>
    use().code(name, input, as);

const quality = {
  ...{ completeness: 9_990, accuracy: 9_950, consistency: 10_000, timeliness: 9_800 },
  ...{ method: '全量比对', sampleDigest: hex },
};
const rating = { grade: 'LEVEL_3', scheme: 'DCMM', from: '2026-01-01', to: '2026-12-31' };
const kinds = {
  QUALITY: { quality },
  MANAGEMENT_RATING: { rating },
  ...{ VALUATION: {}, COMPLIANCE: {}, SECURITY_ASSESSMENT: {}, ALGORITHM: {} },
  ...{ PIPIA: {}, AUDIT: {}, OPERATION_EVALUATION: {} },
} as const;

function attestations(use: Use): void {
  for (const [kind, figures] of Object.entries(kinds)) {
    it(`of ${kind} are issued by whoever is qualified for it`, async () => {
      const desk = new Registrar(use());
      const subject = `${unique('CD-GS')}@1`;
      const made = await assess(desk, kind as keyof typeof kinds, subject, figures);

      expect(made).to.deep.include({ ...figures, kind, subject, issuer: ASSESSOR });
      const asked = { kind: made.kind, subject, limit: 10 };
      const { items } = await use().ask('attestation:list', asked, 'bank');
      expect(items.map(({ attestation, status }) => [attestation, status])).to.deep.equal([
        [made, 'VALID'],
      ]);
    });
  }

  it('are nobody’s without a qualification of this kind that is valid', async () => {
    const desk = new Registrar(use());
    const input = {
      ...{ id: unique('att'), kind: 'COMPLIANCE', subject: 'CD-GS-0007@1', reportDigest: hex },
      ...{ conclusion: '合规', validFrom: '2026-01-01', validTo: '2099-12-31' },
    };
    const refuse = (qualification: string, as = 'processor-e'): Promise<string> =>
      use().code('attestation:issue', { ...input, qualification }, as);
    const other = await qualified(desk, 'VALUATION');
    const own = await qualified(desk, 'COMPLIANCE');

    expect(await refuse(other)).to.equal('ASSESSOR_NOT_QUALIFIED');
    expect(await refuse(own, 'holder-a'), 'another’s').to.equal('ASSESSOR_NOT_QUALIFIED');
    const withdrawal = { uscc: ASSESSOR, id: own, reason: '资质注销' };
    await desk.act('party:withdrawQualification', withdrawal, 'registrar1');
    expect(await refuse(own)).to.equal('ASSESSOR_NOT_QUALIFIED');
  });

  it('of compliance speak for one stage each, and what is missing is listed', async () => {
    const desk = new Registrar(use());
    const { asset, rights } = await new Tracing(use()).certified();
    const subject = `${asset}@1`;
    const stages = async (over: object): Promise<Record<string, string>> => {
      const found = await use().ask('attestation:stages', over, 'bank');
      return Object.fromEntries(found.stages.map(({ stage, status }) => [stage, status]));
    };
    await assess(desk, 'COMPLIANCE', subject, { stage: 'COLLECT' });
    const old = { validFrom: '2026-01-01', validTo: '2026-01-02' };
    await assess(desk, 'COMPLIANCE', subject, { stage: 'STORE', ...old });
    const { id, at } = await assess(desk, 'COMPLIANCE', subject, { stage: 'USE' });
    await desk.act('attestation:withdraw', { id, reason: '样本有误' }, 'processor-e');

    const found = await stages({ subject });

    expect(found).to.include({ COLLECT: 'COVERED', STORE: 'EXPIRED', USE: 'WITHDRAWN' });
    expect(Object.values(found).filter((status) => status === 'MISSING')).to.have.length(5);
    expect(await stages({ right: rights.USE })).to.deep.equal(found);
    expect((await stages({ subject, asOf: at }))['USE']).to.equal('COVERED');
    const code = (over: object): Promise<string> => use().code('attestation:stages', over, 'bank');
    expect(await code({ right: 'nothing' })).to.equal('RIGHT_NOT_FOUND');
    expect(await code({})).to.equal('INPUT_INVALID');
    expect(await code({ subject, asOf: LATE })).to.equal('AS_OF_TOO_LATE');
  });

  it('are withdrawn by their issuer, and stay to be read', async () => {
    const desk = new Registrar(use());
    const { id, at, subject, kind } = await assess(desk, 'COMPLIANCE', `${unique('CD-GS')}@1`);
    const withdraw = { id, reason: '样本有误' };
    const status = async (asOf?: string): Promise<string> => {
      const asked = asOf === undefined ? { id } : { id, asOf };
      return (await use().ask('attestation:read', asked, 'bank')).status;
    };

    expect(await use().code('attestation:withdraw', withdraw, 'holder-a')).to.equal(
      'CALLER_FORBIDDEN',
    );
    await desk.act('attestation:withdraw', withdraw, 'processor-e');
    expect(await use().code('attestation:withdraw', withdraw, 'processor-e')).to.equal(
      'ATTESTATION_WITHDRAWN',
    );
    expect([await status(at), await status()]).to.deep.equal(['VALID', 'WITHDRAWN']);
    expect(await use().code('attestation:read', { id, asOf: LATE }, 'bank')).to.equal(
      'AS_OF_TOO_LATE',
    );
    const list = { kind, subject, limit: 1 };
    expect(await use().code('attestation:list', { ...list, asOf: LATE }, 'bank')).to.equal(
      'AS_OF_TOO_LATE',
    );
    expect(await use().code('attestation:list', { ...list, cursor: 'bm9wZQ' }, 'bank')).to.equal(
      'CURSOR_INVALID',
    );
  });

  it('have an id of their own, a report that is there, and their number', async () => {
    const desk = new Registrar(use());
    const subject = `${unique('CD-GS')}@1`;
    const { id, qualification } = await assess(desk, 'COMPLIANCE', subject);
    const input = {
      ...{
        id,
        kind: 'COMPLIANCE' as const,
        subject,
        qualification: qualification.id,
        reportDigest: hex,
      },
      ...{ conclusion: '合规', validFrom: '2026-01-01', validTo: '2099-12-31' },
    } as const;
    const refuse = (over: object): Promise<string> =>
      use().code('attestation:issue', { ...input, ...over }, 'processor-e');

    expect(await refuse({})).to.equal('RECORD_EXISTS');
    expect(await refuse({ id: unique('att'), report: 'nothing' })).to.equal('EVIDENCE_NOT_FOUND');
    for (let more = 1; more < 20; more += 1) {
      await desk.act('attestation:issue', { ...input, id: unique('att') }, 'processor-e');
    }
    expect(await refuse({ id: unique('att') })).to.equal('ATTESTATIONS_TOO_MANY');
    await desk.act('attestation:withdraw', { id, reason: '让位' }, 'processor-e');
    await desk.act('attestation:issue', { ...input, id: unique('att') }, 'processor-e');
  });
}

function audits(use: Use): void {
  it('are due by time, and done by an attestation that stands', async function () {
    const desk = new Registrar(use());
    const party = { uscc: HOLDER_A, type: 'LEGAL_PERSON', name: '蓉信（示例）' } as const;
    await desk.act('party:register', party, 'registrar1').catch(() => undefined);
    const refuse = refuser(use);
    const input = { party: HOLDER_A, basis: '处理超过一千万人个人信息' };
    const duty = await desk.act('audit:require', input, 'supervisor');
    const stateAt = async (): Promise<{ due: string; overdue: boolean; audited?: object }> => {
      const { items } = await use().ask('audit:report', { limit: 100 }, 'bank');
      const found = items.find((each) => each.duty.party === HOLDER_A);
      if (found === undefined) throw new TypeError('The duty is not reported.');
      return found as { due: string; overdue: boolean };
    };

    expect(await refuse('audit:require', input, 'supervisor')).to.equal('RECORD_EXISTS');
    expect(await refuse('audit:require', { ...input, party: CONSUMER_C }, 'supervisor')).to.equal(
      'PARTY_NOT_FOUND',
    );
    expect(await refuse('audit:report', { limit: 1, asOf: LATE }, 'bank')).to.equal(
      'AS_OF_TOO_LATE',
    );
    expect(await refuse('audit:report', { limit: 1, cursor: 'bm9wZQ' }, 'bank')).to.equal(
      'CURSOR_INVALID',
    );
    expect(await stateAt()).to.include({ overdue: false });
    if (use().bench.advance === undefined) skip(this, 'the clock can not be set here');
    await desk.later(2 * 366 + 1);
    expect(await stateAt()).to.include({ overdue: true });
    const { id } = await assess(desk, 'AUDIT', duty.party);
    expect((await stateAt()).audited).to.include({ id });
    expect(await stateAt()).to.include({ overdue: false });
    await desk.act('attestation:withdraw', { id, reason: '作废' }, 'processor-e');
    expect(await stateAt()).to.include({ overdue: true });
  });
}

function complaints(use: Use): void {
  it('are taken in, investigated and decided by an office that is impartial', async () => {
    const desk = new Registrar(use());
    const refuse = refuser(use);
    const id = unique('cp');
    const filed = { id, about: HOLDER_A, matter: '超范围收集个人信息' };
    await desk.time();
    const transient = privateContact();
    const complaint = await use().submit('complaint:file', filed, 'consumer-c', { transient });
    const again = await use().code('complaint:file', filed, 'consumer-c', {
      transient: privateContact(),
    });
    const decide = { id, outcome: 'UPHELD' as const, reasons: '属实，责令整改' };

    expect(complaint).to.include({ status: 'RECEIVED', anonymous: false });
    expect(complaint.complainant).to.equal(commitmentOf(transient.seed, transient.contact));
    expect(JSON.stringify(complaint)).to.not.contain(CONTACT.phone);
    expect(again).to.equal('RECORD_EXISTS');
    expect(await refuse('complaint:decide', decide, 'supervisor')).to.equal('RECORD_STATE_FORBIDS');
    await desk.act('complaint:investigate', { id }, 'supervisor');
    expect(await refuse('complaint:investigate', { id }, 'supervisor')).to.equal(
      'RECORD_STATE_FORBIDS',
    );
    const decided = await desk.act('complaint:decide', decide, 'supervisor');
    expect(decided).to.include({ status: 'DECIDED', outcome: 'UPHELD' });
    const on = { kind: 'COMPLAINT' as const, id };
    const cited = await asked(use(), on, 'supervisor');
    expect(await refuse('complaint:contact', { id }, 'authority-official')).to.equal(
      'QUERY_PURPOSE_MISSING',
    );
    for (const [named, code] of [
      [{ ...cited, query: 'none' }, 'QUERY_NOT_FOUND'],
      [{ ...cited, purpose: 'AUDIT' }, 'QUERY_PURPOSE_EXCEEDED'],
    ] as const) {
      expect(await use().code('complaint:contact', { id, ...named }, 'supervisor')).to.equal(code);
    }
    const view = await use().ask('complaint:contact', { id, ...cited }, 'supervisor');
    expect(Buffer.from(view.contact, 'base64')).to.deep.equal(Buffer.from(transient.contact));
    expect(await refuse('complaint:contact', { id }, 'exchange-official')).to.equal(
      'CALLER_FORBIDDEN',
    );
  });

  it('about an office are not decided by it', async () => {
    const desk = new Registrar(use());
    const id = unique('cp');
    const about = IMPLEMENTING_BODY;
    await desk.act('complaint:file', { id, about, matter: '测试', anonymous: hex }, 'consumer-c');
    const decide = { id, outcome: 'REJECTED', reasons: '测试' };

    expect(await use().code('complaint:investigate', { id }, 'supervisor')).to.equal(
      'CALLER_FORBIDDEN',
    );
    expect(await use().code('complaint:decide', decide, 'supervisor')).to.equal('CALLER_FORBIDDEN');
  });

  it('may be anonymous: then nobody keeps who complained', async () => {
    const desk = new Registrar(use());
    const id = unique('cp');
    const input = { id, about: HOLDER_A, matter: '匿名举报', anonymous: hex };
    const complaint = await desk.act('complaint:file', input, 'consumer-c');

    expect(complaint).to.include({ anonymous: true, complainant: hex });
    expect(await use().code('complaint:contact', { id }, 'authority-official')).to.equal(
      'COMPLAINT_ANONYMOUS',
    );
  });

  it('of a named complainant come with a contact and a salt', async () => {
    await use().witness();
    const { contact } = privateContact();
    const file = (transient?: Record<string, Uint8Array>): Promise<string> =>
      use().code(
        'complaint:file',
        { id: unique('cp'), about: HOLDER_A, matter: '测试' },
        'consumer-c',
        transient === undefined ? {} : { transient },
      );

    expect(await file()).to.equal('TRANSIENT_MISSING');
    expect(await file({ contact, seed: Buffer.alloc(8) })).to.equal('SALT_TOO_SHORT');
    const { seed } = privateContact();
    expect(await file({ contact: Buffer.from('{"phone":"13812345678"}'), seed })).to.equal(
      'INPUT_INVALID',
    );
  });

  it('are overdue when nobody decided them in time', async function () {
    if (use().bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(use());
    const id = unique('cp');
    const input = { id, about: HOLDER_A, matter: '测试', anonymous: hex };
    const { deadline } = await desk.act('complaint:file', input, 'consumer-c');
    await desk.later(60);
    const overdue = async (asOf: string): Promise<boolean> =>
      (await use().ask('complaint:read', { id, asOf }, 'bank')).overdue;

    expect(await overdue(new Date(Date.parse(deadline.dueAt) - 1).toISOString())).to.equal(false);
    expect(await overdue(deadline.dueAt)).to.equal(true);
    expect(await use().code('complaint:read', { id, asOf: LATE }, 'bank')).to.equal(
      'AS_OF_TOO_LATE',
    );
  });
}

function incidents(use: Use): void {
  it('are reported, contained and closed, with the complaints that led to them', async () => {
    const desk = new Registrar(use());
    const refuse = refuser(use);
    const id = unique('in');
    const report = {
      ...{ id, kind: 'LEAK', description: '接口越权', occurredOn: '2027-02-28', affected: 12 },
    };
    const step = { id, findings: '已下线接口' };
    await desk.act('incident:report', report, 'holder-a');
    const complaint = { id: unique('cp'), about: HOLDER_A, matter: '泄露', anonymous: hex };
    await desk.act('complaint:file', { ...complaint, incident: id }, 'consumer-c');
    const later = { ...complaint, id: unique('cp') };
    await desk.act('complaint:file', later, 'consumer-c');
    await desk.act('complaint:investigate', { id: later.id, incident: id }, 'supervisor');

    expect(await refuse('incident:report', report, 'holder-a')).to.equal('RECORD_EXISTS');
    expect(await refuse('incident:close', step, 'supervisor')).to.equal('RECORD_STATE_FORBIDS');
    expect(await refuse('incident:contain', step, 'holder-b')).to.equal('CALLER_FORBIDDEN');
    await desk.act('incident:contain', step, 'holder-a');
    expect(await refuse('incident:contain', step, 'holder-a')).to.equal('RECORD_STATE_FORBIDS');
    await desk.act('incident:close', { id, findings: '整改完成' }, 'supervisor');
    const view = await use().ask('incident:read', { id, limit: 10 }, 'bank');
    expect(view.incident).to.include({ status: 'CLOSED', party: HOLDER_A, affected: 12 });
    expect(view.complaints).to.have.members([complaint.id, later.id]);
    expect(await refuse('incident:read', { id, limit: 1, cursor: 'bm9wZQ' }, 'bank')).to.equal(
      'CURSOR_INVALID',
    );
  });
}

const rulesOf = (only: readonly string[]): ListDocument[] =>
  developmentRules(2027).filter(({ kind }) => only.includes(kind));

function clocks(use: Use): void {
  it('rest on duties and calendars that are in force', async function () {
    const { openUnder } = use().bench;
    if (openUnder === undefined) skip(this, 'rules of its own need a channel of its own');
    const input = { id: unique('cp'), about: HOLDER_A, matter: '测试', anonymous: hex };
    const bare = await openUnder([]);
    const dated = await openUnder(rulesOf(['DUTIES']));
    try {
      const stage = use().on(bare);
      const desk = new Registrar(stage);
      await desk.time();
      expect(await stage.code('complaint:file', input, 'consumer-c')).to.equal(
        'PROFILE_NOT_IN_FORCE',
      );
      const party = { uscc: HOLDER_A, type: 'LEGAL_PERSON', name: '蓉信（示例）' } as const;
      await desk.act('party:register', party, 'registrar1');
      const duty = { party: HOLDER_A, basis: '测试' };
      expect(await stage.code('audit:require', duty, 'supervisor')).to.equal(
        'PROFILE_NOT_IN_FORCE',
      );
      const pipia = {
        ...{ id: unique('att'), kind: 'PIPIA', subject: 'CD-GS-0007@1', reportDigest: hex },
        ...{ qualification: await qualified(desk, 'PIPIA'), conclusion: '可控' },
        ...{ validFrom: '2026-01-01', validTo: '2099-12-31' },
      };
      expect(await stage.code('attestation:issue', pipia, 'processor-e')).to.equal(
        'PROFILE_NOT_IN_FORCE',
      );
      expect(await stage.code('attestation:stages', { subject: 'nothing@1' }, 'bank')).to.equal(
        'PROFILE_NOT_IN_FORCE',
      );
      const other = use().on(dated);
      await other.witness();
      expect(await other.code('complaint:file', input, 'consumer-c')).to.equal('CALENDAR_MISSING');
    } finally {
      await bare.close();
      await dated.close();
    }
  });
}
