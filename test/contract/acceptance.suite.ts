import type { Input, Output } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { depositInput, unique } from '../support/founded.js';
import { CONSUMER_C, HOLDER_A, HOLDER_B, REG1 } from '../support/parties.js';
import {
  allRightsTo,
  type Form,
  type InitialForm,
  initialForm,
  privateContact,
} from '../support/register-samples.js';
import { type Case, LOCAL, Registrar, shanghai } from '../support/registrar.js';
import { actsOf } from './register/acts.js';
import { broughtActs } from './register/brought.js';
import { scarceYear } from './register/scarce-year.js';
import { targets } from './register/targets.js';
import { encumberedCodes, fusionCodes, publicCodes } from './resource/elsewhere.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';
import { without } from '../support/without.js';

const PHONE = '联系电话 138-1234-5678';
const items = [{ field: 'description.overview', what: '概述不完整' }];
const digest = '0'.repeat(64);

/** 受理: told once what is missing, taken up, declined, or accepted by silence. */
export function acceptanceSuite(name: string, open: OpenBench): void {
  contractSuite(`acceptance: ${name}`, open, (use) => {
    actsOf('acceptance', use);
    describe('correction and service', () => {
      corrections(use);
    });
    describe('supplement', () => {
      supplements(use);
    });
    describe('supplement of what is registered', () => {
      targets(use, { open: toCorrect });
    });
    describe('answer', () => {
      answers(use);
    });
    describe('silence', () => {
      silences(use);
    });
    describe('act brought for a natural person', () => {
      broughtActs('acceptance', use);
    });
    scarceYear('acceptance', use);
    covers('acceptance', use, [...publicCodes, ...fusionCodes, ...encumberedCodes]);
  });
}

