import type { Input } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../support/founded.js';
import { HOLDER_B, REG1 } from '../support/parties.js';
import { natural, signing } from '../support/persons.js';
import { cancellation, transfer } from '../support/register-forms.js';
import { initialForm, privateContact, quietForm } from '../support/register-samples.js';
import { PAPERS, Registrar } from '../support/registrar.js';
import { actsOf } from './register/acts.js';
import { scarceYear } from './register/scarce-year.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

const PHONE = '联系电话 138-1234-5678';
type Raise = Input<'objection:raise'>;

/** 异议: who is heard, when, and what a decision on it leads to. */
export function objectionSuite(name: string, open: OpenBench): void {
  contractSuite(`objection: ${name}`, open, (use) => {
    actsOf('objection', use);
    describe('objection during the notice', () => {
      duringNotice(use);
    });
    describe('objection after registration', () => {
      afterRegistration(use);
    });
    describe('the holder', () => {
      holders(use);
    });
    describe('decision', () => {
      decisions(use);
    });
    scarceYear('objection', use);
    covers('objection', use);
  });
}

const raising = (id: string, over: Partial<Raise> = {}): Raise => ({
  case: id,
  ...{ objection: unique('ob'), reasons: '数据来自共同项目', materialDigest: '0'.repeat(64) },
  ...over,
});

async function noticed(desk: Registrar): Promise<string> {
  const id = unique('rc');
  await desk.accepted(id, initialForm(unique('ds')));
  await desk.act('review:publish', { case: id }, 'registrar1');
  return id;
}

const refusing =
  (use: Use, id: string) =>
  (as: string, over: Partial<Raise> = {}): Promise<string> =>
    use().refusal('objection:raise', raising(id, over), as);

function duringNotice(use: Use): void {
  it('is heard, has its clock, and stops the clock of the case', async () => {
    const desk = new Registrar(use());
    const id = await noticed(desk);
    const input = raising(id);

    const { steps } = await desk.act('objection:raise', input, 'holder-b');

    expect(steps.at(-1)).to.include({
      ...{ kind: 'OBJECTION_RAISED', phase: 'NOTICE', heard: false, article: 'NATIONAL_2026/25' },
    });
    const { state } = await desk.view(id);
    expect(state.status).to.equal('OBJECTED');
    expect(state.openObjections).to.deep.equal([input.objection]);
    const clocks = state.deadlines.map(({ clock, paused }) => [clock, paused]);
    expect(clocks).to.deep.equal([
      ['DECISION', true],
      ['NOTICE', false],
      ['OBJECTION', false],
    ]);
  });

  it('is one a party, and of none that applies', async () => {
    const desk = new Registrar(use());
    const id = await noticed(desk);
    const refuse = refusing(use, id);
    const input = raising(id);
    await desk.act('objection:raise', input, 'holder-b');

    expect(await refuse('holder-b')).to.equal('OBJECTION_EXISTS');
    expect(await refuse('consumer-c', { objection: input.objection })).to.equal('OBJECTION_EXISTS');
    expect(await refuse('holder-a')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse('consumer-c', { reasons: PHONE })).to.equal('PERSONAL_DATA_REFUSED');
    await desk.act('objection:raise', raising(id), 'consumer-c');
  });

  it('of somebody without a certificate comes through the registrar of the case alone', async () => {
    const desk = new Registrar(use());
    const id = await noticed(desk);
    const refuse = refusing(use, id);
    const objectorCommitment = 'a'.repeat(64);

    expect(await refuse('registrar1')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse('holder-b', { objectorCommitment })).to.equal('CALLER_FORBIDDEN');
    expect(await refuse('registrar2', { objectorCommitment })).to.equal('CALLER_FORBIDDEN');
    const heard = raising(id, { objectorCommitment });
    const { steps } = await desk.act('objection:raise', heard, 'registrar1');
    expect(steps.at(-1)).to.include({ heard: true, objectorCommitment });
    expect(await refuse('registrar1', { objectorCommitment })).to.equal('OBJECTION_EXISTS');
    const another = raising(id, { objectorCommitment: 'b'.repeat(64) });
    await desk.act('objection:raise', another, 'registrar1');
  });

  it('comes neither before the notice nor where none was published', async () => {
    const desk = new Registrar(use());
    const id = unique('rc');
    await desk.accepted(id, quietForm(unique('ds')));
    const code = 'CASE_STATE_FORBIDS NATIONAL_2026/25';

    expect(await refusing(use, id)('holder-b')).to.equal(code);
    await desk.act('review:withhold', { case: id, reasons: '理由正当' }, 'registrar1');
    expect(await refusing(use, id)('holder-b')).to.equal(code);
  });

  it('comes no more once the notice ended, though another objection is still open', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(stage);
    const id = await noticed(desk);
    const dueAt = (await desk.view(id)).state.nextChangeAt ?? '';
    await desk.act('objection:raise', raising(id), 'holder-b');
    await desk.goTo(dueAt);

    expect((await desk.view(id)).state.status).to.equal('OBJECTED');
    expect(await refusing(use, id)('consumer-c')).to.equal('CASE_STATE_FORBIDS NATIONAL_2026/25');
  });

  it('of one party ends after as many as anybody needs', async () => {
    const desk = new Registrar(use());
    const id = await noticed(desk);
    for (let i = 0; i < 10; i += 1) {
      const input = raising(id);
      await desk.act('objection:raise', input, 'holder-b');
      const decided = { case: id, objection: input.objection, findings: '不成立' };
      await desk.act('objection:decide', { ...decided, outcome: 'REJECTED' }, 'registrar1');
    }

    expect(await refusing(use, id)('holder-b')).to.equal('CASE_STATE_FORBIDS');
    await desk.act('objection:raise', raising(id), 'consumer-c');
  });
}

