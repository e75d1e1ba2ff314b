import { CertificateFace } from '@shuquan/chaincode/model';
import { checkCertificate } from '@shuquan/gateway/certificate/check';
import { expect } from 'chai';
import { depositOf } from '../support/embedded.js';
import { HOLDER_A, REG1 } from '../support/parties.js';
import { initialForm } from '../support/register-samples.js';
import { RegisterGateway } from './register.js';

const YEAR_MS = 365 * 86_400_000;

describe('certificates over HTTP', function () {
  this.timeout(120_000);
  let desk: RegisterGateway;
  let no: string;
  before(async () => {
    desk = await RegisterGateway.open();
    const party = {
      uscc: HOLDER_A,
      type: 'LEGAL_PERSON',
      name: '成都蓉信数据科技有限公司（示例）',
    };
    await desk.done('/v1/parties', party, 'registrar1');
    no = await desk.certified('RC-1', initialForm('DS-1'));
  });
  after(() => desk.close());

  const pdf = async (number: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${desk.gateway.url}/v1/certificates/${number}/pdf`, {
      headers: { authorization: `Bearer ${desk.gateway.keyOf('bank')}`, ...headers },
    });
  const bytesOf = async (number: string): Promise<Uint8Array> =>
    new Uint8Array(await (await pdf(number)).arrayBuffer());
  const faceOf = async (number: string): Promise<CertificateFace | undefined> => {
    const { status, body } = await desk.get(`/v1/certificates/${number}/face`, 'bank');
    return status === 200 ? CertificateFace.parse(body) : undefined;
  };
  const listed = async (query: string): Promise<string[]> => {
    const { body } = await desk.get(`/v1/certificates?${query}`, 'bank');
    return (body.items as unknown as { no: string }[]).map((item) => item.no);
  };

  it('are printed from the ledger: the same file every time, which the ledger knows', async () => {
    const response = await pdf(no);
    const file = new Uint8Array(await response.arrayBuffer());
    const again = await bytesOf(no);

    const check = await checkCertificate(file, faceOf);

    expect(response.headers.get('content-type')).to.match(/^application\/pdf/);
    expect(Buffer.from(file.subarray(0, 5)).toString()).to.equal('%PDF-');
    expect(Buffer.compare(file, again)).to.equal(0);
    expect(check).to.deep.equal({ verdict: 'SAME', certificateNo: no, differences: [] });
  });

  it('state what was deposited, who holds what, and in which block', async () => {
    const face = await faceOf(no);
    const { body } = await desk.get(`/v1/certificates/${no}`, 'bank');
    const { certificate } = body as unknown as {
      certificate: { depositTxId: string; recordDigest: string; lastValidDay: string };
    };
    const deposit = await desk.get(`/v1/transactions/${certificate.depositTxId}`, 'bank');

    expect(face).to.deep.include({
      registrar: { uscc: REG1, name: REG1 },
      recordDigest: certificate.recordDigest,
      lastValidDay: certificate.lastValidDay,
      sourceType: 'COLLECTED',
      deposit: { txId: certificate.depositTxId, block: deposit.body.block },
      restrictions: '不得转售；不得出境；不得转售原始数据；不得出境',
    });
    expect(face?.holders.map(({ name, right }) => `${name} ${right}`)).to.deep.equal([
      '成都蓉信数据科技有限公司（示例） HOLD',
      '成都蓉信数据科技有限公司（示例） USE',
      '成都蓉信数据科技有限公司（示例） OPERATE',
    ]);
  });

  it('say the same after the ledger went on', async () => {
    const before = await bytesOf(no);
    const changes = [
      {
        field: 'name' as const,
        before: JSON.stringify(initialForm('DS-1').description.name),
        after: '"新名称"',
      },
    ];
    const form = { type: 'CHANGE' as const, certificate: no, changes };
    await desk.apply('RC-CHANGE', form);
    await desk.finished('RC-CHANGE');
    const [, second = ''] = await listed('limit=100');

    expect((await faceOf(no))?.dataName).to.equal(initialForm('DS-1').description.name);
    expect((await faceOf(second))?.dataName).to.equal('新名称');
    expect(Buffer.compare(await bytesOf(no), before)).to.equal(0);
  });

  it('are refused in another form, for a stranger to the gateway, and where there is none', async () => {
    const none = await pdf('SJ5112027030099');
    const wrong = await pdf('SJ51');
    const json = await pdf(no, { accept: 'application/json' });
    const nobody = await pdf(no, { authorization: '' });

    expect([none.status, wrong.status, json.status, nobody.status]).to.deep.equal([
      404, 400, 406, 401,
    ]);
    expect(await none.json()).to.include({ code: 'CERTIFICATE_NOT_FOUND' });
  });

  it('are listed by registrar, month and status, as of an instant', async () => {
    const in6Years = new Date(Date.parse(desk.now()) + 6 * YEAR_MS).toISOString();

    expect(await listed(`registrar=${REG1}&month=${no.slice(5, 11)}`)).to.include(no);
    expect(await listed(`registrar=${HOLDER_A}`)).to.deep.equal([]);
    expect(await listed('month=202601')).to.deep.equal([]);
    expect(await listed('status=VALID')).to.include(no);
    expect(await listed(`status=LAPSED&asOf=${in6Years}`)).to.include(no);
    expect(await listed('status=LAPSED')).to.deep.equal([]);
  });

  it('carry rights that are found by id, by version and by holder', async () => {
    const one = await desk.get('/v1/rights/RC-1.R1', 'bank');
    const none = await desk.get('/v1/rights/RC-9.R1', 'bank');
    const version = await desk.get('/v1/assets/DS-1/versions/1/rights?right=USE', 'bank');
    const held = await desk.get(`/v1/parties/${HOLDER_A}/rights?limit=2`, 'bank');
    const rest = await desk.get(
      `/v1/parties/${HOLDER_A}/rights?limit=2&cursor=${encodeURIComponent(held.body.next ?? '')}`,
      'bank',
    );

    expect(one.body).to.have.nested.property('state.status', 'ACTIVE');
    expect(none.body.code).to.equal('RIGHT_NOT_FOUND');
    expect(version.body.items).to.have.length(1);
    expect([held.body.items.length, rest.body.items.length]).to.deep.equal([2, 1]);
  });

  it('are signed by peers, as their rights are', async () => {
    const body = { organizations: ['RegistryMSP', 'CourtMSP'] };

    const certificate = await desk.post(`/v1/certificates/${no}/attestation`, body, { as: 'bank' });
    const right = await desk.post('/v1/rights/RC-1.R1/attestation', body, { as: 'bank' });

    expect([certificate.status, right.status]).to.deep.equal([200, 200]);
    expect(right.body).to.include({ kind: 'shuquan.answer' });
  });

  it('are numbered without gaps, void numbers with their reason', async () => {
    const month = no.slice(5, 11);
    const before = (await listed('limit=100')).length;
    await desk.done('/v1/serials/void', { month, count: 2, reason: '打印错误' }, 'registrar1');
    const next = await desk.certified('RC-2', initialForm('DS-2'));
    const gaps = await desk.get(`/v1/closings/${REG1}/${month}/gaps`, 'bank');
    const holder = await desk.post(
      '/v1/serials/void',
      { month, count: 1, reason: '试' },
      { as: 'holder-a' },
    );

    expect(Number(next.slice(11))).to.equal(before + 3);
    expect(gaps.body).to.deep.include({ gaps: [], rootHolds: true, last: before + 3 });
    expect(holder.body.code).to.equal('ROLE_MISSING');
  });

  it('are counted for each registrar, with the height that the counts come from', async () => {
    await desk.apply('RC-OPEN', initialForm('DS-OPEN'));

    const { body } = await desk.get(`/v1/statistics/registrars/${REG1}`, 'bank');
    const none = await desk.get(`/v1/statistics/registrars/${HOLDER_A}`, 'bank');

    const month = no.slice(5, 11);
    const counts = body as unknown as { cases: object[]; certificates: object[]; height: number };
    expect(counts.cases).to.deep.equal([
      { month, type: 'CHANGE', status: 'CERTIFIED', count: 1 },
      { month, type: 'INITIAL', status: 'CERTIFIED', count: 2 },
      { month, type: 'INITIAL', status: 'SUBMITTED', count: 1 },
    ]);
    expect(counts.certificates).to.deep.equal([{ month, issued: 3, voids: 2, closed: false }]);
    expect(counts.height).to.equal(Number((await desk.gateway.ground.ledger.info()).height));
    expect(none.body).to.deep.include({ cases: [], certificates: [] });
  });

  it('are no longer issued in a month that two organisations closed', async () => {
    const month = no.slice(5, 11);
    await desk.advance(35 * 86_400_000);
    const proposed = await desk.done('/v1/closings', { registrar: REG1, month }, 'court-official');
    const { digest } = proposed.body.value;
    const worklist = await desk.get('/v1/worklist', 'authority-official');
    const path = `/v1/closings/${REG1}/${month}`;
    const own = await desk.post(`${path}/approval`, { digest }, { as: 'court-official' });
    await desk.done(`${path}/approval`, { digest }, 'authority-official');
    const read = await desk.get(path, 'bank');
    const late = await desk.post(
      '/v1/serials/void',
      { month, count: 1, reason: '迟' },
      { as: 'registrar1' },
    );

    expect(worklist.body.items).to.deep.equal([
      { action: 'APPROVE_CLOSING', closing: { registrar: REG1, month, digest } },
    ]);
    expect(own.body.code).to.equal('APPROVER_NOT_INDEPENDENT');
    expect(read.body.state).to.equal('CLOSED');
    expect(late.body.code).to.equal('SERIAL_CLOSED_PERIOD');
    const after = await desk.get('/v1/worklist', 'authority-official');
    expect(after.body.items).to.deep.equal([]);
  });

  it('print name and overview whole, as long as a local profile allows them', async () => {
    const form = initialForm('DS-LONG', { evidence: 'EV-LONG' });
    const { digests, description } = form;
    await desk.done('/v1/evidence', depositOf('EV-LONG', { digests }), 'holder-a');
    const long = { name: '数'.repeat(60), overview: '概述，'.repeat(200) };
    const local = { ...form, description: { ...description, ...long } };
    await desk.deposited('RC-LONG', local, { profile: 'LOCAL_SZ_2023' });
    const { body } = await desk.done('/v1/certificates', { cases: ['RC-LONG'] }, 'registrar1');
    const { certificates } = body.value as unknown as { certificates: { no: string }[] };
    const number = certificates[0]?.no ?? '';

    const face = await faceOf(number);

    expect(face).to.include({ dataName: long.name, overview: long.overview });
    expect(await checkCertificate(await bytesOf(number), faceOf)).to.include({ verdict: 'SAME' });
  });

  it('are disputed from an objection on, and not as of before it', async () => {
    const before = desk.now();
    await desk.advance(60_000);
    const objection = {
      ...{ objection: 'OB-RC-1', reasons: '异议', materialDigest: 'a'.repeat(64) },
    };
    await desk.done('/v1/cases/RC-1/objections', objection, 'holder-b');

    // The corrected certificate is of the same rights.
    expect(await listed('status=DISPUTED&limit=100')).to.include(no);
    expect(await listed(`status=DISPUTED&limit=100&asOf=${before}`)).to.deep.equal([]);
  });
});
