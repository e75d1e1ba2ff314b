import { expect } from 'chai';
import { adoptRules, shippedRules } from '@shuquan/gateway/founding/rules';
import { openTestLedger, type TestLedger } from '../support/embedded.js';
import { initialForm } from '../support/register-samples.js';
import { recordDigestOf, Registrar, shanghai } from '../support/registrar.js';
import { Stage } from '../support/stage.js';

const OFFICIALS = ['registry-official', 'authority-official', 'court-official'];

/**
 * 首次登记, day by day under a clock that can be set: the calendar of 2026 has a make-up Sunday on
 * 20 September, a holiday from the 25th to the 27th, and National Day week.
 */
describe('a first registration with an objection, day by day', function () {
  this.timeout(120_000);
  let test: TestLedger;
  let stage: Stage;
  let desk: Registrar;
  const id = 'rc-a1';
  const due = async (clock: string): Promise<string | undefined> =>
    (await desk.view(id)).state.deadlines.find((each) => each.clock === clock)?.due;
  const status = async (of = id): Promise<string> => (await desk.view(of)).state.status;

  before(async () => {
    test = await openTestLedger({ start: shanghai('2026-09-01 09:00') });
    const officials = OFFICIALS.map((official) => test.ledger.identity(official));
    await adoptRules(test.ledger, shippedRules(), officials);
    stage = new Stage({
      ledger: test.ledger,
      as: (person) => test.ledger.identity(person),
      now: test.clock.now,
      alone: true,
      advance: (ms) => {
        test.clock.advance(ms);
      },
      close: () => test.dispose(),
    });
    desk = new Registrar(stage);
  });
  after(() => test.dispose());

  it('is to be answered in three working days', async () => {
    await desk.goTo(shanghai('2026-09-14 10:00'));
    await desk.apply(id, initialForm('ds-a'));
    await desk.apply('rc-silent', initialForm('ds-silent'));

    expect(await status()).to.equal('SUBMITTED');
    expect(await due('ACCEPTANCE')).to.equal('2026-09-17');
  });

  it('is to be decided ten working days after acceptance, the make-up Sunday among them', async () => {
    await desk.goTo(shanghai('2026-09-16 10:00'));
    await desk.act('acceptance:accept', { case: id }, 'registrar1');

    expect(await due('DECISION')).to.equal('2026-09-30');
  });

  it('is accepted by silence on the first working day after the period', async () => {
    await desk.goTo(shanghai('2026-09-17 23:59'));
    expect(await status('rc-silent')).to.equal('SUBMITTED');

    await desk.goTo(shanghai('2026-09-18 00:00'));
    const { state } = await desk.view('rc-silent');

    expect(state).to.deep.include({
      status: 'ACCEPTED',
      deemedAccepted: true,
      acceptedOn: '2026-09-18',
    });
    const late = await stage.code('acceptance:accept', { case: 'rc-silent' }, 'registrar1');
    expect(late).to.equal('CASE_STATE_FORBIDS');
  });

  it('is on notice for five working days, the first day excluded', async () => {
    await desk.goTo(shanghai('2026-09-21 09:00'));
    await desk.act('review:publish', { case: id }, 'registrar1');

    expect(await status()).to.equal('PUBLICISED');
    expect(await due('NOTICE')).to.equal('2026-09-29');
  });

  it('stands still while an objection is open', async () => {
    await desk.goTo(shanghai('2026-09-23 10:00'));
    const objection = {
      case: id,
      objection: 'ob-1',
      reasons: '2023 年数据来自共同项目',
      materialDigest: 'a'.repeat(64),
    };
    await desk.act('objection:raise', objection, 'holder-b');

    expect(await status()).to.equal('OBJECTED');
    expect(await due('OBJECTION')).to.equal('2026-10-14');
    expect(await due('DECISION')).to.equal(undefined);
  });

  it('can not be approved before the notice ended', async () => {
    await desk.goTo(shanghai('2026-09-28 10:00'));
    const findings = (['DESCRIPTION', 'SOURCE', 'RIGHTS'] as const).map((matter) => ({
      matter,
      outcome: 'SATISFIED' as const,
      note: '属实',
    }));
    await desk.act('review:record', { case: id, findings }, 'registrar1');
    const approval = { case: id, outcome: 'APPROVED', reasons: '符合规定' };

    expect(await stage.code('review:decide', approval, 'approver1')).to.equal('OBJECTION_OPEN');
  });

  it('goes on the day after the objection was decided, with the days that were left', async () => {
    await desk.goTo(shanghai('2026-10-13 10:00'));
    const decided = { case: id, objection: 'ob-1', findings: '合同仅涉及 2022 年' };
    await desk.act('objection:decide', { ...decided, outcome: 'REJECTED' }, 'registrar1');

    expect(await status()).to.equal('NOTICE_ENDED');
    expect(await due('DECISION')).to.equal('2026-10-22');
  });

  it('is registered at the receipt’s time, and has no certificate before', async () => {
    await desk.goTo(shanghai('2026-10-15 10:02'));
    const approval = { case: id, outcome: 'APPROVED' as const, reasons: '符合规定' };
    await desk.act('review:decide', approval, 'approver1');
    const deposited = await desk.act('register:deposit', { case: id }, 'registrar1');
    const early = await stage.code('register:certify', { cases: [id] }, 'registrar1');

    await desk.goTo(shanghai('2026-10-15 10:05'));
    await desk.receipt(id, recordDigestOf(deposited));

    expect(early).to.equal('RECEIPT_MISSING');
    const { state } = await desk.view(id);
    expect(state.registeredAt?.slice(0, 16)).to.equal('2026-10-15T02:05');
  });

  it('gives three rights and a certificate for five years to the day', async () => {
    await desk.act('register:certify', { cases: [id] }, 'registrar1');
    const view = await stage.ask('register:certificate', { no: 'SJ5112026100001' }, 'bank');

    expect(view.rights.map(({ right, state }) => `${right.right} ${state.status}`)).to.deep.equal([
      'HOLD ACTIVE',
      'USE ACTIVE',
      'OPERATE ACTIVE',
    ]);
    expect(view.certificate.lastValidDay).to.equal('2031-10-15');
    expect(view.renewal).to.deep.equal({ from: '2031-04-15', until: '2031-10-14' });
  });

  it('was nothing yet, asked as of the day before', async () => {
    const asOf = shanghai('2026-10-14 12:00');
    const right = await stage.ask('register:right', { id: `${id}.R1`, asOf }, 'bank');

    expect(right.state.status).to.equal('PENDING');
    expect(right.state.reasons[0]).to.include({ code: 'NOT_REGISTERED_YET' });
  });
});