function afterRegistration(use: Use): void {
  it('is heard, the holder is told, and the certificate stands as disputed', async () => {
    const desk = new Registrar(use());
    const { no, case: id } = await desk.certified(unique('rc'), quietForm(unique('ds')));
    const input = raising(id);

    const { steps } = await desk.act('objection:raise', input, 'holder-b');

    const raised = steps.at(-1);
    expect(raised).to.include({ kind: 'OBJECTION_RAISED', phase: 'POST_REGISTRATION' });
    expect(raised?.kind === 'OBJECTION_RAISED' && raised.holderNotice?.article).to.equal(
      'NATIONAL_2026/29',
    );
    const status = async (asOf?: string): Promise<string> =>
      (
        await use().ask(
          'register:certificate',
          { no, ...(asOf === undefined ? {} : { asOf }) },
          'bank',
        )
      ).status;
    expect(await status()).to.equal('DISPUTED');
    const before = steps.at(-2)?.at ?? '';
    expect(await status(before)).to.equal('VALID');
    const decision = { case: id, objection: input.objection, findings: '不成立' };
    await desk.act('objection:decide', { ...decision, outcome: 'REJECTED' }, 'registrar1');
    expect(await status()).to.equal('VALID');
  });

  it('runs against the registrar until the holder was told of it', async () => {
    const desk = new Registrar(use());
    const { case: id } = await desk.certified(unique('rc'), quietForm(unique('ds')));
    const [first, second] = [raising(id), raising(id)];
    const clocks = async (): Promise<string[]> =>
      (await desk.view(id)).state.deadlines.map(
        ({ clock, objection }) => `${clock} ${String(objection)}`,
      );
    await desk.act('objection:raise', first, 'holder-b');
    const { objection: one } = first;
    expect(await clocks()).to.deep.equal([`OBJECTION ${one}`, `HOLDER_NOTICE ${one}`]);

    const told = {
      case: id,
      ...{ document: 'OBJECTION_NOTICE' as const, method: 'ELECTRONIC' as const },
      ...{ servedOn: shanghaiToday(desk), receiptDigest: '0'.repeat(64) },
    };
    await desk.act('acceptance:serve', told, 'registrar1');

    expect(await clocks()).to.deep.equal([`OBJECTION ${one}`]);
    await desk.act('objection:raise', second, 'consumer-c');
    const { objection: two } = second;
    expect(await clocks()).to.deep.equal([
      ...[`OBJECTION ${one}`, `OBJECTION ${two}`, `HOLDER_NOTICE ${two}`],
    ]);
  });

  it('that is upheld lets the registrar cancel', async () => {
    const desk = new Registrar(use());
    const { no, case: id } = await desk.certified(unique('rc'), quietForm(unique('ds')));
    const input = raising(id);
    await desk.act('objection:raise', input, 'holder-b');
    await desk.act('objection:notify', notice(desk, input), 'registrar1');
    const decision = { case: id, objection: input.objection, findings: '成立' };
    await desk.act('objection:decide', { ...decision, outcome: 'UPHELD' }, 'registrar1');

    const form = cancellation(no, ['HOLD', 'USE', 'OPERATE'], 'OBJECTION');
    await desk.registered(unique('rc'), form, { as: 'registrar1' });

    expect((await use().ask('register:certificate', { no }, 'bank')).status).to.equal('CANCELLED');
  });
}