const today = (desk: Registrar): string =>
  new Date(desk.stage.bench.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

function correct(desk: Registrar, id: string, workingDays = 10): Promise<Case> {
  return desk.act('acceptance:correct', { case: id, items, workingDays }, 'registrar1');
}

const service = (
  desk: Registrar,
  id: string,
  over: Partial<Input<'acceptance:serve'>> = {},
): Input<'acceptance:serve'> => ({
  case: id,
  ...{ document: 'CORRECTION_NOTICE', method: 'ELECTRONIC', receiptDigest: digest },
  servedOn: today(desk),
  ...over,
});

/** Refuses what would mend a case. */
const mending =
  (desk: Registrar, id: string) =>
  (form: object, transient: object = privateContact(), as = 'holder-a'): Promise<string> => {
    const options = { transient: transient as Record<string, Uint8Array> };
    const input = { case: id, form };
    return desk.time().then(() => desk.stage.refusal('acceptance:supplement', input, as, options));
  };

/** Mends a case with another form. */
async function mend(
  desk: Registrar,
  id: string,
  form: Form,
): Promise<Output<'registration:apply'>> {
  await desk.time();
  const options = { transient: privateContact() };
  return desk.stage.submit('acceptance:supplement', { case: id, form }, 'holder-a', options);
}

async function toCorrect(desk: Registrar, good: Form): Promise<(form: Form) => Promise<string>> {
  const id = unique('rc');
  await desk.apply(id, good);
  await correct(desk, id);
  return mending(desk, id);
}

async function applied(desk: Registrar, form = initialForm(unique('ds'))): Promise<string> {
  const id = unique('rc');
  await desk.apply(id, form);
  return id;
}

function corrections(use: Use): void {
  it('is one notice that lists everything; the clock runs from its service', async () => {
    const desk = new Registrar(use());
    const id = await applied(desk);
    await correct(desk, id);

    let { state } = await desk.view(id);
    expect(state).to.include({ status: 'CORRECTION_REQUIRED' });
    expect(state.deadlines).to.deep.equal([]);
    const again = { case: id, items, workingDays: 5 };
    expect(await use().refusal('acceptance:correct', again, 'registrar1')).to.equal(
      'CORRECTION_SPENT NATIONAL_2026/17',
    );
    await desk.act('acceptance:serve', service(desk, id), 'registrar1');
    ({ state } = await desk.view(id));
    expect(state.deadlines.map(({ clock, article }) => [clock, article])).to.deep.equal([
      ['SUPPLEMENT', 'NATIONAL_2026/17'],
    ]);
    expect(await use().code('acceptance:serve', service(desk, id), 'registrar1')).to.equal(
      'CASE_STATE_FORBIDS',
    );
  });

  it('is made by the case’s registrar, without personal data, in the longest time at most', async () => {
    const desk = new Registrar(use());
    const id = await applied(desk);
    const refuse = (over: object, as = 'registrar1'): Promise<string> =>
      use().code('acceptance:correct', { case: id, items, workingDays: 5, ...over }, as);

    expect(await refuse({}, 'registrar2')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse({ items: [{ field: 'x', what: PHONE }] })).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
    expect(await refuse({ workingDays: 21 })).to.equal('INPUT_INVALID');
    await desk.act('acceptance:accept', { case: id }, 'registrar1');
    expect(await refuse({})).to.equal('CASE_STATE_FORBIDS');
  });

  it('is served by the case’s registrar, not before it was made and not in advance', async () => {
    const desk = new Registrar(use());
    const id = await applied(desk);
    const refuse = (over: object, as = 'registrar1'): Promise<string> =>
      use().code('acceptance:serve', service(desk, id, over), as);

    expect(await refuse({}, 'registrar2')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse({})).to.equal('CASE_STATE_FORBIDS');
    await correct(desk, id, 1);
    expect(await refuse({ servedOn: '2099-01-01' })).to.equal('INPUT_INVALID');
    const early = service(desk, id, { servedOn: '2026-01-05' });
    const { steps } = await desk.act('acceptance:serve', early, 'registrar1');
    const served = steps.at(-1);
    expect(served?.kind === 'SERVED' && served.due?.start).to.equal(today(desk));
  });

  it('of other documents is recorded beside the state of the case', async () => {
    const desk = new Registrar(use());
    const id = await applied(desk);

    const other = service(desk, id, { document: 'REFUSAL', to: HOLDER_A });
    const { steps } = await desk.act('acceptance:serve', other, 'registrar1');

    expect(steps.at(-1)).to.include({ kind: 'SERVED', document: 'REFUSAL', to: HOLDER_A });
    expect((await desk.view(id)).state.status).to.equal('SUBMITTED');
  });
}

function supplements(use: Use): void {
  it('mends the application, which is taken up anew', async () => {
    const desk = new Registrar(use());
    const form = initialForm(unique('ds'));
    const id = await applied(desk, form);
    await correct(desk, id);
    const description = { ...form.description, overview: '概述补充完整。' };

    const record = await mend(desk, id, { ...form, description });

    expect(record.steps.at(-1)).to.include({ kind: 'SUPPLEMENTED', punctuality: 'IN_TIME' });
    const { application, state } = await desk.view(id);
    expect(application.number).to.equal(2);
    expect(application.form).to.deep.equal({ ...form, description });
    expect(record.fields).to.deep.equal(application.fields);
    expect(state.status).to.equal('SUBMITTED');
    expect(state.deadlines).to.have.length(1);
    expect(await mending(desk, id)(form)).to.equal('CASE_STATE_FORBIDS NATIONAL_2026/32');
  });

  it('is agreed to anew by everybody who agreed before', async () => {
    const desk = new Registrar(use());
    const allocation = [...allRightsTo(HOLDER_A), ...allRightsTo(HOLDER_B)];
    const form = initialForm(unique('ds'), { allocation });
    const id = await applied(desk, form);
    await desk.consent(id, 'holder-b');
    await correct(desk, id);

    await mend(desk, id, form);

    expect((await desk.view(id)).state).to.include({ status: 'AWAITING_CONSENT' });
    await desk.consent(id, 'holder-b');
    expect((await desk.view(id)).state).to.include({ status: 'SUBMITTED' });
  });

  it('that asks others leaves the answers about the time before it as they were', async () => {
    const desk = new Registrar(use());
    const asset = unique('ds');
    const to = (holder: string): InitialForm => {
      const allocation = [...allRightsTo(HOLDER_A), ...allRightsTo(holder)];
      return initialForm(asset, { allocation });
    };
    const id = await applied(desk, to(HOLDER_B));
    const corrected = (await correct(desk, id)).steps.at(-1)?.at ?? '';

    const { steps } = await mend(desk, id, to(CONSUMER_C));

    const supplemented = steps.at(-1)?.at ?? '';
    const asked = async (asOf: string, knownAt: string): Promise<unknown[]> => {
      const of = { id, asOf, knownAt };
      const { state, application } = await use().ask('registration:read', of, 'registrar1');
      return [state.status, state.consentsMissing, application.number];
    };
    const before = ['CORRECTION_REQUIRED', [HOLDER_B], 1];
    expect(await asked(corrected, supplemented)).to.deep.equal(before);
    expect(await asked(supplemented, corrected)).to.deep.equal(before);
    const after = ['AWAITING_CONSENT', [CONSUMER_C], 2];
    expect(await asked(supplemented, supplemented)).to.deep.equal(after);
  });

  it('is the applicant’s, of the same type and data', async () => {
    const desk = new Registrar(use());
    const form = initialForm(unique('ds'));
    const id = await applied(desk, form);
    await correct(desk, id);
    const refuse = mending(desk, id);

    expect(await refuse(form, privateContact(), 'holder-b')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse(initialForm(unique('ds')))).to.equal('INPUT_INVALID');
    const { digests } = initialForm(unique('ds'));
    expect(await refuse({ ...form, digests })).to.equal('ROOT_MISMATCH');
  });

  it('passes every gate that an application passes', async () => {
    const desk = new Registrar(use());
    const form = initialForm(unique('ds'));
    const id = await applied(desk, form);
    await correct(desk, id);
    const refuse = mending(desk, id);
    const less = without(form.description, 'industry');
    const { contact, seed } = privateContact();

    expect(await refuse({ ...form, allocation: allRightsTo(REG1) })).to.equal(
      'REGISTRAR_SELF_APPLICATION NATIONAL_2026/10',
    );
    expect(
      await refuse({ ...form, description: { ...less, industry: 'L72', name: '数'.repeat(41) } }),
    ).to.equal('FIELD_LIMIT_EXCEEDED NATIONAL_2026/Annex-1');
    expect(await refuse({ ...form, description: less })).to.equal(
      'FIELD_REQUIRED NATIONAL_2026/Annex-1',
    );
    expect(
      await refuse({ ...form, description: { ...form.description, overview: PHONE } }),
    ).to.equal('PERSONAL_DATA_REFUSED');
    expect(await refuse({ ...form, evidence: unique('ev') })).to.equal('EVIDENCE_NOT_FOUND');
    expect(await refuse({ ...form, origin: 'GOVERNMENT_DUTY' })).to.equal(
      'NOT_REGISTRABLE_GOV_RAW NATIONAL_2026/15(1)',
    );
    expect(await refuse({ ...form, origin: 'PUBLIC_AUTHORISED' })).to.equal(
      'PUBLIC_CODE_REQUIRED NATIONAL_2026/15(2)',
    );
    expect(await refuse({ ...form, origin: 'ENTRUSTED' })).to.equal(
      'ENTRUSTED_NO_RIGHTS NATIONAL_2026/21(7)',
    );
    expect(await refuse({ ...form, origin: 'PUBLIC_CRAWL' })).to.equal(
      'RIGHT_NOT_ALLOWED_FOR_ORIGIN NATIONAL_2026/21(4)',
    );
    expect(await refuse(form, {})).to.equal('TRANSIENT_MISSING');
    expect(await refuse(form, { contact, seed: seed.subarray(1) })).to.equal('SALT_TOO_SHORT');
  });

  it('names its evidence where the rule wants that first', async () => {
    const desk = new Registrar(use());
    const form = initialForm(unique('ds'));
    const { id: evidence } = await use().submit(
      'evidence:deposit',
      depositInput({ digests: form.digests }),
      'holder-a',
    );
    const id = unique('rc');
    await desk.apply(id, { ...form, evidence }, { profile: LOCAL.profile });
    await correct(desk, id);

    expect(await mending(desk, id)(form)).to.equal('EVIDENCE_REQUIRED LOCAL_SZ_2023/First');
  });

  it('is refused when it comes late, and the case ends as not applied for', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(stage);
    const form = initialForm(unique('ds'));
    const id = await applied(desk, form);
    await correct(desk, id, 2);
    await desk.act('acceptance:serve', service(desk, id), 'registrar1');
    const { state } = await desk.view(id);
    const [due] = state.deadlines;
    expect(state.nextChangeAt).to.equal(due?.dueAt);

    await desk.goTo(due?.dueAt ?? '');

    expect(await mending(desk, id)(form)).to.equal('DEADLINE_PASSED NATIONAL_2026/17');
    expect((await desk.view(id)).state.status).to.equal('NOT_SUPPLEMENTED');
    expect(await stage.code('acceptance:accept', { case: id }, 'registrar1')).to.equal(
      'CASE_STATE_FORBIDS',
    );
  });

  it('can not be late before the notice was served', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(stage);
    const form = initialForm(unique('ds'));
    const id = await applied(desk, form);
    await correct(desk, id, 1);

    await desk.later(60);

    expect((await mend(desk, id, form)).steps.at(-1)).to.include({ punctuality: 'IN_TIME' });
  });
}

