import { expect } from 'chai';
import { depositInput, unique } from '../../support/founded.js';
import { HOLDER_B, IMPLEMENTING_BODY, REG1, REG2 } from '../../support/parties.js';
import { initialForm } from '../../support/register-samples.js';
import { PUBLIC, QUICK, ResourceDesk } from '../../support/resource-desk.js';
import { resourceForm } from '../../support/resource-forms.js';
import { without } from '../../support/without.js';
import { refusal } from '../register/applying.js';
import { skip, type Use } from '../suite.js';

const how = { as: 'implementer', office: PUBLIC };

/** What an application for a public data resource is held against, and where it goes. */
export function applying(use: Use): void {
  it('is refused without a deposit before it', async () => {
    const form = resourceForm(unique('ds'));

    expect(await refusal(use, without(form, 'evidence'), how)).to.equal(
      'EVIDENCE_REQUIRED PUBLIC_2025/26号/7',
    );
    expect(await refusal(use, form, how)).to.equal('EVIDENCE_NOT_FOUND');
  });

  it('names evidence of its own, and of these very bytes', async () => {
    const desk = new ResourceDesk(use(), PUBLIC);
    const [form, other] = [resourceForm(unique('ds')), resourceForm(unique('ds'))];
    await desk.deposit(form, 'operator');
    await desk.act('evidence:deposit', depositInput({ id: other.evidence ?? '' }), 'implementer');

    expect(await refusal(use, form, how)).to.equal('CALLER_FORBIDDEN');
    expect(await refusal(use, other, how)).to.equal('ROOT_MISMATCH');
  });

  const sections = [
    'lawfulSource',
    'products',
    'scenarios',
    'riskAssessment',
    'catalogNos',
  ] as const;
  for (const section of sections) {
    it(`asks for ${section}`, async () => {
      const form = without(resourceForm(unique('ds')), section);

      expect(await refusal(use, form, how)).to.equal('FIELD_REQUIRED PUBLIC_2025/26号/登记');
    });
  }

  it('asks for the time that the data covers, and for an agreement where there is one', async () => {
    const form = resourceForm(unique('ds'));
    const description = without(form.description, 'timeSpan');
    const code = 'FIELD_REQUIRED PUBLIC_2025/26号/登记';

    expect(await refusal(use, { ...form, description }, how)).to.equal(code);
    expect(await refusal(use, { ...form, basis: 'AUTHORISED_OPERATION' }, how)).to.equal(code);
  });

  it('counts name and overview as the rule does', async () => {
    const form = resourceForm(unique('ds'));
    const description = { ...form.description, name: '数'.repeat(41) };

    expect(await refusal(use, { ...form, description }, how)).to.equal(
      'FIELD_LIMIT_EXCEEDED PUBLIC_2025/26号/登记',
    );
  });

  it('is of its own register: neither profile takes the other’s types', async () => {
    const resource = resourceForm(unique('ds'));

    expect(await refusal(use, resource, { as: 'implementer' })).to.equal('CASE_TYPE_UNKNOWN');
    expect(await refusal(use, initialForm(unique('ds')), how)).to.equal('CASE_TYPE_UNKNOWN');
  });

  it('is with no registrar in its own register', async () => {
    const form = resourceForm(unique('ds'));

    expect(await refusal(use, form, { ...how, as: 'registrar1' })).to.equal(
      'REGISTRAR_SELF_APPLICATION PUBLIC_2025/26号/登记',
    );
  });

  it('waits for acceptance however long nobody answers: silence is none', async function () {
    if (use().bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new ResourceDesk(use(), PUBLIC);
    const [id, form] = [unique('rc'), resourceForm(unique('ds'))];
    await desk.deposit(form, 'implementer');
    await desk.apply(id, form, { as: 'implementer', profile: PUBLIC.profile });
    await desk.later(14);

    const { state } = await desk.view(id);

    expect([state.status, state.deemedAccepted]).to.deep.equal(['SUBMITTED', false]);
    const accepted = await desk.act('acceptance:accept', { case: id }, 'registrar1');
    expect(accepted.steps.at(-1)).to.include({ kind: 'ACCEPTED', punctuality: 'LATE' });
  });

  it('is on notice with subject, type, name and overview, and nothing more', async () => {
    const desk = new ResourceDesk(use(), PUBLIC);
    const [id, form] = [unique('rc'), resourceForm(unique('ds'))];
    await desk.deposit(form, 'implementer');
    await desk.accepted(id, form, { office: PUBLIC, as: 'implementer' });
    await desk.act('review:publish', { case: id }, 'registrar1');

    const { opened, type } = await use().ask('registration:notice', { case: id }, 'bank');

    expect(type).to.equal('RESOURCE');
    expect(opened.map(({ field }) => field)).to.have.members([
      ...['applicant.name', 'applicant.type', 'form.type', 'data.name', 'data.overview'],
    ]);
  });

  it('is approved only after its notice, and the notice can not be withheld', async () => {
    const desk = new ResourceDesk(use(), PUBLIC);
    const [id, form] = [unique('rc'), resourceForm(unique('ds'))];
    await desk.deposit(form, 'implementer');
    await desk.accepted(id, form, { office: PUBLIC, as: 'implementer' });
    const withhold = { case: id, reasons: '理由正当' };

    expect(await use().refusal('review:withhold', withhold, 'registrar1')).to.equal(
      'NOTICE_NOT_REQUESTED PUBLIC_2025/26号/公示',
    );
    const findings = [{ matter: 'DESCRIPTION', outcome: 'SATISFIED', note: '属实' }] as const;
    await desk.act('review:record', { case: id, findings: [...findings] }, 'registrar1');
    const decide = { case: id, outcome: 'APPROVED', reasons: '符合规定' };
    expect(await use().refusal('review:decide', decide, 'approver1')).to.equal(
      'NOTICE_REQUIRED PUBLIC_2025/26号/公示',
    );
    await desk.act('review:publish', { case: id }, 'registrar1');
    expect(await use().refusal('review:decide', decide, 'approver1')).to.equal(
      'NOTICE_NOT_ENDED PUBLIC_2025/26号/公示',
    );
    const objection = { case: id, objection: unique('ob'), reasons: '来源不明' };
    const material = { materialDigest: '0'.repeat(64) };
    await desk.act('objection:raise', { ...objection, ...material }, 'holder-b');
    expect(await use().refusal('review:decide', decide, 'approver1')).to.equal(
      'OBJECTION_OPEN PUBLIC_2025/26号/公示',
    );
  });

  it('ends in a code of the registrar’s, for three years', async () => {
    const form = resourceForm(unique('ds'));
    const id = unique('rc');

    const made = await new ResourceDesk(use()).coded(form, { id });

    expect(made).to.deep.include({
      ...{ case: id, registrar: REG1, holder: IMPLEMENTING_BODY, basis: 'OWN_DUTY' },
      ...{ data: form.data, digests: form.digests, evidence: form.evidence, entries: [] },
      validity: { count: 3, unit: 'YEAR' },
    });
    const { record, state } = await new ResourceDesk(use()).view(id);
    expect(state).to.include({ status: 'REGISTERED', lookupCode: made.lookupCode });
    expect(record.steps.at(-1)?.kind).to.equal('RESOURCE_REGISTERED');
    expect([REG2, HOLDER_B]).to.not.include(made.holder);
  });

  it('is given its code by its own act alone, once, and by its registrar', async () => {
    const desk = new ResourceDesk(use());
    const [id, form] = [unique('rc'), resourceForm(unique('ds'))];
    await desk.deposit(form, 'implementer');
    await desk.accepted(id, form, { office: QUICK, as: 'implementer' });
    const refuse = (
      name: 'resource:assignCode' | 'resource:update' | 'register:deposit',
      by: string,
    ) => desk.time().then(() => use().code(name, { case: id }, by));

    expect(await refuse('resource:assignCode', 'registrar1')).to.equal('CASE_STATE_FORBIDS');
    await desk.approve(id);
    expect(await refuse('register:deposit', 'registrar1')).to.equal('CASE_STATE_FORBIDS');
    expect(await refuse('resource:update', 'registrar1')).to.equal('CASE_STATE_FORBIDS');
    expect(await refuse('resource:assignCode', 'registrar2')).to.equal('CALLER_FORBIDDEN');
    await desk.act('resource:assignCode', { case: id }, 'registrar1');
    expect(await refuse('resource:assignCode', 'registrar1')).to.equal('CASE_STATE_FORBIDS');
    expect(await use().code('register:certify', { cases: [id] }, 'registrar1')).to.equal(
      'CASE_STATE_FORBIDS',
    );
  });

  it('leaves cases of data property to the register of data property', async () => {
    const desk = new ResourceDesk(use());
    const id = unique('rc');
    await desk.approved(id, initialForm(unique('ds'), { withholdNotice: '涉及商业秘密' }));

    for (const name of ['resource:assignCode', 'resource:update'] as const) {
      expect(await use().code(name, { case: id }, 'registrar1')).to.equal('CASE_STATE_FORBIDS');
    }
  });
}
