import type { Input, Output } from '@shuquan/chaincode/model';
import { developmentRules } from '@shuquan/gateway/founding/rules';
import type { Person } from '@shuquan/gateway/person/person';
import { expect } from 'chai';
import { asked } from '../support/asking.js';
import { unique } from '../support/founded.js';
import { HOLDER_A, HOLDER_B, REG1 } from '../support/parties.js';
import { natural, signing } from '../support/persons.js';
import { PUBLIC } from '../support/resource-desk.js';
import { resourceForm } from '../support/resource-forms.js';
import { cancellation, licence, renewal, transfer } from '../support/register-forms.js';
import {
  allRightsTo,
  type Form,
  initialForm,
  privateContact,
  quietForm,
} from '../support/register-samples.js';
import {
  type Case,
  FIRST,
  type Office,
  PAPERS,
  type Party,
  Registrar,
} from '../support/registrar.js';
import { without } from '../support/without.js';
import { refusal } from './register/applying.js';
import { personsNowhere } from './register/personal-data.js';
import { contractSuite, type OpenBench, skip, type Use } from './suite.js';

const parts = ['2023', '2024'];
const ALL = ['HOLD', 'USE', 'OPERATE'] as const;

/** 自然人: known by a pseudonym, and heard through the registrar of its case. */
export function naturalSuite(name: string, open: OpenBench): void {
  contractSuite(`natural persons: ${name}`, open, (use) => {
    describe('first registration', () => {
      registering(use);
    });
    describe('consent', () => {
      consenting(use);
    });
    describe('transfer, renewal, cancellation', () => {
      disposing(use);
    });
    describe('service and supplement', () => {
      serving(use);
    });
    describe('refusal', () => {
      refusing(use);
    });
    describe('who a person is', () => {
      knowing(use);
    });
  });
}

const formOf = (holder: string, over: object = {}): ReturnType<typeof quietForm> =>
  quietForm(unique('ds'), { origin: 'NATURAL_PERSON', allocation: allRightsTo(holder), ...over });

const heldBy = async (use: Use, holder: string): Promise<string[]> => {
  const page = { holder, limit: 100 };
  const { items } = await use().ask('register:held', page, 'bank');
  return items
    .filter(({ state }) => state.status === 'ACTIVE')
    .map(({ right, state }) => `${right.id} ${right.right} ${state.parts.join(' ')}`);
};
const rightsOf = (ids: readonly string[], of: readonly string[]): string[] =>
  ids.map((id, i) => `${id} ${ALL[i] ?? ''} ${of.join(' ')}`);

function registering(use: Use): void {
  it('is of the person, and says that its registrar recorded it', async () => {
    const desk = new Registrar(use());
    const [person, id] = [natural(), unique('rc')];

    const { rights, no } = await desk.certified(id, formOf(person.id), { as: person });

    const { record } = await desk.view(id);
    expect(record.applicant)
      .to.equal(person.id)
      .and.match(/^NP-[0-9a-f]{32}$/);
    expect(record.steps[0]).to.deep.include({
      kind: 'SUBMITTED',
      onBehalf: {
        person: person.id,
        identityCommitment: person.identityCommitment,
        papersCommitment: PAPERS,
        manner: 'RECORDED_BY_REGISTRAR',
      },
    });
    expect(record.steps[0]?.by).to.include({ role: 'registrar', uscc: REG1 });
    expect(record.steps.filter(({ onBehalf }) => onBehalf !== undefined)).to.have.length(1);
    expect(await heldBy(use, person.id)).to.deep.equal(rightsOf(rights, ['WHOLE']));
    const { status, rights: views } = await use().ask('register:certificate', { no }, 'bank');
    expect(status).to.equal('VALID');
    expect(views.map(({ right }) => right.holder)).to.deep.equal(ALL.map(() => person.id));
  });

  it('is signed by a person that has a key of its own', async () => {
    const desk = new Registrar(use());
    const [person, id] = [signing(), unique('rc')];

    const { steps } = await desk.apply(id, formOf(person.id), { as: person });

    expect(steps[0]?.onBehalf).to.include({ person: person.id, manner: 'SIGNED_BY_PERSON' });
    const gone = { case: id, reasons: '不再申请' };
    await desk.bring('registration:withdraw', gone, person);
    expect((await desk.view(id)).state.status).to.equal('WITHDRAWN');
  });

  it('stands beside that of an organisation: nobody’s right excludes another’s', async () => {
    const desk = new Registrar(use());
    const person = natural();
    const both = [...allRightsTo(HOLDER_A), ...allRightsTo(person.id)];
    const form = quietForm(unique('ds'), { allocation: both });

    const { rights } = await desk.certified(unique('rc'), form, { consents: [person] });

    expect(rights).to.have.length(6);
    expect(await heldBy(use, person.id)).to.deep.equal(rightsOf(rights.slice(3), ['WHOLE']));
  });
}

