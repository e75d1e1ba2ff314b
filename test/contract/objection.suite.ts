import type { Input } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../support/founded.js';
import { cancellation } from '../support/register-forms.js';
import { initialForm, quietForm } from '../support/register-samples.js';
import { Registrar } from '../support/registrar.js';
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
    const decision = { case: id, objection: input.objection, findings: '成立' };
    await desk.act('objection:decide', { ...decision, outcome: 'UPHELD' }, 'registrar1');

    const form = cancellation(no, ['HOLD', 'USE', 'OPERATE'], 'OBJECTION');
    await desk.registered(unique('rc'), form, { as: 'registrar1' });

    expect((await use().ask('register:certificate', { no }, 'bank')).status).to.equal('CANCELLED');
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
