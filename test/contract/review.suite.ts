import type { Input } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../support/founded.js';
import { cancellation, change, changed } from '../support/register-forms.js';
import {
  CONTACT,
  type Form,
  initialForm,
  privateContact,
  quietForm,
} from '../support/register-samples.js';
import { FIRST, Registrar, SECOND } from '../support/registrar.js';
import { actsOf } from './register/acts.js';
import { broughtActs } from './register/brought.js';
import { scarceYear } from './register/scarce-year.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

const PHONE = '联系电话 138-1234-5678';
const digest = '0'.repeat(64);
type Matter = Input<'review:record'>['findings'][number]['matter'];
const findings = (...matters: Matter[]): Input<'review:record'>['findings'] =>
  matters.map((matter) => ({ matter, outcome: 'SATISFIED', note: '属实' }));
const ALL = findings('DESCRIPTION', 'SOURCE', 'RIGHTS');
const items = [{ field: 'source', what: '补充来源证明' }];
const approval = (id: string): Input<'review:decide'> => ({
  ...{ case: id, outcome: 'APPROVED', reasons: '符合规定' },
});

/** 审查、公示与决定: what an approval needs, who may give it, and by when. */
export function reviewSuite(name: string, open: OpenBench): void {
  contractSuite(`review: ${name}`, open, (use) => {
    actsOf('review', use);
    describe('acts of the review', () => {
      acts(use);
    });
    describe('proof and extension', () => {
      pauses(use);
    });
    describe('notice', () => {
      notices(use);
    });
    describe('decision', () => {
      decisions(use);
    });
    describe('overlap in a decision', () => {
      overlaps(use);
    });
    describe('act brought for a natural person', () => {
      broughtActs('review', use);
    });
    scarceYear('review', use);
    covers('review', use);
  });
}

async function accepted(desk: Registrar, form: Form = quietForm(unique('ds'))): Promise<string> {
  const id = unique('rc');
  await desk.accepted(id, form);
  return id;
}

/** Reviewed in every matter, and without a notice to wait for. */
async function reviewed(desk: Registrar, form?: Form): Promise<string> {
  const id = await accepted(desk, form);
  await desk.act('review:withhold', { case: id, reasons: '理由正当' }, 'registrar1');
  await desk.act('review:record', { case: id, findings: ALL }, 'registrar1');
  return id;
}

function acts(use: Use): void {
  const inputs: Readonly<Record<string, object>> = {
    record: { findings: [{ matter: 'SOURCE', outcome: 'SATISFIED', note: PHONE }] },
    askProof: { items: [{ field: 'source', what: PHONE }] },
    extend: { reasons: PHONE },
    publish: {},
    withhold: { reasons: PHONE },
    decide: { outcome: 'REFUSED', ground: 'NOT_PROVED', reasons: PHONE },
  };
  for (const [act, input] of Object.entries(inputs)) {
    const name = `review:${act}` as 'review:publish';

    it(`${act} is the registrar’s of the case, between acceptance and decision`, async () => {
      const desk = new Registrar(use());
      const id = unique('rc');
      await desk.apply(id, quietForm(unique('ds')));

      expect(await use().code(name, { ...input, case: id }, 'registrar1')).to.equal(
        'CASE_STATE_FORBIDS',
      );
      await desk.act('acceptance:accept', { case: id }, 'registrar1');
      expect(await use().code(name, { ...input, case: id }, 'registrar2')).to.equal(
        'CALLER_FORBIDDEN',
      );
      if (act === 'publish') return;
      expect(await use().code(name, { ...input, case: id }, 'registrar1')).to.equal(
        'PERSONAL_DATA_REFUSED',
      );
    });
  }
}

