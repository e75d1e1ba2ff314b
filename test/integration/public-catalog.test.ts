import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { entryInput } from '../support/catalog-samples.js';
import { HOLDER_A, IMPLEMENTING_BODY } from '../support/parties.js';
import { CONTACT } from '../support/register-samples.js';
import { RegisterGateway } from './register.js';

const DAY_MS = 86_400_000;
const hex = '0'.repeat(64);

const contactIn = (text: string): string => (JSON.parse(text) as { contact: string }).contact;

describe('public catalogue over HTTP', function () {
  this.timeout(120_000);
  let desk: RegisterGateway;
  before(async () => {
    desk = await RegisterGateway.open();
  });
  after(() => desk.close());

  const items = async (path: string): Promise<Record<string, unknown>[]> => {
    const answer = await desk.get(path, 'bank');
    expect(answer.status, answer.text).to.equal(200);
    return answer.body.items as unknown as Record<string, unknown>[];
  };

  it('writes entries, lists them by department and state, and answers for an instant', async () => {
    const kept = entryInput({ catalogNo: 'CD-GS-0007' });
    await desk.done('/v1/catalog/entries', kept, 'implementer');
    await desk.done('/v1/catalog/entries', entryInput({ catalogNo: 'CD-GS-0008' }), 'implementer');
    await desk.done('/v1/catalog/entries/CD-GS-0008/retirement', { reason: '停用' }, 'implementer');

    const active = await items(`/v1/catalog/entries?department=${IMPLEMENTING_BODY}&state=ACTIVE`);
    expect(active.map(({ catalogNo }) => catalogNo)).to.deep.equal(['CD-GS-0007']);
    const retired = await items('/v1/catalog/entries?state=RETIRED');
    expect(retired.map(({ catalogNo }) => catalogNo)).to.deep.equal(['CD-GS-0008']);
    const { body } = await desk.get('/v1/catalog/entries/CD-GS-0008/versions/1', 'bank');
    expect(body).to.include({ state: 'ACTIVE', version: 1 });
    const page = await desk.get('/v1/catalog/entries?limit=1', 'bank');
    const next = String(page.body['next']);
    const rest = await items(`/v1/catalog/entries?limit=1&cursor=${next}`);
    expect(rest.map(({ catalogNo }) => catalogNo)).to.deep.equal(['CD-GS-0008']);
    const other = await desk.get(`/v1/complaints?limit=1&cursor=${next}`, 'bank');
    expect(other.body['code']).to.equal('CURSOR_INVALID');
  });

  it('keeps who complains out of the answer, and gives it to the office alone', async () => {
    const complaint = { id: 'CP-1', about: HOLDER_A, matter: '超范围收集' };
    const seed = randomBytes(32).toString('base64');
    const body = { ...complaint, private: { contact: CONTACT, seed } };
    const filed = await desk.done('/v1/complaints', body, 'consumer-c');

    expect(filed.text).to.not.contain(CONTACT.phone);
    const closed = await desk.get('/v1/complaints/CP-1/contact', 'supervisor');
    expect(closed.body['code']).to.equal('QUERY_PURPOSE_MISSING');
    const query = { id: 'qu-CP-1', purpose: 'SUPERVISION', basis: '查处投诉' };
    const on = { kind: 'COMPLAINT', id: 'CP-1' };
    await desk.done('/v1/queries', { ...query, on }, 'supervisor');
    const named = 'query=qu-CP-1&purpose=SUPERVISION';
    const asked = await desk.get(`/v1/complaints/CP-1/contact?${named}`, 'supervisor');
    const contact = Buffer.from(contactIn(asked.text), 'base64').toString('utf8');
    expect(contact).to.contain(CONTACT.phone);
    expect((await desk.get('/v1/complaints/CP-1/contact', 'bank')).body['code']).to.equal(
      'SCOPE_MISSING',
    );
  });

  it('puts a ticket on the worklist of whoever’s turn it is, until it is closed', async () => {
    const [office, department, filer] = ['registry-official', 'implementer', 'holder-a'];
    const entry = entryInput({ catalogNo: 'CD-GS-0009' });
    await desk.done('/v1/catalog/entries', entry, department);
    const todo = async (): Promise<string[][]> => {
      const all: string[][] = [];
      for (const as of [office, department, filer]) {
        const { body } = await desk.get('/v1/worklist?limit=100', as);
        const tasks = body.items as unknown as { action: string; ticket?: { id: string } }[];
        all.push(tasks.flatMap(({ action, ticket }) => (ticket?.id === 'TK-T' ? action : [])));
      }
      return all;
    };
    const path = '/v1/catalog/corrections';
    const ticket = { id: 'TK-T', catalogNo: 'CD-GS-0009', version: 1, description: '有误' };

    await desk.done(path, ticket, filer);
    expect(await todo()).to.deep.equal([['ASSIGN_CORRECTION'], [], []]);
    await desk.done(`${path}/TK-T/assignment`, {}, office);
    expect(await todo()).to.deep.equal([[], ['ANSWER_CORRECTION'], []]);
    const [due] = (await desk.get('/v1/worklist', department)).body.items as unknown as object[];
    expect(due).to.have.property('dueAt');
    await desk.done(`${path}/TK-T/rejection`, { reasons: '核对无误' }, department);
    expect(await todo()).to.deep.equal([[], [], ['CLOSE_CORRECTION']]);
    await desk.done(`${path}/TK-T/closure`, {}, filer);
    expect(await todo()).to.deep.equal([[], [], []]);
  });

  it('lists tickets, complaints and attestations by what time alone makes of them', async () => {
    const ticket = { id: 'TK-1', catalogNo: 'CD-GS-0007', version: 1, description: '有误' };
    await desk.done('/v1/catalog/corrections', ticket, 'holder-a');
    const party = { uscc: '91510106MA7DEM0B8D', type: 'LEGAL_PERSON', name: '示例' };
    await desk.done('/v1/parties', party, 'registrar1');
    const [from, to] = [desk.now(), new Date(Date.parse(desk.now()) + 90 * DAY_MS).toISOString()];
    const qualification = { id: 'Q-1', code: 'COMPLIANCE_ASSESSOR', documentDigest: hex };
    await desk.done(
      `/v1/parties/${party.uscc}/qualifications`,
      { ...qualification, validFrom: from, validTo: to },
      'registrar1',
    );
    const attestation = {
      ...{ id: 'ATT-1', kind: 'COMPLIANCE', subject: 'CD-GS-0007@1', qualification: 'Q-1' },
      ...{ reportDigest: hex, conclusion: '合规', validFrom: from.slice(0, 10) },
      validTo: to.slice(0, 10),
    };
    await desk.done('/v1/third-party-attestations', attestation, 'processor-e');
    const valid = '/v1/third-party-attestations/all?status=VALID';
    const expired = '/v1/third-party-attestations/all?status=EXPIRED';

    expect([(await items(valid)).length, (await items(expired)).length]).to.deep.equal([1, 0]);
    expect(await items('/v1/catalog/corrections?overdue=true')).to.deep.equal([]);
    desk.gateway.ground.clock.advance(100 * DAY_MS);
    expect([(await items(valid)).length, (await items(expired)).length]).to.deep.equal([0, 1]);
    expect(await items('/v1/catalog/corrections?overdue=true')).to.have.length(1);
    expect(await items('/v1/complaints?overdue=true&status=RECEIVED')).to.have.length(1);
  });
});
