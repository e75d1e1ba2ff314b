import { expect } from 'chai';
import { adoptRules, developmentRules } from '@shuquan/gateway/founding/rules';
import { openTestLedger } from '../support/embedded.js';
import { initialForm } from '../support/register-samples.js';
import { recordDigestOf, Registrar, shanghai } from '../support/registrar.js';
import { Stage } from '../support/stage.js';

describe('first registration, on the embedded ledger', function () {
  this.timeout(60_000);

  it('goes from the application to the certificate on the days of scenario 1', async () => {
    const test = await openTestLedger({ start: shanghai('2026-09-01 09:00') });
    const officials = ['registry-official', 'authority-official', 'court-official'];
    await adoptRules(
      test.ledger,
      developmentRules(2026),
      officials.map((id) => test.ledger.identity(id)),
    );
    const stage = new Stage({
      ledger: test.ledger,
      as: (id) => test.ledger.identity(id),
      now: test.clock.now,
      alone: true,
      advance: (ms) => {
        test.clock.advance(ms);
      },
      close: () => test.dispose(),
    });
    const desk = new Registrar(stage);
    await desk.goTo(shanghai('2026-09-14 10:00'));
    await desk.apply('RC-A1', initialForm('DS-A'));
    let view = await desk.view('RC-A1');
    expect(view.state.status).to.equal('SUBMITTED');
    expect(view.state.deadlines[0]?.due).to.equal('2026-09-17');
    await desk.goTo(shanghai('2026-09-16 10:00'));
    await desk.act('acceptance:accept', { case: 'RC-A1' }, 'registrar1');
    view = await desk.view('RC-A1');
    expect(view.state.deadlines[0]?.due).to.equal('2026-09-30');
    await desk.goTo(shanghai('2026-09-21 10:00'));
    await desk.act('review:publish', { case: 'RC-A1' }, 'registrar1');
    view = await desk.view('RC-A1');
    expect(view.state.status).to.equal('PUBLICISED');
    await desk.goTo(shanghai('2026-09-23 10:00'));
    await desk.act(
      'objection:raise',
      {
        case: 'RC-A1',
        objection: 'OB-1',
        reasons: '2023 年数据来自共同项目',
        materialDigest: 'a'.repeat(64),
      },
      'holder-b',
    );
    view = await desk.view('RC-A1');
    expect(view.state.status).to.equal('OBJECTED');
    await desk.goTo(shanghai('2026-10-13 10:00'));
    await desk.act(
      'objection:decide',
      { case: 'RC-A1', objection: 'OB-1', outcome: 'REJECTED', findings: '合同仅涉及 2022 年' },
      'registrar1',
    );
    view = await desk.view('RC-A1');
    expect(view.state.status).to.equal('NOTICE_ENDED');
    expect(view.state.deadlines[0]?.due).to.equal('2026-10-22');
    await desk.goTo(shanghai('2026-10-15 09:00'));
    await desk.approve('RC-A1');
    const deposited = await desk.act('register:deposit', { case: 'RC-A1' }, 'registrar1');
    expect(await stage.code('register:certify', { cases: ['RC-A1'] }, 'registrar1')).to.equal(
      'RECEIPT_MISSING',
    );
    await desk.receipt('RC-A1', recordDigestOf(deposited));
    const { certificates } = await desk.act('register:certify', { cases: ['RC-A1'] }, 'registrar1');
    expect(certificates[0]?.no).to.equal('SJ5112026100001');
    expect(certificates[0]?.lastValidDay).to.equal('2031-10-15');
    const certificate = await stage.ask('register:certificate', { no: 'SJ5112026100001' }, 'bank');
    expect(certificate.renewal).to.deep.equal({ from: '2031-04-15', until: '2031-10-14' });
    expect(certificate.rights).to.have.length(3);
    await test.dispose();
  });
});