function pauses(use: Use): void {
  it('asks for proof once at a time, and the clock stands still until it comes', async () => {
    const desk = new Registrar(use());
    const id = await accepted(desk);
    const ask = { case: id, items };
    const give = { case: id, documentDigests: [digest] };
    const refuseGive = (as: string): Promise<string> => use().code('review:giveProof', give, as);

    expect(await refuseGive('holder-a')).to.equal('CASE_STATE_FORBIDS');
    await desk.act('review:askProof', ask, 'registrar1');
    expect((await desk.view(id)).state.deadlines[0]).to.include({
      clock: 'DECISION',
      paused: true,
    });
    expect(await use().code('review:askProof', ask, 'registrar1')).to.equal('CASE_STATE_FORBIDS');
    expect(await refuseGive('holder-b')).to.equal('CALLER_FORBIDDEN');
    await desk.act('review:giveProof', give, 'holder-a');
    expect((await desk.view(id)).state.deadlines[0]).to.include({ paused: false });
  });

  it('takes no proof once the case is decided', async () => {
    const desk = new Registrar(use());
    const id = await accepted(desk);
    await desk.act('review:askProof', { case: id, items }, 'registrar1');
    const refusal = { ground: 'NOT_PROVED', reasons: '无法证明', outcome: 'TERMINATED' as const };
    await desk.act('review:decide', { case: id, ...refusal }, 'approver1');

    expect(
      await use().code('review:giveProof', { case: id, documentDigests: [digest] }, 'holder-a'),
    ).to.equal('CASE_STATE_FORBIDS');
  });

  it('extends the time to decide once, by as much as the rule gives', async () => {
    const desk = new Registrar(use());
    const id = await accepted(desk);
    const before = (await desk.view(id)).state.deadlines[0]?.due ?? '';
    const input = { case: id, reasons: '案情复杂' };

    await desk.act('review:extend', input, 'registrar1');

    const after = (await desk.view(id)).state.deadlines[0]?.due ?? '';
    expect(after > before, `${before} → ${after}`).to.equal(true);
    expect(await use().refusal('review:extend', input, 'registrar1')).to.equal(
      'EXTENSION_SPENT NATIONAL_2026/28',
    );
  });

  it('extends no time that has ended', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(stage);
    const id = await accepted(desk);

    await desk.later(40);

    const input = { case: id, reasons: '案情复杂' };
    expect(await stage.refusal('review:extend', input, 'registrar1')).to.equal(
      'DEADLINE_PASSED NATIONAL_2026/28',
    );
  });
}

function notices(use: Use): void {
  it('is published once, and its days do not count', async () => {
    const desk = new Registrar(use());
    const id = await accepted(desk, initialForm(unique('ds')));
    const before = (await desk.view(id)).state.deadlines[0]?.due ?? '';

    await desk.act('review:publish', { case: id }, 'registrar1');

    const { state } = await desk.view(id);
    expect(state.status).to.equal('PUBLICISED');
    expect(state.deadlines.map(({ clock }) => clock)).to.deep.equal(['DECISION', 'NOTICE']);
    const after = state.deadlines[0]?.due ?? '';
    expect(after > before, `${before} → ${after}`).to.equal(true);
    expect(await use().code('review:publish', { case: id }, 'registrar1')).to.equal(
      'CASE_STATE_FORBIDS',
    );
  });

  it('of a person says only what it is', async () => {
    const desk = new Registrar(use());
    const id = unique('rc');
    await desk.time();
    const person = { ...CONTACT, type: 'NATURAL_PERSON', name: '自然人甲某某' };
    const input = {
      ...{ id, registrar: FIRST.registrar, profile: FIRST.profile },
      form: initialForm(unique('ds')),
    };
    const options = { transient: privateContact(person) };
    await use().submit('registration:apply', input, 'holder-a', options);
    await desk.act('acceptance:accept', { case: id }, 'registrar1');

    const { steps } = await desk.act('review:publish', { case: id }, 'registrar1');

    const published = steps.at(-1);
    if (published?.kind !== 'NOTICE_PUBLISHED') throw new TypeError('There is no notice.');
    expect(published.opened.map(({ field }) => field)).to.deep.equal([
      ...['applicant.type', 'data.name', 'data.overview', 'data.restrictions'],
    ]);
    expect(JSON.stringify(steps)).not.to.include(person.name);
  });

  it('needs who applied', async () => {
    const desk = new Registrar(use());
    const id = await accepted(desk, initialForm(unique('ds')));
    const erasure = { case: id, reason: 'COURT_ORDER' as const, legalBasis: 'PIPL 47' };
    await desk.act('registration:eraseContact', erasure, 'judge');

    expect(await use().code('review:publish', { case: id }, 'registrar1')).to.equal(
      'CONTACT_ERASED',
    );
  });

  it('is withheld on the applicant’s request only', async () => {
    const desk = new Registrar(use());
    const id = await accepted(desk, initialForm(unique('ds')));
    const input = { case: id, reasons: '理由正当' };

    expect(await use().refusal('review:withhold', input, 'registrar1')).to.equal(
      'NOTICE_NOT_REQUESTED NATIONAL_2026/24',
    );
    const quiet = await accepted(desk);
    const { steps } = await desk.act('review:withhold', { ...input, case: quiet }, 'registrar1');
    expect(steps.at(-1)).to.include({ kind: 'NOTICE_WITHHELD', article: 'NATIONAL_2026/24' });
    expect((await desk.view(quiet)).state.status).to.equal('NOTICE_ENDED');
    expect(await use().code('review:publish', { case: quiet }, 'registrar1')).to.equal(
      'CASE_STATE_FORBIDS',
    );
  });
}

