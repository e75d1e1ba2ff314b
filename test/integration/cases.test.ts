import { expect } from 'chai';
import { HOLDER_A, HOLDER_B, REG1 } from '../support/parties.js';
import { CONTACT, initialForm } from '../support/register-samples.js';
import { privatePart, RegisterGateway } from './register.js';

const DAY_MS = 86_400_000;

interface CaseItem {
  readonly submittedAt: string;
  readonly id: string;
  readonly status: string;
  readonly nextChangeAt: string | null;
  readonly next?: { readonly clock: string; readonly dueAt: string };
}

describe('cases over HTTP', function () {
  this.timeout(120_000);
  let desk: RegisterGateway;
  before(async () => {
    desk = await RegisterGateway.open();
  });
  after(() => desk.close());

  const ids = async (query: string, as?: string): Promise<string[]> => {
    const { body } = await desk.get(`/v1/cases?${query}`, as);
    return body.items.map(({ id }) => id);
  };
  const itemOf = async (id: string, query = 'limit=100'): Promise<CaseItem | undefined> => {
    const { body } = await desk.get(`/v1/cases?${query}`);
    return (body.items as unknown as CaseItem[]).find((item) => item.id === id);
  };

  it('go from the application to the certificate, every status as the ledger has it', async () => {
    await desk.certified('RC-WHOLE');

    const read = await desk.get('/v1/cases/RC-WHOLE');
    const item = await itemOf('RC-WHOLE');
    const { state } = read.body as unknown as { state: { status: string; certificateNo: string } };
    expect(state.status).to.equal('CERTIFIED');
    expect(item).to.deep.include({ status: 'CERTIFIED', certificateNo: state.certificateNo });
    const registration = await desk.get('/v1/cases/RC-WHOLE/registration', 'bank');
    expect(registration.body).to.have.nested.property('registration.receipt.id', 'NDR-RC-WHOLE');
    const applications = await desk.get('/v1/cases/RC-WHOLE/applications');
    expect(applications.body.items).to.have.length(1);
  });

  it('answer as they were known at an instant', async () => {
    await desk.apply('RC-PAST', initialForm('DS-PAST'));
    await desk.advance(1_000);
    const before = desk.now();
    await desk.advance(60_000);
    await desk.done('/v1/cases/RC-PAST/withdrawal', { reasons: '另行申请' }, 'holder-a');

    const past = await desk.get(`/v1/cases/RC-PAST?asOf=${before}&knownAt=${before}`);
    const now = await desk.get('/v1/cases/RC-PAST');

    expect(past.body).to.have.nested.property('state.status', 'SUBMITTED');
    expect(now.body).to.have.nested.property('state.status', 'WITHDRAWN');
  });

  describe('in lists', () => {
    before(async () => {
      for (const n of [1, 2, 3]) await desk.apply(`RC-L${n}`, initialForm(`DS-L${n}`));
      await desk.apply('RC-B1', initialForm('DS-B1', { allocation: ofB }), { as: 'holder-b' });
    });

    it('are filtered by type, registrar, applicant and status', async () => {
      expect(await ids(`applicant=${HOLDER_B}`)).to.deep.equal(['RC-B1']);
      expect(await ids('type=TRANSFER')).to.deep.equal([]);
      expect(await ids('status=WITHDRAWN')).to.deep.equal(['RC-PAST']);
      expect(await ids(`registrar=${HOLDER_A}`)).to.deep.equal([]);
      expect(await ids(`registrar=${REG1}&status=SUBMITTED&limit=100`)).to.deep.equal([
        'RC-L1',
        'RC-L2',
        'RC-L3',
        'RC-B1',
      ]);
    });

    it('come page by page without a gap, and a cursor is good for its own list', async () => {
      const found: string[] = [];
      let cursor = '';
      do {
        const { body } = await desk.get(`/v1/cases?limit=2${cursor}`);
        found.push(...body.items.map(({ id }) => id));
        cursor = body.next === undefined ? '' : `&cursor=${body.next}`;
        if (found.length > 20) break;
      } while (cursor !== '');

      const { body } = await desk.get('/v1/cases?limit=2');
      const next = body.next ?? '';
      const other = await desk.get(`/v1/cases?limit=2&status=SUBMITTED&cursor=${next}`);
      const stranger = await desk.get(`/v1/cases?limit=2&cursor=${next}`, 'holder-b');

      expect(found).to.deep.equal(['RC-WHOLE', 'RC-PAST', 'RC-L1', 'RC-L2', 'RC-L3', 'RC-B1']);
      expect(other.body.code).to.equal('CURSOR_INVALID');
      expect(stranger.body.code).to.equal('CURSOR_INVALID');
    });

    it('show a party its own cases and nobody else’s', async () => {
      expect(await ids('limit=100', 'holder-b')).to.deep.equal(['RC-B1']);
      expect(await ids(`applicant=${HOLDER_A}`, 'holder-b')).to.deep.equal([]);
      expect(await ids('limit=100', 'consumer-c')).to.deep.equal([]);
      const closed = await desk.get('/v1/cases?limit=100', 'supervisor');
      expect(closed.body.code).to.equal('QUERY_PURPOSE_MISSING');
      const named = await desk.asked(HOLDER_B, 'supervisor');
      expect(await ids(`limit=100&applicant=${HOLDER_B}&${named}`, 'supervisor')).to.deep.equal([
        'RC-B1',
      ]);
      const official = await desk.get('/v1/cases', 'registry-official');
      expect(official.body.code).to.equal('ROLE_MISSING');
    });

    it('open to a stranger as a refusal that names the article, and to its party', async () => {
      const stranger = await desk.get('/v1/cases/RC-L1', 'holder-b');
      const own = await desk.get('/v1/cases/RC-L1', 'holder-a');
      const none = await desk.get('/v1/cases/RC-NONE');

      expect(stranger.status).to.equal(403);
      expect(stranger.body).to.include({ code: 'CALLER_FORBIDDEN', article: 'NATIONAL_2026/30' });
      expect(own.status).to.equal(200);
      expect(none.body.code).to.equal('CASE_NOT_FOUND');
    });

    it('change their status by time alone, without a block', async () => {
      const before = await itemOf('RC-L1');
      const at = before?.nextChangeAt ?? '';
      const height = (await desk.get('/v1/cases?limit=1')).body.height;

      const then = await itemOf('RC-L1', `limit=100&asOf=${at}`);

      expect(before).to.include({ status: 'SUBMITTED' });
      expect(then).to.include({ status: 'ACCEPTED', deemedAccepted: true });
      expect((await desk.get('/v1/cases?limit=1')).body.height).to.equal(height);
      const accepted = await ids(`status=ACCEPTED&asOf=${at}&limit=100`);
      expect(accepted).to.include('RC-L1');
    });

    it('hold nothing as of an instant before it was applied for', async () => {
      const submittedAt = (await itemOf('RC-L1'))?.submittedAt ?? '';
      const before = new Date(Date.parse(submittedAt) - 1).toISOString();

      expect(await ids(`limit=100&asOf=${submittedAt}`)).to.include('RC-L1');
      expect(await ids(`limit=100&asOf=${before}`)).not.to.include('RC-L1');
      expect(await ids(`status=NOT_YET_APPLIED&limit=100&asOf=${before}`)).to.deep.equal([]);
    });

    it('are found by what is due before an instant', async () => {
      const due = (await itemOf('RC-L1'))?.next?.dueAt ?? '';
      const after = new Date(Date.parse(due) + 1).toISOString();

      expect(await ids(`dueBefore=${due}&limit=100`)).to.deep.equal([]);
      expect(await ids(`dueBefore=${after}&limit=100`)).to.include('RC-L1');
    });
  });

  describe('refuse, and change nothing', () => {
    const body = (over: object = {}): object => ({
      id: 'RC-BAD',
      registrar: REG1,
      profile: 'NATIONAL_2026',
      form: initialForm('DS-BAD'),
      private: privatePart(),
      ...over,
    });
    const description = { ...initialForm('DS-BAD').description, name: '长'.repeat(41) };
    const cases: Readonly<Record<string, { body: object; as?: string; expected: object }>> = {
      'an unknown field': {
        body: body({ surprise: 1 }),
        expected: { code: 'INPUT_INVALID', status: 400 },
      },
      'an unknown private field': {
        body: body({ private: { ...privatePart(), surprise: 1 } }),
        expected: { code: 'INPUT_INVALID', status: 400 },
      },
      'a beacon of the caller’s choice': {
        body: body({ beacon: { number: 1, digest: '0'.repeat(64) } }),
        expected: { code: 'INPUT_INVALID', status: 400 },
      },
      'a name longer than the form has room for': {
        body: body({ form: initialForm('DS-BAD', { description }) }),
        expected: { code: 'FIELD_LIMIT_EXCEEDED', article: 'NATIONAL_2026/Annex-1' },
      },
      'raw data of a public duty': {
        body: body({ form: initialForm('DS-BAD', { origin: 'GOVERNMENT_DUTY' }) }),
        expected: { code: 'NOT_REGISTRABLE_GOV_RAW', article: 'NATIONAL_2026/15(1)' },
      },
      'no private part': {
        body: body({ private: undefined }),
        expected: { code: 'TRANSIENT_MISSING' },
      },
      'a seed that is too short': {
        body: body({ private: { contact: CONTACT, seed: 'AAAA' } }),
        expected: { code: 'SALT_TOO_SHORT' },
      },
      'a scope that the principal does not have': {
        body: body(),
        as: 'registry-official',
        expected: { code: 'SCOPE_MISSING', scope: 'registration:write' },
      },
      'an id that is taken': { body: body({ id: 'RC-WHOLE' }), expected: { code: 'CASE_EXISTS' } },
    };
    for (const [what, { body: sent, as = 'holder-a', expected }] of Object.entries(cases)) {
      it(what, async () => {
        await desk.time();
        const { height } = await desk.gateway.ground.ledger.info();

        const answer = await desk.post('/v1/cases', sent, { as });

        expect(answer.body).to.include(expected);
        expect((await desk.gateway.ground.ledger.info()).height).to.equal(height);
        expect(answer.text).not.to.contain(CONTACT.phone);
      });
    }

    it('a decision by the wrong role, by the reviewer, and without its ground', async () => {
      await desk.apply('RC-WRONG', initialForm('DS-WRONG'));
      const path = '/v1/cases/RC-WRONG';
      const approve = { outcome: 'APPROVED', reasons: '符合规定' };

      const early = await desk.post(`${path}/decision`, approve, { as: 'approver1' });
      const holder = await desk.post(`${path}/acceptance`, {}, { as: 'holder-a' });
      const elsewhere = await desk.post(`${path}/acceptance`, {}, { as: 'registrar2' });
      const groundless = await desk.post(
        `${path}/decision`,
        { outcome: 'REFUSED', reasons: '不予登记' },
        { as: 'approver1' },
      );

      expect(early.body).to.include({ code: 'CASE_STATE_FORBIDS' });
      expect(holder.body).to.include({ code: 'ROLE_MISSING' });
      expect(elsewhere.body).to.include({ code: 'CALLER_FORBIDDEN' });
      expect(groundless.body.code).to.equal('INPUT_INVALID');
      expect(groundless.body.issues[0]?.pointer).to.equal('/ground');
    });

    it('a certificate before its receipt', async () => {
      await desk.deposited('RC-EARLY');

      const answer = await desk.post(
        '/v1/certificates',
        { cases: ['RC-EARLY'] },
        { as: 'registrar1' },
      );

      expect(answer.body).to.include({ code: 'RECEIPT_MISSING' });
      expect(await itemOf('RC-EARLY')).to.include({ status: 'DEPOSITED_PENDING' });
    });
  });

  describe('have a file that', () => {
    it('shows who applied to the applicant, its registrar and the court only', async () => {
      const own = await desk.get('/v1/cases/RC-L1/contact', 'holder-a');
      const question = { id: 'Q-CONTACT', purpose: 'LITIGATION', basis: '（2027）川01民初1号' };
      await desk.done('/v1/cases/RC-L1/queries', question, 'judge');
      const cited = 'query=Q-CONTACT&purpose=LITIGATION';
      const unasked = await desk.get('/v1/cases/RC-L1/contact', 'judge');
      const court = await desk.get(`/v1/cases/RC-L1/contact?${cited}`, 'judge');
      const stranger = await desk.get('/v1/cases/RC-L1/contact', 'holder-b');

      const { contact } = own.body as unknown as { contact: string };
      expect(JSON.parse(Buffer.from(contact, 'base64').toString())).to.deep.equal(CONTACT);
      expect(unasked.body.code).to.equal('QUERY_PURPOSE_MISSING');
      expect(court.status).to.equal(200);
      expect(stranger.body.code).to.equal('CALLER_FORBIDDEN');
    });

    it('opens for a purpose that was recorded, which the holder sees', async () => {
      const path = '/v1/cases/RC-WHOLE';
      const question = { id: 'Q-1', purpose: 'LITIGATION', basis: '（2027）川01民初1号' };
      await desk.done(`${path}/queries`, question, 'arbitrator');

      const file = await desk.get(`${path}/file?query=Q-1&purpose=LITIGATION`, 'arbitrator');
      const other = await desk.get(`${path}/file?query=Q-1&purpose=AUDIT`, 'arbitrator');
      const log = await desk.get(`${path}/queries`, 'holder-a');

      expect(file.body).to.have.nested.property('record.id', 'RC-WHOLE');
      expect(other.body.code).to.equal('QUERY_PURPOSE_EXCEEDED');
      expect(log.body.items).to.have.length(1);
    });

    it('takes an objection after registration, and its decision under its own address', async () => {
      const path = '/v1/cases/RC-WHOLE/objections';
      const objection = { objection: 'OB-1', reasons: '共同项目', materialDigest: 'a'.repeat(64) };
      const decision = { outcome: 'REJECTED', findings: '合同另有约定' };

      await desk.done(path, objection, 'holder-b');
      const raised = await desk.get('/v1/worklist?limit=100', 'registrar1');
      const none = await desk.post(`${path}/OB-2/decision`, decision, { as: 'registrar1' });
      await desk.done(`${path}/OB-1/decision`, decision, 'registrar1');

      const tasks = raised.body.items as unknown as { action: string; case: { id: string } }[];
      const [tell, decide] = tasks.filter(({ case: of }) => of.id === 'RC-WHOLE');
      expect(tell).to.include({ action: 'TELL_HOLDER', clock: 'HOLDER_NOTICE' });
      expect(decide).to.include({ action: 'DECIDE_OBJECTION', clock: 'OBJECTION' });
      expect(none.body.code).to.equal('OBJECTION_NOT_FOUND');
    });

    it('puts the notice, and nothing else, before everybody', async () => {
      await desk.apply('RC-NOTICE', initialForm('DS-NOTICE'));
      const path = '/v1/cases/RC-NOTICE';
      const before = await desk.get(`${path}/notice`, 'bank');
      await desk.done(`${path}/acceptance`, {}, 'registrar1');
      await desk.done(`${path}/notice`, {}, 'registrar1');

      const notice = await desk.get(`${path}/notice`, 'bank');

      expect(before.body.code).to.equal('NOTICE_NOT_FOUND');
      expect(notice.body).to.include({ case: 'RC-NOTICE', running: true });
      expect(notice.text).not.to.contain(CONTACT.phone);
      expect(await itemOf('RC-NOTICE')).to.include({ status: 'PUBLICISED' });
      await desk.advance(40 * DAY_MS);
      expect(await itemOf('RC-NOTICE')).to.include({ status: 'NOTICE_ENDED' });
    });

    it('is signed by peers of every organisation asked', async () => {
      const organizations = ['RegistryMSP', 'AuthorityMSP'];

      const answer = await desk.post('/v1/cases/RC-L1/attestation', { organizations });
      const stranger = await desk.post(
        '/v1/cases/RC-L1/attestation',
        { organizations },
        { as: 'holder-b' },
      );

      expect(answer.status).to.equal(200);
      expect(answer.body).to.include({ v: 1, kind: 'shuquan.answer' });
      expect(stranger.body.code).to.equal('CALLER_FORBIDDEN');
    });

    it('leaves nothing private in the log', () => {
      const log = desk.gateway.lines.join('');

      expect(log).to.contain('/v1/cases');
      for (const word of Object.values(CONTACT).slice(1)) expect(log).not.to.contain(word);
      expect(log).not.to.contain(Buffer.from(CONTACT.phone).toString('base64').slice(0, 12));
    });
  });
});

const ofB = [{ holder: HOLDER_B, right: 'HOLD' as const, share: 'CONCURRENT' as const }];
