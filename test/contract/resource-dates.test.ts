import { expect } from 'chai';
import { embeddedBench } from '../support/bench.js';
import { plantAgreement } from '../support/operation-plants.js';
import { filedAgreement } from '../support/operation-records.js';
import { IMPLEMENTING_BODY, OPERATOR } from '../support/parties.js';
import { allRightsTo, quietForm } from '../support/register-samples.js';
import { shanghai } from '../support/registrar.js';
import { PUBLIC, ResourceDesk } from '../support/resource-desk.js';
import { resourceForm } from '../support/resource-forms.js';
import { Stage } from '../support/stage.js';
import { without } from '../support/without.js';
import { refusal } from './register/applying.js';

/** Public data of 2026 on its calendar, from the refused property to the product’s certificate. */
describe('public data resource from January 2026', () => {
  let desk: ResourceDesk;
  const asset = 'DS-P';
  const form = resourceForm(asset);
  const id = 'PR-2026-001';
  const use = (): Stage => desk.stage;

  before(async () => {
    const bench = await embeddedBench({ start: shanghai('2026-01-12 09:00') });
    desk = new ResourceDesk(new Stage(bench), PUBLIC);
  });
  after(() => desk.stage.bench.close());

  it('is refused as data property on Monday 12 January', async () => {
    const raw = quietForm(asset, {
      ...{ origin: 'GOVERNMENT_DUTY', allocation: allRightsTo(IMPLEMENTING_BODY) },
    });

    expect(await refusal(use, raw, { as: 'implementer' })).to.equal(
      'NOT_REGISTRABLE_GOV_RAW NATIONAL_2026/15(1)',
    );
  });

  it('is refused as a public data resource while nothing is deposited', async () => {
    const how = { as: 'implementer', office: PUBLIC };

    expect(await refusal(use, without(form, 'evidence'), how)).to.equal(
      'EVIDENCE_REQUIRED PUBLIC_2025/26号/7',
    );
  });

  it('is deposited and applied for the same day: acceptance is due on 15 January', async () => {
    await desk.deposit(form, 'implementer');
    await desk.apply(id, form, { as: 'implementer', profile: PUBLIC.profile });

    const { state } = await desk.view(id);
    expect(state.deadlines.map(({ clock, due }) => [clock, due])).to.deep.equal([
      ['ACCEPTANCE', '2026-01-15'],
    ]);
  });

  it('is accepted on 14 January: the formal review is due on 11 February', async () => {
    await desk.goTo(shanghai('2026-01-14 10:00'));
    await desk.act('acceptance:accept', { case: id }, 'registrar1');

    const { state } = await desk.view(id);
    expect(state.deadlines.map(({ clock, due }) => [clock, due])).to.deep.equal([
      ['DECISION', '2026-02-11'],
    ]);
  });

  it('is on notice from Monday 26 January, ten working days, to 9 February', async () => {
    await desk.goTo(shanghai('2026-01-26 09:00'));
    await desk.act('review:publish', { case: id }, 'registrar1');

    const notice = await use().ask('registration:notice', { case: id }, 'bank');
    expect([notice.from, notice.until]).to.deep.equal(['2026-01-26', '2026-02-09']);
  });

  it('has its code on 10 February, for three years', async () => {
    await desk.goTo(shanghai('2026-02-10 10:00'));
    await desk.approve(id);
    const made = await desk.act('resource:assignCode', { case: id }, 'registrar1');

    expect(made.lookupCode).to.match(/^ZY-511-20260210-/);
    expect(made.lastValidDay).to.equal('2029-02-10');
    const { renewal } = await desk.resource(made.lookupCode);
    expect(renewal).to.deep.equal({ from: '2028-12-13', until: '2029-02-10' });
  });

  it('and its product in August: refused without a code, capped at the agreement’s end with it', async () => {
    await desk.goTo(shanghai('2026-08-03 09:00'));
    const quick = new ResourceDesk(use());
    await plantAgreement(use().bench, filedAgreement({ id: 'AGR-1' }));
    const product = quietForm('PR-1', {
      ...{ origin: 'PUBLIC_AUTHORISED', allocation: allRightsTo(OPERATOR) },
    });

    expect(await refusal(use, product, { as: 'operator' })).to.equal(
      'PUBLIC_CODE_REQUIRED NATIONAL_2026/15(2)',
    );
    const operated = { basis: 'AUTHORISED_OPERATION', agreement: 'AGR-1' } as const;
    const { lookupCode } = await quick.coded(resourceForm('PR-1', operated), { as: 'operator' });
    const coded = { ...product, publicCode: lookupCode };
    const { rights } = await quick.certified('RC-PR-1', coded, { as: 'operator' });
    const { state, right } = await use().ask('register:right', { id: rights[2] ?? '' }, 'bank');
    expect([right.right, state.until]).to.deep.equal(['OPERATE', '2028-12-31']);
  });
});