/** As it is served on the holder today. */
const notice = (desk: Registrar, { case: id, objection }: Raise): Input<'objection:notify'> => ({
  ...{ case: id, objection, method: 'ELECTRONIC', servedOn: shanghaiToday(desk) },
  receiptDigest: '0'.repeat(64),
});

/** 告知权利人, and what it says to it (NATIONAL_2026/29). */
function holders(use: Use): void {
  const raised = async (desk: Registrar): Promise<Raise & { no: string; right: string }> => {
    const made = await desk.certified(unique('rc'), quietForm(unique('ds')));
    const input = raising(made.case);
    await desk.act('objection:raise', input, 'holder-b');
    return { ...input, no: made.no, right: made.rights[0] ?? '' };
  };
  const answer = (
    { case: id, objection }: Raise,
    over: object = {},
  ): Input<'objection:answer'> => ({
    ...{ case: id, objection, position: 'CONTESTED', statementDigest: '0'.repeat(64), ...over },
  });

  it('is told by an act of its own, whose punctuality stands, and the deadline is gone', async () => {
    const desk = new Registrar(use());
    const input = await raised(desk);
    const clocks = async (): Promise<string[]> =>
      (await desk.view(input.case)).state.deadlines.map(({ clock }) => clock);
    expect(await clocks()).to.deep.equal(['OBJECTION', 'HOLDER_NOTICE']);

    const { steps } = await desk.act('objection:notify', notice(desk, input), 'registrar1');

    expect(steps.at(-1)).to.include({
      ...{ kind: 'HOLDER_NOTIFIED', objection: input.objection, punctuality: 'IN_TIME' },
      article: 'NATIONAL_2026/29',
    });
    expect(await clocks()).to.deep.equal(['OBJECTION']);
  });

  it('that is told too late is told, and late', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(stage);
    const input = await raised(desk);
    await desk.later(20);

    const { steps } = await desk.act('objection:notify', notice(desk, input), 'registrar1');

    expect(steps.at(-1)).to.include({ punctuality: 'LATE' });
    expect((await desk.view(input.case)).state.late).to.deep.include({
      ...{ step: steps.length, article: 'NATIONAL_2026/29', punctuality: 'LATE' },
    });
  });

  it('is told by the registrar of the case, once, of an objection that is open', async () => {
    const desk = new Registrar(use());
    const input = await raised(desk);
    const tell = async (over: object, as = 'registrar1'): Promise<string> => {
      await desk.time();
      return use().code('objection:notify', { ...notice(desk, input), ...over }, as);
    };

    expect(await tell({}, 'registrar2')).to.equal('CALLER_FORBIDDEN');
    expect(await tell({ objection: 'none' })).to.equal('OBJECTION_NOT_FOUND');
    expect(await tell({ servedOn: '2099-01-01' })).to.equal('INPUT_INVALID');
    await desk.act('objection:notify', notice(desk, input), 'registrar1');
    expect(await tell({})).to.equal('CASE_STATE_FORBIDS');
  });

  it('answers once, after it was told, and what it accepts is not rejected any more', async () => {
    const desk = new Registrar(use());
    const input = await raised(desk);
    const say = async (over: object = {}, as = 'holder-a'): Promise<string> => {
      await desk.time();
      return use().code('objection:answer', answer(input, over), as);
    };
    const early = await noticed(desk);
    const before = raising(early);
    await desk.act('objection:raise', before, 'holder-b');

    expect(await say({ case: early, objection: before.objection })).to.equal('CASE_STATE_FORBIDS');
    expect(await say()).to.equal('OBJECTION_NOT_SERVED');
    await desk.act('objection:notify', notice(desk, input), 'registrar1');
    expect(await say({}, 'holder-b')).to.equal('CALLER_FORBIDDEN');
    expect(await say({ objection: 'none' })).to.equal('OBJECTION_NOT_FOUND');
    await desk.act('objection:answer', answer(input, { position: 'ACCEPTED' }), 'holder-a');
    expect(await say()).to.equal('OBJECTION_ANSWERED');

    const decision = { case: input.case, objection: input.objection, findings: '成立' };
    const rejected = { ...decision, outcome: 'REJECTED' };
    expect(await use().code('objection:decide', rejected, 'registrar1')).to.equal(
      'CASE_STATE_FORBIDS',
    );
    await desk.act('objection:decide', { ...decision, outcome: 'UPHELD' }, 'registrar1');
  });

  it('is not judged unheard, and what was contested may still be found right', async () => {
    const desk = new Registrar(use());
    const input = await raised(desk);
    const decision = { case: input.case, objection: input.objection, findings: '成立' };
    const uphold = { ...decision, outcome: 'UPHELD' as const };

    expect(await use().code('objection:decide', uphold, 'registrar1')).to.equal(
      'OBJECTION_NOT_SERVED',
    );
    await desk.act('objection:notify', notice(desk, input), 'registrar1');
    await desk.act('objection:answer', answer(input), 'holder-a');
    await desk.act('objection:decide', uphold, 'registrar1');
  });

  it('disposes of nothing while the objection is open', async () => {
    const desk = new Registrar(use());
    const input = await raised(desk);
    const form = transfer({ rights: [input.right], to: HOLDER_B });
    const apply = { id: unique('rc'), registrar: REG1, profile: 'NATIONAL_2026', form };
    const options = { transient: privateContact() };
    const apart = (): Promise<string> =>
      use().code('registration:apply', apply, 'holder-a', options);

    expect(await apart()).to.equal('DISPUTE_OPEN');
    const { encumbrances } = await use().ask('register:right', { id: input.right }, 'bank');
    expect(encumbrances).to.have.length(1);
    expect(encumbrances[0]).to.include({
      kind: 'DISPUTE',
      id: input.objection,
      status: 'ATTACHED',
    });
    const decision = { case: input.case, objection: input.objection, findings: '不成立' };
    await desk.act('objection:decide', { ...decision, outcome: 'REJECTED' }, 'registrar1');
    const free = await use().ask('register:right', { id: input.right }, 'bank');
    expect(free.encumbrances[0]).to.include({ status: 'LIFTED', reason: 'OBJECTION_REJECTED' });
    await use().submit('registration:apply', apply, 'holder-a', options);
  });

  it('may be a natural person, for whom its registrar says nothing it can not show', async () => {
    const desk = new Registrar(use());
    const input = await raised(desk);
    await desk.act('objection:notify', notice(desk, input), 'registrar1');
    const say = async (said: object): Promise<string> => {
      await desk.time();
      return use().code('objection:answer', said, 'registrar1');
    };
    const said = natural().brings('objection:answer', answer(input), PAPERS);
    const signed = signing().brings('objection:answer', answer(input), PAPERS);

    expect(await say(said)).to.equal('CALLER_FORBIDDEN');
    const other = { ...said, onBehalf: { ...said.onBehalf, person: `NP-${'0'.repeat(32)}` } };
    expect(await say(other)).to.equal('COMMITMENT_MISMATCH');
    expect(await say({ ...signed, position: 'ACCEPTED' })).to.equal('SIGNATURE_INVALID');
  });
}

