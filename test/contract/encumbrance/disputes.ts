import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { HOLDER_B } from '../../support/parties.js';
import { plant } from '../../support/planting.js';
import { revocation } from '../../support/register-forms.js';
import { FIRST } from '../../support/registrar.js';
import type { UseCourt } from '../order.suite.js';

/** What an open dispute does to a right. Who opens and closes it has a suite of its own. */
export function disputed(use: UseCourt): void {
  it('keeps the right where it is, and its certificate says so', async () => {
    const desk = use();
    const { asset, right, certificate } = await desk.held();
    const since = desk.now;
    const { bench } = desk.stage;
    await plant(bench, ['dispute', right], {
      ...{ v: 1, right, open: [{ case: 'D-1', since }], closed: [] },
    });

    expect(await desk.shown(right)).to.deep.equal(['D-1 ATTACHED']);
    expect(await desk.transferred([right], HOLDER_B)).to.equal('DISPUTE_OPEN');
    expect(
      await desk.refused('grant:offer', desk.rootOffer({ asset, right }), 'holder-a'),
    ).to.equal('DISPUTE_OPEN');
    const view = await desk.stage.ask('register:certificate', { no: certificate }, 'bank');
    expect(view.status).to.equal('DISPUTED');

    const closed = [{ case: 'D-1', since, until: desk.now, outcome: 'SETTLED' }];
    await plant(bench, ['dispute', right], { v: 1, right, open: [], closed });
    const [found] = await desk.encumbrances(right);
    expect(found).to.include({ id: 'D-1', status: 'LIFTED', reason: 'SETTLED' });
    expect(await desk.transferred([right], HOLDER_B)).to.equal('OK');
  });

  it('does not keep a registrar from revoking what was obtained by fraud', async () => {
    const desk = use();
    const { right, certificate } = await desk.held();
    const open = [{ case: 'D-1', since: desk.now }];
    await plant(desk.stage.bench, ['dispute', right], { v: 1, right, open, closed: [] });

    const id = unique('rc');
    await desk.registered(id, revocation(certificate), { as: FIRST.by });

    const { state } = await desk.stage.ask('register:right', { id: right }, 'bank');
    expect(state.status).to.equal('REVOKED');
  });
}