function consenting(use: Use): void {
  it('is asked of the person by its pseudonym, and brought by the registrar', async () => {
    const desk = new Registrar(use());
    const [person, id] = [natural(), unique('rc')];
    await desk.apply(id, quietForm(unique('ds'), { allocation: allRightsTo(person.id) }));
    const before = await desk.view(id);
    expect(before.state).to.deep.include({
      status: 'AWAITING_CONSENT',
      consentsMissing: [person.id],
    });

    const { steps } = await desk.consent(id, person);

    expect(steps.at(-1)).to.include({ kind: 'CONSENTED' });
    expect(steps.at(-1)?.onBehalf).to.include({ manner: 'RECORDED_BY_REGISTRAR' });
    expect((await desk.view(id)).state.status).to.equal('SUBMITTED');
  });

  it('is of a person that is asked, to the application as it is', async () => {
    const desk = new Registrar(use());
    const [person, other, id] = [natural(), natural(), unique('rc')];
    await desk.apply(id, quietForm(unique('ds'), { allocation: allRightsTo(person.id) }));
    const { application } = await desk.view(id);
    const consent = (as: Person, digest: string): Promise<string> =>
      use().code(
        'registration:consent',
        as.brings('registration:consent', { case: id, application: digest }, PAPERS),
        'registrar1',
        { transient: privateContact(as.contact) },
      );

    expect(await consent(other, application.digest)).to.equal('CONSENT_NOT_ASKED');
    expect(await consent(person, '0'.repeat(64))).to.equal('ROOT_MISMATCH');
  });

  it('is needed of a participant whose data was fused, before anybody may OPERATE it', async () => {
    const desk = new Registrar(use());
    const [person, id] = [natural(), unique('rc')];
    const form = quietForm(unique('ds'), {
      origin: 'FUSED_NO_CONTRACT',
      participants: [HOLDER_A, person.id],
    });
    await desk.apply(id, form);

    expect((await desk.view(id)).state.consentsMissing).to.deep.equal([person.id]);
    await desk.consent(id, person);
    expect((await desk.view(id)).state.status).to.equal('SUBMITTED');
  });

  it('signed once counts once, also after a supplement that changes nothing', async () => {
    const desk = new Registrar(use());
    const [person, id] = [signing(), unique('rc')];
    const form = quietForm(unique('ds'), { allocation: allRightsTo(person.id) });
    await desk.apply(id, form);
    const { application } = await desk.view(id);
    const asked = { case: id, application: application.digest };
    const brought = person.brings('registration:consent', asked, PAPERS);
    const options = { transient: privateContact(person.contact) };
    await desk.time();
    await use().submit('registration:consent', brought, 'registrar1', options);
    const items = [{ field: 'form.description.overview', what: '概述不完整' }];
    await desk.act('acceptance:correct', { case: id, items, workingDays: 5 }, 'registrar1');
    await use().submit('acceptance:supplement', { case: id, form }, 'holder-a', {
      transient: privateContact(),
    });

    const again = await use().code('registration:consent', brought, 'registrar1', options);

    expect(again).to.equal('SIGNATURE_INVALID');
  });
}

