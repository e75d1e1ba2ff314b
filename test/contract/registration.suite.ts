import { citedQueryErrors, type Input, type Output } from '@shuquan/chaincode/model';
import { developmentRules } from '@shuquan/gateway/founding/rules';
import { asked as recorded } from '../support/asking.js';
import { depositInput, unique } from '../support/founded.js';
import { CONSUMER_C, HOLDER_A, HOLDER_B, HOLDER_D, REG1, REG2 } from '../support/parties.js';
import { cancellation, licence, renewal } from '../support/register-forms.js';
import {
  CONTACT,
  type Form,
  initialForm,
  privateContact,
  quietForm,
} from '../support/register-samples.js';
import { FIRST, LOCAL, recordDigestOf, Registrar, SECOND } from '../support/registrar.js';
import { expect } from 'chai';
import { actsOf } from './register/acts.js';
import { broughtActs, toldConsents } from './register/brought.js';
import { inputOf, refusal } from './register/applying.js';
import { gates } from './register/gates.js';
import { scarceYear } from './register/scarce-year.js';
import { registered, targets } from './register/targets.js';
import { encumberedCodes, fusionCodes, publicCodes } from './resource/elsewhere.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

const PHONE = '联系电话 138-1234-5678';

/** 登记申请: what may be applied for, by whom, and who else must agree. */
export function registrationSuite(name: string, open: OpenBench): void {
  contractSuite(`registration: ${name}`, open, (use) => {
    actsOf('registration', use);
    describe('application', () => {
      applications(use);
    });
    describe('gates of the profile', () => {
      gates(use);
    });
    describe('consent', () => {
      consents(use);
    });
    describe('withdrawal and explanation', () => {
      endings(use);
    });
    describe('reading', () => {
      readings(use);
    });
    describe('who applied', () => {
      contacts(use);
    });
    describe('application for what is registered', () => {
      targets(use, { open: atOnce });
      others(use);
    });
    describe('act brought for a natural person', () => {
      broughtActs('registration', use);
      toldConsents(use);
    });
    scarceYear('registration', use);
    covers('registration', use, [
      ...publicCodes,
      ...fusionCodes,
      ...citedQueryErrors,
      ...encumberedCodes,
    ]);
  });
}