function decisions(use: Use): void {
  it('is the registrar’s of the case, on an objection that is open, with findings', async () => {
    const desk = new Registrar(use());
    const id = await noticed(desk);
    const input = raising(id);
    await desk.act('objection:raise', input, 'holder-b');
    const decision = {
      ...{ case: id, objection: input.objection, outcome: 'UPHELD' as const, findings: '成立' },
    };
    const refuse = (over: object, as = 'registrar1'): Promise<string> =>
      use().code('objection:decide', { ...decision, ...over }, as);

    expect(await refuse({}, 'registrar2')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse({ objection: 'none' })).to.equal('OBJECTION_NOT_FOUND');
    expect(await refuse({ findings: PHONE })).to.equal('PERSONAL_DATA_REFUSED');
    const { steps } = await desk.act('objection:decide', decision, 'registrar1');
    expect(steps.at(-1)).to.include({
      ...{ kind: 'OBJECTION_DECIDED', article: 'NATIONAL_2026/25', punctuality: 'IN_TIME' },
    });
    expect((await desk.view(id)).state.status).to.equal('PUBLICISED');
    expect(await refuse({})).to.equal('OBJECTION_NOT_FOUND');
  });

  it('that comes late is recorded as late', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(stage);
    const id = await noticed(desk);
    const input = raising(id);
    await desk.act('objection:raise', input, 'holder-b');
    await desk.later(40);

    const decision = { case: id, objection: input.objection, findings: '不成立' };
    const { steps } = await desk.act(
      'objection:decide',
      { ...decision, outcome: 'REJECTED' },
      'registrar1',
    );

    expect(steps.at(-1)).to.include({ punctuality: 'LATE' });
    expect((await desk.view(id)).state.status).to.equal('NOTICE_ENDED');
  });
}

const shanghaiToday = (desk: Registrar): string =>
  new Date(desk.stage.bench.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