function answers(use: Use): void {
  it('takes the application up, and the time to decide begins', async () => {
    const desk = new Registrar(use());
    const id = await applied(desk);

    const { steps } = await desk.act('acceptance:accept', { case: id }, 'registrar1');

    expect(steps.at(-1)).to.include({
      ...{ kind: 'ACCEPTED', article: 'NATIONAL_2026/17', acceptedOn: today(desk) },
      punctuality: 'IN_TIME',
    });
    const { state } = await desk.view(id);
    expect(state).to.include({ status: 'ACCEPTED', deemedAccepted: false });
    expect(state.deadlines.map(({ clock }) => clock)).to.deep.equal(['DECISION']);
  });

  it('is the registrar’s of the case, once', async () => {
    const desk = new Registrar(use());
    const id = await applied(desk);

    expect(await use().code('acceptance:accept', { case: id }, 'registrar2')).to.equal(
      'CALLER_FORBIDDEN',
    );
    await desk.act('acceptance:accept', { case: id }, 'registrar1');
    expect(await use().code('acceptance:accept', { case: id }, 'registrar1')).to.equal(
      'CASE_STATE_FORBIDS',
    );
  });

  it('declines on a ground of the profile, with its article', async () => {
    const desk = new Registrar(use());
    const id = await applied(desk);
    const reject = { case: id, ground: 'ILLEGAL_SOURCE', reasons: '来源不合法' };
    const refuse = (over: object, as = 'registrar1'): Promise<string> =>
      use().code('acceptance:reject', { ...reject, ...over }, as);

    expect(await refuse({}, 'registrar2')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse({ ground: 'UNPLEASANT' })).to.equal('REFUSAL_GROUND_UNKNOWN');
    expect(await refuse({ reasons: PHONE })).to.equal('PERSONAL_DATA_REFUSED');
    const { steps } = await desk.act('acceptance:reject', reject, 'registrar1');
    expect(steps.at(-1)).to.include({ kind: 'NOT_ACCEPTED', article: 'NATIONAL_2026/22(2)' });
    expect((await desk.view(id)).state.status).to.equal('REFUSED');
    expect(await refuse({})).to.equal('CASE_STATE_FORBIDS');
  });
}