function applications(use: Use): void {
  it('is a case with its clock, of data that is known from now on', async () => {
    const desk = new Registrar(use());
    const id = unique('rc');

    const record = await desk.apply(id, initialForm(unique('ds')));

    expect(record).to.deep.include({ id, type: 'INITIAL', registrar: REG1, applicant: HOLDER_A });
    expect(record.steps.map(({ kind, article }) => [kind, article])).to.deep.equal([
      ['SUBMITTED', 'NATIONAL_2026/32'],
    ]);
    const { state, application } = await desk.view(id);
    expect(state.status).to.equal('SUBMITTED');
    expect(state.deadlines).to.have.length(1);
    expect(application.fields).to.deep.equal(record.fields);
  });

  it('takes no id twice, whoever asks', async () => {
    const desk = new Registrar(use());
    const id = unique('rc');
    await desk.apply(id, initialForm(unique('ds')));

    expect(await refusal(use, initialForm(unique('ds')), { id, as: 'holder-b' })).to.equal(
      'CASE_EXISTS',
    );
  });

  it('is not bound by what others applied for and nobody registered', async () => {
    const desk = new Registrar(use());
    const asset = unique('ds');
    const first = unique('rc');
    await desk.apply(first, initialForm(asset, { parts: ['2023', '2024'] }));
    const reject = { case: first, ground: 'NOT_PROVED', reasons: '不予受理' };
    const { digests } = initialForm(unique('ds'));
    const other = quietForm(asset, { digests, parts: ['2025'] });
    // Both are under way: whichever is registered first says of which bytes the data is.
    const second = unique('rc');
    await desk.approved(second, other, { as: 'holder-a' });
    await desk.act('acceptance:reject', reject, 'registrar1');

    const { rights } = await registeredAs(desk, second);
    expect(rights.map((id) => id.split('.').at(-1))).to.deep.equal(['R1', 'R2', 'R3']);
    const { right } = await use().ask('register:right', { id: rights[0] ?? '' }, 'bank');
    expect(right.parts).to.deep.equal(['2025']);
    const late = initialForm(asset, { parts: ['2023', '2024'] });
    expect(await refusal(use, late)).to.equal('ROOT_MISMATCH');
  });

  it('names a version of the bytes it is of', async () => {
    const desk = new Registrar(use());
    const asset = unique('ds');
    const form = quietForm(asset, { parts: ['2023', '2024'] });
    await desk.registered(unique('rc'), form);
    const others = initialForm(unique('ds')).digests;
    const { digests } = form;

    expect(await refusal(use, { ...form, digests: others })).to.equal('ROOT_MISMATCH');
    expect(await refusal(use, { ...form, digests: { ...digests, SM3: others.SM3 } })).to.equal(
      'ROOT_MISMATCH',
    );
    expect(await refusal(use, { ...form, parts: ['2023'] })).to.equal('INPUT_INVALID');
  });

  it('rests on the applicant’s own evidence of the same bytes', async () => {
    const stage = use();
    const form = initialForm(unique('ds'));
    const own = depositInput({ digests: form.digests });
    const other = depositInput();
    await stage.submit('evidence:deposit', own, 'holder-a');
    await stage.submit('evidence:deposit', other, 'holder-a');

    expect(await refusal(use, { ...form, evidence: unique('ev') })).to.equal('EVIDENCE_NOT_FOUND');
    expect(await refusal(use, { ...form, evidence: other.id })).to.equal('ROOT_MISMATCH');
    expect(await refusal(use, { ...form, evidence: own.id }, { as: 'holder-b' })).to.equal(
      'CALLER_FORBIDDEN',
    );
    await new Registrar(stage).apply(unique('rc'), { ...form, evidence: own.id });
  });

  it('is made under a profile in force, with a registrar of the directory', async () => {
    const stranger = { ...FIRST, registrar: HOLDER_B };

    expect(
      await refusal(use, initialForm(unique('ds')), { office: { ...FIRST, profile: 'NOBODYS' } }),
    ).to.equal('PROFILE_NOT_IN_FORCE');
    expect(await refusal(use, initialForm(unique('ds')), { office: stranger })).to.equal(
      'REGISTRAR_NOT_FOUND',
    );
  });

  it('is of a type that its profile knows', async () => {
    const form = { type: 'RENEWAL', certificate: 'SJ5112026010001' };

    expect(await refusal(use, form, { office: LOCAL })).to.equal('CASE_TYPE_UNKNOWN');
  });

  it('is taken by no registrar that is suspended', async function () {
    const stage = use();
    if (!stage.bench.alone) skip(this, 'others work with this registrar');
    const entry = {
      ...{ uscc: REG2, mspId: 'RegistryMSP', digit: 2, region: '51' },
    };
    const officials = ['registry-official', 'authority-official'] as const;
    await stage.adopt({ kind: 'REGISTRAR', value: { ...entry, state: 'SUSPENDED' } }, ...officials);

    expect(await refusal(use, initialForm(unique('ds')), { office: SECOND })).to.equal(
      'REGISTRAR_NOT_ACTIVE NATIONAL_2026/13',
    );

    await stage.adopt({ kind: 'REGISTRAR', value: { ...entry, state: 'ACTIVE' } }, ...officials);
    await new Registrar(stage).apply(unique('rc'), initialForm(unique('ds')), { registrar: REG2 });
  });

  it('carries no personal data in public', async () => {
    const form = initialForm(unique('ds'));
    const description = { ...form.description, overview: PHONE };

    expect(await refusal(use, { ...form, description })).to.equal('PERSONAL_DATA_REFUSED');
    expect(await refusal(use, { ...form, withholdNotice: PHONE })).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
  });

  it('brings who applies and a seed that can not be guessed, in private', async () => {
    const form = initialForm(unique('ds'));
    const { contact, seed } = privateContact();
    const refuse = (transient: object): Promise<string> => refusal(use, form, { transient });

    expect(await refuse({})).to.equal('TRANSIENT_MISSING');
    expect(await refuse({ contact })).to.equal('TRANSIENT_MISSING');
    expect(await refuse({ contact, seed: seed.subarray(1) })).to.equal('SALT_TOO_SHORT');
    expect(await refuse({ contact: Buffer.from('{"name":1}'), seed })).to.equal('INPUT_INVALID');
  });

  it('asks only for what is registered', async () => {
    const give = { to: HOLDER_B, agreementDigest: '0'.repeat(64) };
    const certificate = 'SJ5112026019999';

    expect(await refusal(use, { type: 'LICENSE', rights: [{ right: 'none' }], ...give })).to.equal(
      'RIGHT_NOT_FOUND',
    );
    expect(await refusal(use, { type: 'RENEWAL', certificate })).to.equal('CERTIFICATE_NOT_FOUND');
  });
}