function disposing(use: Use): void {
  const registered = (
    desk: Registrar,
    holder: string,
    as: Party,
  ): ReturnType<Registrar['certified']> =>
    desk.certified(unique('rc'), formOf(holder, { parts }), { as });

  it('goes from an organisation to a person, whole', async () => {
    const desk = new Registrar(use());
    const person = natural();
    const { rights } = await registered(desk, HOLDER_A, 'holder-a');

    const form = transfer({ rights, to: person.id });
    const made = await desk.certified(unique('rc'), form, { consents: [person] });

    expect(await heldBy(use, person.id)).to.deep.equal(rightsOf(made.rights, parts));
    const before = await heldBy(use, HOLDER_A);
    for (const right of rights) expect(before.join()).to.not.include(right);
  });

  it('goes from a person to an organisation and to another person, part by part', async () => {
    const desk = new Registrar(use());
    const [person, other] = [signing(), natural()];
    const { rights } = await registered(desk, person.id, person);
    const right = rights.slice(0, 1);

    const first = transfer({ rights: right, to: HOLDER_B, parts: ['2023'] });
    const toB = await desk.certified(unique('rc'), first, { as: person, consents: ['holder-b'] });
    expect((await heldBy(use, person.id))[0]).to.equal(`${right.join()} HOLD 2024`);
    const second = transfer({ rights: right, to: other.id });
    const toOther = await desk.certified(unique('rc'), second, { as: person, consents: [other] });

    expect(await heldBy(use, HOLDER_B)).to.include(`${toB.rights.join()} HOLD 2023`);
    expect(await heldBy(use, other.id)).to.deep.equal([`${toOther.rights.join()} HOLD 2024`]);
    expect(await heldBy(use, person.id)).to.deep.equal(
      rightsOf(rights, parts).filter((_, i) => i > 0),
    );
  });

  it('is licensed by a person, who keeps the right', async () => {
    const desk = new Registrar(use());
    const person = natural();
    const { rights } = await registered(desk, person.id, person);

    const form = licence({ rights: rights.slice(1, 2), to: HOLDER_B });
    await desk.certified(unique('rc'), form, { as: person, consents: ['holder-b'] });

    expect(await heldBy(use, person.id)).to.deep.equal(rightsOf(rights, parts));
  });

  it('is another’s to give for nobody but its holder', async () => {
    const desk = new Registrar(use());
    const [person, other] = [natural(), natural()];
    const { rights } = await registered(desk, person.id, person);
    const form = transfer({ rights, to: HOLDER_B });
    const id = unique('rc');
    const input = { id, registrar: REG1, profile: FIRST.profile, form };

    const code = await use().code(
      'registration:apply',
      other.brings('registration:apply', input, PAPERS),
      'registrar1',
      { transient: privateContact(other.contact) },
    );

    expect(code).to.equal('RIGHT_NOT_HELD');
    expect(await refusal(use, form, { as: 'holder-a' })).to.match(/^RIGHT_NOT_HELD/);
  });

  it('is cancelled on the person’s request, which is none of office', async () => {
    const desk = new Registrar(use());
    const person = natural();
    const { no, rights } = await registered(desk, person.id, person);
    const form = cancellation(no, ['USE']);
    expect(await refusal(use, form, { as: 'registrar1' })).to.match(/^CALLER_FORBIDDEN/);

    await desk.registered(unique('rc'), form, { as: person });

    expect(await heldBy(use, person.id)).to.deep.equal(
      rightsOf(rights, parts).filter((_, i) => i !== 1),
    );
  });

  it('is renewed for the person in its window', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const own = stage.on((await stage.bench.openUnder?.(developmentRules(2032))) ?? stage.bench);
    try {
      const desk = new Registrar(own);
      const person = natural();
      const { no, lastValidDay } = await registered(desk, person.id, person);
      await desk.goTo('2031-09-01T02:00:00.000Z');
      await desk.registered(unique('rc'), renewal(no), { as: person });

      const view = await own.ask('register:certificate', { no }, 'bank');
      const year = Number(lastValidDay.slice(0, 4));
      expect(view.lastValidDay).to.equal(`${String(year + 5)}${lastValidDay.slice(4)}`);
    } finally {
      await own.bench.close();
    }
  });
}