function decisions(use: Use): void {
  const refuse = (id: string, as = 'approver1', over: object = {}): Promise<string> =>
    use().refusal('review:decide', { ...approval(id), ...over }, as);

  it('is another person’s than whoever reviewed', async () => {
    const id = await reviewed(new Registrar(use()));

    expect(await refuse(id, 'registrar1')).to.equal('REVIEWER_CAN_NOT_DECIDE NATIONAL_2026/32');
    expect((await new Registrar(use()).view(id)).state.status).to.equal('NOTICE_ENDED');
    const { steps } = await new Registrar(use()).act('review:decide', approval(id), 'approver1');
    expect(steps.at(-1)).to.include({
      kind: 'DECIDED',
      outcome: 'APPROVED',
      punctuality: 'IN_TIME',
    });
  });

  it('rests on findings in every matter, the last word on each', async () => {
    const desk = new Registrar(use());
    const id = await accepted(desk);
    await desk.act('review:withhold', { case: id, reasons: '理由正当' }, 'registrar1');
    const record = (...what: Input<'review:record'>['findings']): Promise<unknown> =>
      desk.act('review:record', { case: id, findings: what }, 'registrar1');

    expect(await refuse(id)).to.equal('REVIEW_MISSING NATIONAL_2026/32');
    await record(...findings('DESCRIPTION', 'SOURCE'));
    expect(await refuse(id)).to.equal('REVIEW_MISSING NATIONAL_2026/32');
    await record(...findings('RIGHTS'));
    await record({ matter: 'SOURCE', outcome: 'NOT_SATISFIED', note: '存疑' });
    expect(await refuse(id)).to.equal('REVIEW_MISSING NATIONAL_2026/32');
    await record(...findings('SOURCE'));
    await desk.act('review:decide', approval(id), 'approver1');
  });

  it('waits for the proof that was asked for', async () => {
    const desk = new Registrar(use());
    const id = await reviewed(desk);
    await desk.act('review:askProof', { case: id, items }, 'registrar1');

    expect(await refuse(id)).to.equal('REVIEW_MISSING NATIONAL_2026/32');
  });

  it('waits for the notice, and for its end', async () => {
    const desk = new Registrar(use());
    const id = await accepted(desk, initialForm(unique('ds')));
    await desk.act('review:record', { case: id, findings: ALL }, 'registrar1');

    expect(await refuse(id)).to.equal('NOTICE_REQUIRED NATIONAL_2026/24');
    await desk.act('review:publish', { case: id }, 'registrar1');
    expect(await refuse(id)).to.equal('NOTICE_NOT_ENDED NATIONAL_2026/24');
  });

  it('comes once the last day of the notice is certainly over', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(stage);
    const id = await accepted(desk, initialForm(unique('ds')));
    await desk.act('review:record', { case: id, findings: ALL }, 'registrar1');
    await desk.act('review:publish', { case: id }, 'registrar1');
    const dueAt = (await desk.view(id)).state.nextChangeAt ?? '';

    await desk.goTo(new Date(Date.parse(dueAt) - 1000).toISOString());
    expect(await refuse(id)).to.equal('NOTICE_NOT_ENDED NATIONAL_2026/24');
    await desk.goTo(dueAt);

    await desk.act('review:decide', approval(id), 'approver1');
  });

  it('waits for the objections', async () => {
    const desk = new Registrar(use());
    const id = await accepted(desk, initialForm(unique('ds')));
    await desk.act('review:record', { case: id, findings: ALL }, 'registrar1');
    await desk.act('review:publish', { case: id }, 'registrar1');
    const raised = { case: id, objection: 'ob-1', reasons: '测试', materialDigest: digest };
    await desk.act('objection:raise', raised, 'holder-b');

    expect(await refuse(id)).to.equal('OBJECTION_OPEN NATIONAL_2026/25');
  });

  it('refuses on a ground of the profile, with its article', async () => {
    const desk = new Registrar(use());
    const id = await accepted(desk);
    const refusal = { outcome: 'REFUSED' as const, ground: 'FALSE_PROOF' };

    expect(await refuse(id, 'approver1', { ...refusal, ground: 'UNPLEASANT' })).to.equal(
      'REFUSAL_GROUND_UNKNOWN',
    );
    const { steps } = await desk.act('review:decide', { ...approval(id), ...refusal }, 'approver1');
    expect(steps.at(-1)).to.include({ outcome: 'REFUSED', article: 'NATIONAL_2026/22(4)' });
    expect((await desk.view(id)).state.status).to.equal('REFUSED');
    expect(await refuse(id)).to.equal('CASE_STATE_FORBIDS NATIONAL_2026/32');
  });

  it('that comes late is recorded as late, with the deadline it missed', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(stage);
    const id = await reviewed(desk);
    const due = (await desk.view(id)).state.deadlines[0]?.due;

    await desk.later(40);

    const { steps } = await desk.act('review:decide', approval(id), 'approver1');
    const decided = steps.at(-1);
    expect(decided).to.include({ kind: 'DECIDED', punctuality: 'LATE' });
    expect(decided?.kind === 'DECIDED' && decided.decision.due).to.equal(due);
    expect((await desk.view(id)).state.late.at(-1)).to.include({ punctuality: 'LATE' });
  });

  it('of a case that needs no notice comes without one', async () => {
    const desk = new Registrar(use());
    const { no } = await desk.certified(unique('rc'), quietForm(unique('ds')));
    const { description } = initialForm('x');

    await desk.approved(unique('rc'), change(no, changed('name', description.name, '新名称')));
    await desk.approved(unique('rc'), cancellation(no, ['HOLD']));
  });
}