function consents(use: Use): void {
  const fused = (): Form =>
    quietForm(unique('ds'), {
      origin: 'FUSED_NO_CONTRACT',
      participants: [HOLDER_A, HOLDER_B, CONSUMER_C],
    });

  it('of every participant is waited for before the clock runs', async () => {
    const desk = new Registrar(use());
    const id = unique('rc');
    await desk.apply(id, fused());

    let { state } = await desk.view(id);
    expect(state).to.deep.include({ status: 'AWAITING_CONSENT', deadlines: [] });
    expect(state.consentsMissing).to.deep.equal([HOLDER_B, CONSUMER_C].sort());
    expect(await use().code('acceptance:accept', { case: id }, 'registrar1')).to.equal(
      'CASE_STATE_FORBIDS',
    );
    await desk.consent(id, 'holder-b');
    ({ state } = await desk.view(id));
    expect(state).to.deep.include({ status: 'AWAITING_CONSENT', deadlines: [] });
    await desk.consent(id, 'consumer-c');
    ({ state } = await desk.view(id));
    expect(state).to.deep.include({ status: 'SUBMITTED', consentsMissing: [] });
    expect(state.deadlines).to.have.length(1);
  });

  it('is asked of everybody who gets a right, and given once', async () => {
    const desk = new Registrar(use());
    const id = unique('rc');
    const allocation = [HOLDER_A, HOLDER_B, CONSUMER_C].map((holder) => ({
      ...{ holder, right: 'USE' as const, share: 'CONCURRENT' as const },
    }));
    await desk.apply(id, initialForm(unique('ds'), { allocation }));
    const { application } = await desk.view(id);
    const input = { case: id, application: application.digest };
    const code = (as: string, over: object = {}): Promise<string> =>
      use().code('registration:consent', { ...input, ...over }, as);

    expect(await code('holder-d')).to.equal('CONSENT_NOT_ASKED');
    expect(await code('holder-b', { application: '0'.repeat(64) })).to.equal('ROOT_MISMATCH');
    await desk.act('registration:consent', input, 'holder-b');
    expect(await code('holder-b')).to.equal('CONSENT_NOT_ASKED');
    await desk.act('registration:consent', input, 'consumer-c');
    expect(await code('holder-b')).to.equal('CASE_STATE_FORBIDS');
  });
}

/** Deposits what is approved, and has its receipt. */
async function registeredAs(desk: Registrar, id: string): Promise<{ rights: readonly string[] }> {
  const deposited = await desk.act('register:deposit', { case: id }, 'registrar1');
  await desk.receipt(id, recordDigestOf(deposited));
  return desk.stage.ask('register:registration', { case: id }, 'bank');
}

/** Applies with the form itself, whatever a good one would be. */
const atOnce = (desk: Registrar): Promise<(form: Form) => Promise<string>> =>
  Promise.resolve((form: Form) => {
    const options = { transient: privateContact() };
    const input = inputOf(form);
    return desk
      .time()
      .then(() => desk.stage.refusal('registration:apply', input, 'holder-a', options));
  });