function serving(use: Use): void {
  const items = [{ field: 'form.description.overview', what: '概述不完整' }];
  const digest = 'a'.repeat(64);
  const today = (): string =>
    new Date(use().bench.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  const service = (id: string, to: string): Input<'acceptance:serve'> => ({
    case: id,
    document: 'CORRECTION_NOTICE',
    to,
    method: 'IN_PERSON',
    servedOn: today(),
    receiptDigest: digest,
  });

  it('is receipted for the person, starts its clock, and is answered for it', async () => {
    const desk = new Registrar(use());
    const [person, id] = [natural(), unique('rc')];
    const form = formOf(person.id);
    await desk.apply(id, form, { as: person });
    await desk.act('acceptance:correct', { case: id, items, workingDays: 5 }, 'registrar1');
    const stranger = await use().code('acceptance:serve', service(id, natural().id), 'registrar1');
    expect(stranger).to.equal('INPUT_INVALID');

    await desk.act('acceptance:serve', service(id, person.id), 'registrar1');
    const { state } = await desk.view(id);
    expect(state.deadlines.map(({ clock }) => clock)).to.deep.equal(['SUPPLEMENT']);
    await desk.bring('acceptance:supplement', { case: id, form }, person);
    await desk.act('acceptance:accept', { case: id }, 'registrar1');
    await desk.act('review:askProof', { case: id, items }, 'registrar1');
    const proof = { case: id, documentDigests: [digest] };
    const { steps } = await desk.bring('review:giveProof', proof, person);

    expect(
      steps.flatMap(({ kind, onBehalf }) => (onBehalf === undefined ? [] : [kind])),
    ).to.deep.equal(['SUBMITTED', 'SUPPLEMENTED', 'PROOF_GIVEN']);
  });

  it('leaves the explanation of an overlap to the person', async () => {
    const desk = new Registrar(use());
    const [person, asset, id] = [natural(), unique('ds'), unique('rc')];
    await desk.apply(unique('rc'), initialForm(asset));
    const renamed = { ...formOf(person.id), digests: initialForm(asset).digests };
    await desk.apply(id, renamed, { as: person });
    const explanation = { case: id, explanation: '各自采集' };

    expect(await use().code('registration:explain', explanation, 'holder-a')).to.equal(
      'CALLER_FORBIDDEN',
    );
    await desk.bring('registration:explain', explanation, person);
    expect((await desk.view(id)).state.unexplained).to.deep.equal([]);
  });
}

interface Refused {
  readonly office?: Office;
  readonly contact?: object;
  readonly bare?: boolean;
}

function refusing(use: Use): void {
  const apply = async (
    person: Person,
    form: Form,
    { office = FIRST, contact = person.contact, bare = false }: Refused = {},
  ): Promise<string> => {
    await use().witness();
    const { registrar, profile, by } = office;
    const input = { id: unique('rc'), registrar, profile, form };
    const brought = person.brings('registration:apply', input, PAPERS);
    const options = bare ? {} : { transient: privateContact(contact) };
    return use().refusal('registration:apply', brought, by, options);
  };

  it('meets a registrar that would become a holder through a person, or apply for itself', async () => {
    const person = natural();
    const shares = [...allRightsTo(person.id), ...allRightsTo(REG1)];

    const self = 'REGISTRAR_SELF_APPLICATION NATIONAL_2026/10';
    expect(await apply(person, formOf(person.id, { allocation: shares }))).to.equal(self);
    expect(await refusal(use, formOf(REG1), { as: 'registrar1' })).to.equal(self);
  });

  it('meets a holder that nobody is: identity and commitment belong together', async () => {
    const person = natural();
    const form = formOf(person.id);
    const { contact } = person;
    const unsalted = without(contact, 'identitySalt');

    const other = { ...contact, identityNumber: '510104198807214534' };
    expect(await apply(person, form, { contact: other })).to.equal('COMMITMENT_MISMATCH');
    expect(await apply(person, form, { contact: { ...contact, name: '另一人' } })).to.equal(
      'COMMITMENT_MISMATCH',
    );
    expect(await apply(person, form, { contact: unsalted })).to.equal('INPUT_INVALID');
    const legal = { ...contact, type: 'LEGAL_PERSON' };
    expect(await apply(person, form, { contact: legal })).to.equal('INPUT_INVALID');
    expect(await apply(person, form, { bare: true })).to.equal('TRANSIENT_MISSING');
  });

  it('meets whoever brought the application, when it comes to decide', async () => {
    const desk = new Registrar(use());
    const [person, id] = [natural(), unique('rc')];
    await desk.time();
    const input = { id, registrar: REG1, profile: FIRST.profile, form: formOf(person.id) };
    const brought = person.brings('registration:apply', input, PAPERS);
    const options = { transient: privateContact(person.contact) };
    await use().submit('registration:apply', brought, 'approver1', options);
    await desk.act('acceptance:accept', { case: id }, 'registrar1');
    await desk.act('review:withhold', { case: id, reasons: '理由正当' }, 'registrar1');

    const refused = await desk.approve(id).then(
      (): string => 'OK',
      (err: unknown): string => (err as { code: string }).code,
    );

    expect(refused).to.equal('REVIEWER_CAN_NOT_DECIDE');
  });

  it('meets a person in the register of public data resources', async () => {
    const form = resourceForm(unique('ds'));

    expect(await apply(natural(), form, { office: PUBLIC })).to.match(/^CALLER_FORBIDDEN/);
  });

  const wrong = {
    'an identity number': '510104198807214518',
    'one that is mistyped': '510104198807214513',
    'a code with another check character': `${HOLDER_A.slice(0, 17)}X`,
    'a pseudonym in capitals': `NP-${'A'.repeat(32)}`,
    'one that is too short': `NP-${'a'.repeat(31)}`,
    'one that is too long': `NP-${'a'.repeat(33)}`,
    'a name': '某某某',
  };
  for (const [what, holder] of Object.entries(wrong)) {
    it(`takes no holder who is ${what}, and does not repeat it`, async () => {
      await use().witness();
      const forms = [
        formOf(holder),
        quietForm(unique('ds'), { participants: [holder] }),
        transfer({ rights: ['none'], to: holder }),
      ];
      for (const form of forms) {
        const input = { id: unique('rc'), registrar: REG1, profile: FIRST.profile, form };
        const err = await use()
          .bench.ledger.submit('registration:apply', input as never, use().bench.as('holder-a'), {
            transient: privateContact(),
          })
          .then(() => undefined)
          .catch((cause: unknown) => cause as { code: string; message: string; params: object });
        expect(err?.code).to.equal('INPUT_INVALID');
        expect(JSON.stringify([err?.message, err?.params])).to.not.include(holder);
      }
      const page = { holder, limit: 1 };
      expect(await use().code('register:held', page, 'bank')).to.equal('INPUT_INVALID');
    });
  }
}

const opened = ({ contact }: Output<'registration:contact'>): object =>
  JSON.parse(Buffer.from(contact, 'base64').toString('utf8')) as object;

function knowing(use: Use): void {
  const waiting = async (desk: Registrar, person: Person): Promise<Case> => {
    const id = unique('rc');
    await desk.apply(id, quietForm(unique('ds'), { allocation: allRightsTo(person.id) }));
    return desk.consent(id, person);
  };

  it('is open to its registrar and the court: whoever applied, and whoever consented', async () => {
    const desk = new Registrar(use());
    const [person, id] = [natural(), unique('rc')];
    await desk.apply(id, formOf(person.id), { as: person });
    const { id: other } = await waiting(desk, person);
    const ask = (of: object, as: string): Promise<Output<'registration:contact'>> =>
      use().ask('registration:contact', of as Input<'registration:contact'>, as);

    expect(opened(await ask({ case: id }, 'registrar1'))).to.deep.equal(person.contact);
    const consented = { case: other, person: person.id };
    expect(await use().code('registration:contact', consented, 'judge')).to.equal(
      'QUERY_PURPOSE_MISSING',
    );
    const purpose = await asked(use(), { kind: 'CASE', id: other });
    expect(opened(await ask({ ...consented, ...purpose }, 'judge'))).to.deep.equal(person.contact);
    expect(await use().code('registration:contact', consented, 'holder-b')).to.equal(
      'CALLER_FORBIDDEN',
    );
    const nobody = { case: other, person: natural().id };
    const unknown = { ...nobody, ...purpose };
    expect(await use().code('registration:contact', unknown, 'judge')).to.equal('CASE_NOT_FOUND');
  });

  it('is erased with the case that came to nothing, consents included', async () => {
    const desk = new Registrar(use());
    const person = natural();
    const { id } = await waiting(desk, person);
    await desk.act('registration:withdraw', { case: id, reasons: '不再申请' }, 'holder-a');
    const erasure = { case: id, reason: 'SUBJECT_REQUEST' as const, legalBasis: 'PIPL 47' };

    await desk.act('registration:eraseContact', erasure, 'registrar1');

    for (const of of [{ case: id }, { case: id, person: person.id }]) {
      expect(await use().code('registration:contact', of, 'registrar1')).to.equal('CONTACT_ERASED');
    }
  });

  personsNowhere(use);
}