function overlaps(use: Use): void {
  it('with another’s registration wants an explanation and a finding on it', async () => {
    const desk = new Registrar(use());
    const form = initialForm(unique('ds'));
    await desk.apply(unique('rc'), form);
    const id = unique('rc');
    const other = quietForm(unique('ds'), { digests: form.digests });
    await desk.accepted(id, other, { as: 'holder-b', consents: ['holder-a'] });
    await desk.act('review:withhold', { case: id, reasons: '理由正当' }, 'registrar1');
    await desk.act('review:record', { case: id, findings: ALL }, 'registrar1');
    const refuse = (): Promise<string> => use().refusal('review:decide', approval(id), 'approver1');

    expect(await refuse()).to.equal('OVERLAP_EXPLANATION_REQUIRED NATIONAL_2026/39(2)');
    await desk.act('registration:explain', { case: id, explanation: '共同采集' }, 'holder-b');
    expect(await refuse()).to.equal('REVIEW_MISSING NATIONAL_2026/32');
    await desk.act('review:record', { case: id, findings: findings('OVERLAP') }, 'registrar1');
    await desk.act('review:decide', approval(id), 'approver1');
  });

  it('of one applicant at two registrars is named as what it is', async () => {
    const desk = new Registrar(use());
    const form = initialForm(unique('ds'));
    await desk.apply(unique('rc'), form);
    const id = unique('rc');
    const again = quietForm(unique('ds'), { digests: form.digests });
    await desk.accepted(id, again, { office: SECOND });

    expect(await use().refusal('review:decide', approval(id), 'approver2')).to.equal(
      'REPEAT_REGISTRATION NATIONAL_2026/39(2)',
    );
  });
}