function others(use: Use): void {
  it('goes to the registrar of the registration', async () => {
    const { no } = await registered(new Registrar(use()));

    expect(await refusal(use, cancellation(no, ['HOLD']), { office: SECOND })).to.equal(
      'CALLER_FORBIDDEN NATIONAL_2026/32',
    );
  });

  it('waits for the time of renewal', async () => {
    const { no } = await registered(new Registrar(use()));

    expect(await refusal(use, renewal(no))).to.equal('RENEWAL_NOT_OPEN NATIONAL_2026/36');
  });

  it('is a holder’s, and not that of a registrar elsewhere', async () => {
    const { no, rights } = await registered(new Registrar(use()));

    for (const as of ['holder-b', 'registrar2']) {
      expect(await refusal(use, cancellation(no, ['HOLD']), { as })).to.equal('RIGHT_NOT_HELD');
      expect(await refusal(use, licence({ rights, to: HOLDER_D }), { as })).to.equal(
        'RIGHT_NOT_HELD NATIONAL_2026/21(1)',
      );
    }
  });

  it('names right types that are on the certificate', async () => {
    const desk = new Registrar(use());
    const allocation = [{ holder: HOLDER_A, right: 'USE' as const, share: 'CONCURRENT' as const }];
    const { no } = await desk.certified(unique('rc'), quietForm(unique('ds'), { allocation }));

    expect(await refusal(use, cancellation(no, ['HOLD']))).to.equal('RIGHT_NOT_HELD');
  });

  it('cancels ex officio on a ground of law, never on request', async () => {
    const { no } = await registered(new Registrar(use()));

    expect(await refusal(use, cancellation(no, ['HOLD']), { as: 'registrar1' })).to.equal(
      'CALLER_FORBIDDEN NATIONAL_2026/37',
    );
  });
}

function endings(use: Use): void {
  it('withdraws a case for good, in its applicant’s name', async () => {
    const desk = new Registrar(use());
    const id = unique('rc');
    await desk.apply(id, initialForm(unique('ds')));
    const input = { case: id, reasons: '暂不登记' };
    const code = (as: string, over: object = {}): Promise<string> =>
      use().refusal('registration:withdraw', { ...input, ...over }, as);

    expect(await code('holder-b')).to.equal('CALLER_FORBIDDEN');
    expect(await code('holder-a', { reasons: PHONE })).to.equal('PERSONAL_DATA_REFUSED');
    await desk.act('registration:withdraw', input, 'holder-a');
    expect((await desk.view(id)).state.status).to.equal('WITHDRAWN');
    expect(await code('holder-a')).to.equal('CASE_STATE_FORBIDS NATIONAL_2026/32');
  });

  it('explains an overlap, once there is one, in the applicant’s name', async () => {
    const desk = new Registrar(use());
    const { digests } = await known(desk);
    const id = unique('rc');
    await desk.apply(id, initialForm(unique('ds'), { digests }), { as: 'holder-b' });
    const other = unique('rc');
    await desk.apply(other, initialForm(unique('ds')));
    const explain = (of: string, as: string, explanation = '另行采集'): Promise<string> =>
      use().code('registration:explain', { case: of, explanation }, as);

    expect(await explain(other, 'holder-a')).to.equal('CASE_STATE_FORBIDS');
    expect(await explain(id, 'holder-a')).to.equal('CALLER_FORBIDDEN');
    expect(await explain(id, 'holder-b', PHONE)).to.equal('PERSONAL_DATA_REFUSED');
    expect((await desk.view(id)).state.unexplained).to.have.length(1);
    const input = { case: id, explanation: '另行采集', documentDigest: '0'.repeat(64) };
    await desk.act('registration:explain', input, 'holder-b');
    expect((await desk.view(id)).state.unexplained).to.deep.equal([]);
    await desk.act('registration:withdraw', { case: id, reasons: '测试' }, 'holder-b');
    expect(await explain(id, 'holder-b')).to.equal('CASE_STATE_FORBIDS');
  });
}

