import { expect } from 'chai';
import { unique } from '../support/founded.js';
import { CONSUMER_C, REG1, REG2 } from '../support/parties.js';
import { cancellation } from '../support/register-forms.js';
import { initialForm, privateContact, quietForm } from '../support/register-samples.js';
import { FIRST, Registrar, SECOND } from '../support/registrar.js';
import { actsOf } from './register/acts.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

/** 登记机构退出: notice, hand-over, and who has the files then. */
export function exitSuite(name: string, open: OpenBench): void {
  contractSuite(`exit: ${name}`, open, (use) => {
    actsOf('exit', use);
    describe('announcement', () => {
      announcements(use);
    });
    describe('hand-over', () => {
      handOvers(use);
    });
    covers('exit', use);
  });
}

const FAR = '2099-01-01';

function announcements(use: Use): void {
  const refuse = (input: object, as = 'registrar1'): Promise<string> =>
    use().refusal('exit:announce', input, as);

  it('names another registrar, one that is active, and gives six months’ notice', async () => {
    await new Registrar(use()).time();
    const nobody = { successor: CONSUMER_C, effectiveOn: FAR };

    expect(await refuse(nobody)).to.equal('REGISTRAR_NOT_FOUND');
    expect(await refuse({ successor: REG1, effectiveOn: FAR })).to.equal(
      'REGISTRAR_NOT_ACTIVE NATIONAL_2026/13',
    );
    const soon = new Date(use().bench.now().getTime() + 170 * 86_400_000);
    const early = { successor: REG2, effectiveOn: soon.toISOString().slice(0, 10) };
    expect(await refuse(early)).to.equal('HANDOVER_TOO_EARLY NATIONAL_2026/13');
  });

  it('is not there before it was made', async () => {
    const of = { registrar: REG1 };
    const complete = { ...of, archiveDigest: '0'.repeat(64), files: 1 };

    expect(await use().code('exit:read', of, 'bank')).to.equal('HANDOVER_NOT_FOUND');
    await use().witness();
    expect(await use().code('exit:complete', complete, 'registrar2')).to.equal(
      'HANDOVER_NOT_FOUND',
    );
  });
}

function handOvers(use: Use): void {
  it('puts every file into the successor’s hands, and nothing new comes to who left', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(stage);
    const { no } = await desk.certified(unique('rc'), quietForm(unique('ds')));
    const open = unique('rc');
    await desk.apply(open, initialForm(unique('ds')));
    const effectiveOn = new Date(stage.bench.now().getTime() + 200 * 86_400_000)
      .toISOString()
      .slice(0, 10);
    const announced = { successor: REG2, effectiveOn };
    const complete = { registrar: REG1, archiveDigest: 'a'.repeat(64), files: 2 };
    const refuse = (as = 'registrar2'): Promise<string> =>
      stage.code('exit:complete', complete, as);

    await desk.act('exit:announce', announced, 'registrar1');
    expect(await stage.code('exit:announce', announced, 'registrar1')).to.equal('HANDOVER_EXISTS');
    const back = { successor: REG1, effectiveOn: FAR };
    expect(await stage.code('exit:announce', back, 'registrar2')).to.equal('REGISTRAR_NOT_ACTIVE');
    expect(await refuse()).to.equal('HANDOVER_TOO_EARLY');
    const early = { case: open, reasons: '测试', workingDays: 1 };
    expect(
      await stage.code(
        'acceptance:correct',
        { case: early.case, workingDays: 1, items: [{ field: 'x', what: '测试' }] },
        'registrar2',
      ),
    ).to.equal('CALLER_FORBIDDEN');
    await desk.later(201);
    expect(await refuse('registrar1')).to.equal('CALLER_FORBIDDEN');
    const { received } = await desk.act('exit:complete', complete, 'registrar2');
    expect(received).to.deep.include({ archiveDigest: complete.archiveDigest, files: 2 });
    expect(await refuse()).to.equal('HANDOVER_EXISTS');
    expect((await stage.ask('exit:read', { registrar: REG1 }, 'bank')).received).to.deep.equal(
      received,
    );

    const items = [{ field: 'source', what: '补充' }];
    expect(await stage.code('review:askProof', { case: open, items }, 'registrar1')).to.equal(
      'CALLER_FORBIDDEN',
    );
    await desk.act('review:askProof', { case: open, items }, 'registrar2');
    await stage.ask('registration:contact', { case: open }, 'registrar2');
    expect(await stage.code('registration:contact', { case: open }, 'registrar1')).to.equal(
      'CALLER_FORBIDDEN',
    );
    const { registrar, profile } = FIRST;
    const fresh = { id: unique('rc'), registrar, profile, form: initialForm(unique('ds')) };
    const transient = privateContact();
    expect(await stage.refusal('registration:apply', fresh, 'holder-a', { transient })).to.equal(
      'REGISTRAR_NOT_ACTIVE NATIONAL_2026/13',
    );
    expect((await stage.ask('register:certificate', { no }, 'bank')).status).to.equal('VALID');
    await desk.registered(unique('rc'), cancellation(no, ['HOLD']), { office: SECOND });
  });
}