function silences(use: Use): void {
  it('becomes acceptance on the first working day after the period (variant 1a)', async function () {
    const stage = use();
    if (stage.bench.openUnder === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(stage);
    await desk.goTo(shanghai('2028-09-11 10:00'));
    const id = await applied(desk);
    const due = '2028-09-14';
    expect((await desk.view(id)).state.deadlines[0]?.due).to.equal(due);

    await desk.goTo(shanghai('2028-09-15 00:00'));

    const { state } = await desk.view(id);
    expect(state).to.include({
      ...{ status: 'ACCEPTED', deemedAccepted: true, acceptedOn: '2028-09-15' },
    });
    const before = await stage.ask(
      'registration:read',
      { id, asOf: shanghai('2028-09-14 23:59') },
      'registrar1',
    );
    expect(before.state).to.include({ status: 'SUBMITTED', deemedAccepted: false });
    const correction = { case: id, items, workingDays: 5 };
    const code = 'CASE_STATE_FORBIDS NATIONAL_2026/32';
    expect(await stage.refusal('acceptance:correct', correction, 'registrar1')).to.equal(code);
    expect(await stage.refusal('acceptance:accept', { case: id }, 'registrar1')).to.equal(code);
    const reject = { case: id, ground: 'ILLEGAL_SOURCE', reasons: '测试' };
    expect(await stage.refusal('acceptance:reject', reject, 'registrar1')).to.equal(code);
    const findings = [{ matter: 'SOURCE' as const, outcome: 'SATISFIED' as const, note: '属实' }];
    const { steps } = await desk.act('review:record', { case: id, findings }, 'registrar1');
    expect(steps.map(({ kind, article }) => [kind, article]).slice(1)).to.deep.equal([
      ['DEEMED_ACCEPTED', 'NATIONAL_2026/17'],
      ['REVIEWED', 'NATIONAL_2026/32'],
    ]);
  });

  it('stays accepted by silence when it is withdrawn before anybody built on that', async function () {
    const stage = use();
    if (stage.bench.openUnder === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(stage);
    await desk.goTo(shanghai('2028-09-18 10:00'));
    const id = await applied(desk);
    await desk.goTo(shanghai('2028-09-22 00:00'));

    const withdrawal = { case: id, reasons: '不再需要' };
    const { steps } = await desk.act('registration:withdraw', withdrawal, 'holder-a');

    expect(steps.map(({ kind }) => kind).slice(-2)).to.deep.equal(['DEEMED_ACCEPTED', 'WITHDRAWN']);
    expect((await desk.view(id)).state).to.include({
      ...{ status: 'WITHDRAWN', deemedAccepted: true, acceptedOn: '2028-09-22' },
    });
  });

  it('of the registrar until after the last day, but before the next working day, is recorded late', async function () {
    const stage = use();
    if (stage.bench.openUnder === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(stage);
    await desk.goTo(shanghai('2028-10-17 10:00'));
    const id = await applied(desk);
    await desk.goTo(shanghai('2028-10-21 10:00'));

    const { steps } = await desk.act('acceptance:accept', { case: id }, 'registrar1');

    expect(steps.at(-1)).to.include({ kind: 'ACCEPTED', punctuality: 'LATE' });
    expect((await desk.view(id)).state.late).to.deep.equal([
      { step: 2, article: 'NATIONAL_2026/17', punctuality: 'LATE' },
    ]);
  });
}