/** Applies for data that others may come across. */
async function known(desk: Registrar): Promise<ReturnType<typeof initialForm>> {
  const form = initialForm(unique('ds'));
  await desk.apply(unique('rc'), form);
  return form;
}

function readings(use: Use): void {
  it('is for the parties of a case and for registrars', async () => {
    const desk = new Registrar(use());
    const id = unique('rc');
    await desk.apply(id, initialForm(unique('ds')));

    for (const reader of ['holder-a', 'registrar1', 'registrar2']) {
      expect((await desk.view(id, reader)).record.id).to.equal(id);
      const { items } = await use().ask(
        'registration:applications',
        { case: id, limit: 9 },
        reader,
      );
      expect(items.map(({ number }) => number)).to.deep.equal([1]);
    }
    expect(await use().refusal('registration:read', { id }, 'holder-b')).to.equal(
      'CALLER_FORBIDDEN NATIONAL_2026/30',
    );
    expect(await use().code('registration:applications', { case: id, limit: 1 }, 'bank')).to.equal(
      'CALLER_FORBIDDEN',
    );
    const cursor = Buffer.from('\0application\0x\0').toString('base64url');
    expect(
      await use().code('registration:applications', { case: id, limit: 1, cursor }, 'registrar1'),
    ).to.equal('CURSOR_INVALID');
  });

  it('shows whose data an overlap is with to offices and not to the applicant', async () => {
    const desk = new Registrar(use());
    const { digests, data } = await known(desk);
    const id = unique('rc');
    const answered = await desk.apply(id, initialForm(unique('ds'), { digests }), {
      as: 'holder-b',
    });

    const othersIn = (record: Output<'registration:apply'>): unknown[] =>
      record.steps.flatMap((step) =>
        step.kind === 'OVERLAP_FOUND' ? step.flags.map(({ other }) => other) : [],
      );
    expect(othersIn(answered)).to.deep.equal([undefined]);
    expect(othersIn((await desk.view(id, 'holder-b')).record)).to.deep.equal([undefined]);
    expect(othersIn((await desk.view(id, 'registrar2')).record)).to.deep.equal([data]);
  });

  it('answers that there was no case yet before its application', async () => {
    const desk = new Registrar(use());
    const { asked } = await desk.view(
      (await desk.apply(unique('rc'), initialForm(unique('ds')))).id,
    );
    const id = unique('rc');
    await desk.apply(id, initialForm(unique('ds')));

    const { state } = await use().ask('registration:read', { id, asOf: asked.asOf }, 'registrar1');
    expect(state).to.deep.include({
      status: 'NOT_YET_APPLIED',
      deadlines: [],
      consentsMissing: [],
    });
  });

  it('answers for no instant that the ledger has not reached', async () => {
    const desk = new Registrar(use());
    const id = unique('rc');
    await desk.apply(id, initialForm(unique('ds')));

    const asOf = '2099-01-01T00:00:00.000Z';
    expect(await use().code('registration:read', { id, asOf }, 'registrar1')).to.equal(
      'AS_OF_TOO_LATE',
    );
  });

  it('of the notice opens to anybody enrolled what the law makes public', async () => {
    const desk = new Registrar(use());
    const id = unique('rc');
    await desk.accepted(id, initialForm(unique('ds')));

    expect(await use().code('registration:notice', { case: id }, 'bank')).to.equal(
      'NOTICE_NOT_FOUND',
    );
    await desk.act('review:publish', { case: id }, 'registrar1');
    const notice = await use().ask('registration:notice', { case: id }, 'bank');
    expect(notice).to.include({ case: id, type: 'INITIAL', registrar: REG1, running: true });
    expect(notice.opened.map(({ field }) => field)).to.deep.equal([
      'applicant.type',
      'applicant.name',
      'data.name',
      'data.overview',
      'data.restrictions',
    ]);
  });
}

