import { CertificateFace, PERSON_NAME } from '@shuquan/chaincode/model';
import { checkCertificate } from '@shuquan/gateway/certificate/check';
import { expect } from 'chai';
import { HOLDER_A } from '../support/parties.js';
import { natural } from '../support/persons.js';
import { allRightsTo, initialForm } from '../support/register-samples.js';
import { PAPERS } from '../support/registrar.js';
import { without } from '../support/without.js';
import { findings, privatePart, RegisterGateway } from './register.js';

const INITIAL = initialForm('DS-NP');

/** What HTTP, read model and paper make of persons: the rules stand in the suite of the contracts. */
describe('natural persons over HTTP', function () {
  this.timeout(120_000);
  const person = natural();
  let desk: RegisterGateway;
  before(async () => {
    desk = await RegisterGateway.open();
  });
  after(() => desk.close());

  const todo = async (as: string): Promise<string[]> => {
    const { body } = await desk.get('/v1/worklist?limit=100', as);
    const tasks = body.items as unknown as { action: string; case?: { id: string } }[];
    return tasks.map(({ action, case: of }) => `${of?.id ?? ''} ${action}`);
  };

  it('leave what they have to do to the worklist of their registrar', async () => {
    const path = '/v1/cases/RC-NP-1';
    const allocation = [...allRightsTo(HOLDER_A), ...allRightsTo(person.id)];
    await desk.apply('RC-NP-1', { ...INITIAL, allocation });
    const waiting = await todo('registrar1');
    const { body } = await desk.get(path);
    const { digest: application } = (body as unknown as { application: { digest: string } })
      .application;
    const consent = { case: 'RC-NP-1', application };
    const asked = without(person.brings('registration:consent', consent, PAPERS), 'case');
    const given = { ...asked, private: privatePart(person.contact) };
    await desk.done(`${path}/consent`, given, 'registrar1');
    const consented = await todo('registrar1');
    await desk.done(`${path}/acceptance`, {}, 'registrar1');
    await desk.done(`${path}/findings`, { findings }, 'registrar1');
    const contact = await desk.get(`${path}/contact?person=${person.id}`);

    expect(waiting).to.include('RC-NP-1 CONSENT');
    expect(consented).to.deep.equal(['RC-NP-1 ACCEPT']);
    const { contact: told } = contact.body as unknown as { contact: string };
    expect(JSON.parse(Buffer.from(told, 'base64').toString())).to.deep.equal(person.contact);
    await desk.apply('RC-NP-2', initialForm('DS-NP', { allocation: allRightsTo(person.id) }), {
      as: person,
    });
    expect(await todo('registrar1')).to.include('RC-NP-2 EXPLAIN');
  });

  it('are found by their pseudonym, as applicants and as holders', async () => {
    const form = initialForm('DS-NP-3', { allocation: allRightsTo(person.id) });
    await desk.certified('RC-NP-3', form, { as: person });

    const cases = await desk.get(`/v1/cases?applicant=${person.id}&limit=10`);
    const held = await desk.get(`/v1/parties/${person.id}/rights?limit=10`, 'bank');

    const ids = (cases.body.items as unknown as { id: string }[]).map(({ id }) => id);
    expect(ids).to.deep.equal(['RC-NP-2', 'RC-NP-3']);
    expect(held.body.items).to.have.length(3);
  });

  it('stand on paper without a name, and the paper is compared with the ledger', async () => {
    const form = initialForm('DS-NP-4', {
      allocation: [...allRightsTo(person.id), { ...one, holder: HOLDER_A }],
    });
    await desk.apply('RC-NP-4', { ...form, withholdNotice: '涉及个人隐私' }, { as: person });
    const { body } = await desk.get('/v1/cases/RC-NP-4');
    const { digest } = (body as unknown as { application: { digest: string } }).application;
    await desk.done('/v1/cases/RC-NP-4/consent', { application: digest }, 'holder-a');
    await desk.done('/v1/cases/RC-NP-4/acceptance', {}, 'registrar1');
    const reasons = { reasons: '理由成立' };
    await desk.done('/v1/cases/RC-NP-4/notice-withholding', reasons, 'registrar1');
    await desk.decided('RC-NP-4');
    const issued = await desk.done('/v1/certificates', { cases: ['RC-NP-4'] }, 'registrar1');
    const [certificate] = (issued.body.value as unknown as { certificates: { no: string }[] })
      .certificates;
    const no = certificate?.no ?? '';

    const faceOf = async (number: string): Promise<CertificateFace | undefined> => {
      const { status, body: face } = await desk.get(`/v1/certificates/${number}/face`, 'bank');
      return status === 200 ? CertificateFace.parse(face) : undefined;
    };
    const pdf = await fetch(`${desk.gateway.url}/v1/certificates/${no}/pdf`, {
      headers: { authorization: `Bearer ${desk.gateway.keyOf('bank')}` },
    });
    const file = new Uint8Array(await pdf.arrayBuffer());

    expect((await faceOf(no))?.holders.map(({ id, name }) => [id, name])).to.deep.equal([
      ...[1, 2, 3].map(() => [person.id, PERSON_NAME]),
      [HOLDER_A, HOLDER_A],
    ]);
    expect(await checkCertificate(file, faceOf)).to.include({ verdict: 'SAME' });
  });
});

const one = { right: 'USE', share: 'CONCURRENT' } as const;
