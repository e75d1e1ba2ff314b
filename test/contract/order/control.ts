import { expect } from 'chai';
import { document, onParty, onRight } from '../../support/court-desk.js';
import { unique } from '../../support/founded.js';
import { HOLDER_B, HOLDER_D, IMPLEMENTING_BODY } from '../../support/parties.js';
import type { UseCourt } from '../order.suite.js';

export function control(use: UseCourt): void {
  const impose = async (right: string, over: object = {}): Promise<string> => {
    const order = { ...use().order(onRight(right)), id: unique('AC'), ...over };
    await use().act('control:impose', order, 'authority-official');
    return order.id;
  };

  it('binds beside an order, without a queue, and disposals are refused', async () => {
    const desk = use();
    const { right, certificate } = await desk.held();
    const id = await impose(right);
    const second = await impose(right, { blocks: ['USE'] });

    const found = await desk.encumbrances(right);
    expect(found.map((each) => each.status)).to.deep.equal(['ATTACHED', 'ATTACHED']);
    expect(found[0]).to.deep.include({ kind: 'ADMIN_CONTROL', id, by: IMPLEMENTING_BODY });
    expect(await desk.transferred([right], HOLDER_B)).to.equal('ASSET_FROZEN');
    const view = await desk.stage.ask('register:certificate', { no: certificate }, 'bank');
    expect(view.status).to.equal('FROZEN');
    const lift = (of: string, as: string): Promise<string> =>
      desk.code('control:lift', { id: of, on: [onRight(right)], ...document }, as);
    for (const as of ['registrar1', 'registry-official', 'supervisor', 'court-official']) {
      expect(await lift(id, as), as).to.equal('ORDER_NOT_LIFTED');
    }
    expect(await lift('AC-nothing', 'authority-official')).to.equal('ORDER_NOT_FOUND');
    expect(await lift(id, 'authority-official')).to.equal('OK');
    expect(await lift(id, 'authority-official')).to.equal('ORDER_ENDED');
    expect(await lift(second, 'authority-official')).to.equal('OK');
    expect(await desk.transferred([right], HOLDER_B)).to.equal('OK');
  });

  it('binds all that a party holds', async () => {
    const desk = use();
    const { right } = await desk.held('holder-d');
    const order = { ...desk.order(onParty(HOLDER_D)), id: unique('AC') };
    await desk.act('control:impose', order, 'authority-official');

    expect(await desk.shown(right)).to.deep.equal([`${order.id} ATTACHED`]);

    const lift = { id: order.id, on: [onParty(HOLDER_D)], ...document };
    await desk.act('control:lift', lift, 'authority-official');
  });

  it('keeps a use back where it says so', async () => {
    const desk = use();
    const { asset, right } = await desk.held();
    const grant = await desk.granted(desk.rootOffer({ asset, right }), 'holder-a', 'consumer-c');
    await impose(right, { blocks: ['USE'] });

    const { decision } = await desk.permits(grant.id, grant.grantee);
    expect(decision.permitted).to.equal(false);
  });

  it('is no registrar’s and no court’s to impose, and bounded in time', async () => {
    const desk = use();
    const { right } = await desk.held();
    const order = { ...desk.order(onRight(right)), id: unique('AC') };
    const refused = (over: object, as = 'authority-official'): Promise<string> =>
      desk.code('control:impose', { ...order, ...over }, as);
    for (const as of ['registry-official', 'court-official', 'exchange-official']) {
      expect(await refused({}, as), as).to.equal('CALLER_FORBIDDEN');
    }
    expect(await refused({ until: desk.in(200) })).to.equal('ORDER_TERM_EXCEEDED');
    expect(await refused({ on: [onRight('nothing')] })).to.equal('RIGHT_NOT_FOUND');
    expect(await refused({ caseNo: '13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    expect(await desk.shown(right)).to.deep.equal([]);
    expect(await refused({})).to.equal('OK');
    expect(await refused({})).to.equal('ORDER_EXISTS');
    const renew = (over: object, as = 'authority-official'): Promise<string> =>
      desk.code(
        'control:renew',
        { id: order.id, on: order.on, ...document, until: desk.in(60), ...over },
        as,
      );
    expect(await renew({ until: desk.in(200) })).to.equal('ORDER_TERM_EXCEEDED');
    expect(await renew({}, 'registry-official')).to.equal('ORDER_NOT_OWN');
    expect(await renew({ id: 'AC-nothing' })).to.equal('ORDER_NOT_FOUND');
    expect(await renew({ on: [onRight('nothing')] })).to.equal('RIGHT_NOT_FOUND');
    expect(await renew({ caseNo: '13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    expect(await renew({})).to.equal('OK');
    const lift = { id: order.id, on: [onRight(right)], ...document };
    expect(
      await desk.code('control:lift', { ...lift, on: [onRight('nothing')] }, 'authority-official'),
    ).to.equal('RIGHT_NOT_FOUND');
    expect(
      await desk.code('control:lift', { ...lift, caseNo: '13800138000' }, 'authority-official'),
    ).to.equal('PERSONAL_DATA_REFUSED');
    await desk.act('control:lift', lift, 'authority-official');
    expect(await renew({})).to.equal('ORDER_ENDED');
  });
}