function contacts(use: Use): void {
  const erasure = (id: string): Input<'registration:eraseContact'> => ({
    ...{ case: id, reason: 'SUBJECT_REQUEST', legalBasis: 'PIPL 47' },
  });

  it('is open to the applicant, its registrar and the court', async () => {
    const desk = new Registrar(use());
    const id = unique('rc');
    await desk.apply(id, initialForm(unique('ds')));

    const cited = await recorded(use(), { kind: 'CASE', id });
    for (const reader of ['holder-a', 'registrar1', 'judge']) {
      const named = reader === 'judge' ? cited : {};
      const { contact } = await use().ask('registration:contact', { case: id, ...named }, reader);
      expect(JSON.parse(Buffer.from(contact, 'base64').toString('utf8'))).to.deep.equal(CONTACT);
    }
    for (const reader of ['holder-b', 'registrar2', 'supervisor']) {
      expect(await use().code('registration:contact', { case: id }, reader)).to.equal(
        'CALLER_FORBIDDEN',
      );
    }
  });

  it('of what was registered is kept for the years of the profile, then its registrar’s to erase', async function () {
    const stage = use();
    if (stage.bench.openUnder === undefined) skip(this, 'the clock can not be set here');
    // The rule keeps twenty years; certificates of the people here end sooner.
    const rules = developmentRules(2030).map((each) =>
      each.kind === 'PROFILE' ? { ...each, retentionYears: 2 } : each,
    );
    const own = stage.on(await stage.bench.openUnder(rules));
    try {
      const desk = new Registrar(own);
      const id = unique('rc');
      await desk.certified(id, quietForm(unique('ds')));
      const ended = { ...erasure(id), reason: 'RETENTION_ENDED' as const };
      const refused = (as: string): Promise<string> =>
        own.refusal('registration:eraseContact', ended, as);
      const retained = 'CONTACT_RETAINED NATIONAL_2026/10';
      const keptUntil = '2029-03-01T16:00:00.000Z';
      await desk.goTo('2029-03-01T15:59:00.000Z');
      expect(await refused('registrar1')).to.equal(retained);

      await desk.goTo(keptUntil);

      expect(await refused('holder-a')).to.equal(retained);
      expect(await refused('registrar2')).to.equal('CALLER_FORBIDDEN');
      const tombstone = await desk.act('registration:eraseContact', ended, 'registrar1');
      expect(tombstone).to.include({ case: id, article: 'NATIONAL_2026/10' });
      expect(await own.code('registration:contact', { case: id }, 'registrar1')).to.equal(
        'CONTACT_ERASED',
      );
    } finally {
      await own.bench.close();
    }
  });

  it('is kept while the case goes on, and erased once it came to nothing', async () => {
    const desk = new Registrar(use());
    const id = unique('rc');
    await desk.apply(id, initialForm(unique('ds')));
    const erase = (as: string, over: object = {}): Promise<string> =>
      use().refusal('registration:eraseContact', { ...erasure(id), ...over }, as);

    expect(await erase('holder-b')).to.equal('CALLER_FORBIDDEN');
    expect(await erase('holder-a')).to.equal('CONTACT_RETAINED NATIONAL_2026/10');
    await desk.act('registration:withdraw', { case: id, reasons: '测试' }, 'holder-a');
    expect(await erase('holder-a', { legalBasis: PHONE })).to.equal('PERSONAL_DATA_REFUSED');
    const tombstone = await desk.act('registration:eraseContact', erasure(id), 'holder-a');
    expect(tombstone).to.include({ case: id, reason: 'SUBJECT_REQUEST' });
    expect(await erase('holder-a')).to.equal('CONTACT_ERASED');
    expect(await use().code('registration:contact', { case: id }, 'holder-a')).to.equal(
      'CONTACT_ERASED',
    );
  });

  it('is erased at any time when a court orders it', async () => {
    const desk = new Registrar(use());
    const id = unique('rc');
    await desk.apply(id, initialForm(unique('ds')));

    await desk.act('registration:eraseContact', erasure(id), 'judge');

    expect(await use().code('registration:contact', { case: id }, 'registrar1')).to.equal(
      'CONTACT_ERASED',
    );
  });
}
