import { expect } from 'chai';
import { document, onRight } from '../../support/court-desk.js';
import { COURT2, HOLDER_A, HOLDER_B } from '../../support/parties.js';
import { without } from '../../support/without.js';
import type { UseCourt } from '../order.suite.js';

export function lifting(use: UseCourt): void {
  it('is for the court that ordered it: nobody else lifts an order', async () => {
    const desk = use();
    const { right } = await desk.held();
    const id = await desk.freeze(onRight(right));
    const lift = (as: string, over: object = {}): Promise<string> =>
      desk.code('order:unfreeze', { id, on: [onRight(right)], ...document, ...over }, as);

    for (const as of ['registrar1', 'registry-official', 'authority-official', 'arbitrator']) {
      expect(await lift(as), as).to.equal('ORDER_NOT_LIFTED');
    }
    // Another court, and whoever manages this one’s certificates: neither is the judge of it.
    expect(await lift('judge2')).to.equal('ORDER_NOT_LIFTED');
    expect(await lift('court-official')).to.equal('ORDER_NOT_LIFTED');
    expect(await lift('judge', { id: 'JO-nothing' })).to.equal('ORDER_NOT_FOUND');
    expect(await lift('judge', { on: [onRight('nothing')] })).to.equal('RIGHT_NOT_FOUND');
    expect(await lift('judge', { caseNo: '电话 13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    const undocumented = without({ id, on: [onRight(right)], ...document }, 'documentDigest');
    expect(await desk.code('order:unfreeze', undocumented, 'judge')).to.equal('INPUT_INVALID');
    expect(await desk.shown(right)).to.deep.equal([`${id} ATTACHED 1`]);

    expect(await lift('judge')).to.equal('OK');
    expect(await lift('judge')).to.equal('ORDER_ENDED');
    expect(await desk.shown(right)).to.deep.equal([`${id} LIFTED`]);
    expect(await desk.transferred([right], HOLDER_B)).to.equal('OK');
  });

  it('is for a superior court too, if the order names it', async () => {
    const desk = use();
    const { right } = await desk.held();
    const id = await desk.freeze(onRight(right), { superiors: [COURT2] });

    await desk.unfreeze(id, onRight(right), 'judge2');

    expect(await desk.shown(right)).to.deep.equal([`${id} LIFTED`]);
  });

  it('goes with the case to another court', async () => {
    const desk = use();
    const { right } = await desk.held();
    const id = await desk.freeze(onRight(right));
    const handOver = (to: string, as: string, over: object = {}): Promise<string> =>
      desk.code('order:handOver', { id, on: [onRight(right)], to, ...document, ...over }, as);

    expect(await handOver(HOLDER_A, 'judge')).to.equal('PARTY_NOT_HOME');
    expect(await handOver(COURT2, 'judge2')).to.equal('ORDER_NOT_OWN');
    expect(await handOver(COURT2, 'judge', { id: 'JO-nothing' })).to.equal('ORDER_NOT_FOUND');
    expect(await handOver(COURT2, 'judge', { on: [onRight('nothing')] })).to.equal(
      'RIGHT_NOT_FOUND',
    );
    expect(await handOver(COURT2, 'judge', { caseNo: '13800138000' })).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
    expect(await handOver(COURT2, 'judge')).to.equal('OK');

    const [found] = await desk.encumbrances(right);
    expect(found).to.include({ id, by: COURT2, status: 'ATTACHED' });
    const lift = { id, on: [onRight(right)], ...document };
    expect(await desk.code('order:unfreeze', lift, 'judge')).to.equal('ORDER_NOT_LIFTED');
    await desk.unfreeze(id, onRight(right), 'judge2');
    expect(await handOver(COURT2, 'judge2')).to.equal('ORDER_ENDED');
  });

  it('is put off by a renewal, which keeps its place', async () => {
    const desk = use();
    const { right } = await desk.held();
    const until = desk.in(5);
    const id = await desk.freeze(onRight(right), { until });
    const other = await desk.freeze(onRight(right), {}, 'judge2');
    const renew = (over: object, as = 'judge'): Promise<string> =>
      desk.code(
        'order:renew',
        { id, on: [onRight(right)], ...document, until: desk.in(60), ...over },
        as,
      );

    expect(await renew({}, 'judge2')).to.equal('ORDER_NOT_OWN');
    expect(await renew({ id: 'JO-nothing' })).to.equal('ORDER_NOT_FOUND');
    expect(await renew({ on: [onRight('nothing')] })).to.equal('RIGHT_NOT_FOUND');
    expect(await renew({ until })).to.equal('INPUT_INVALID');
    expect(await renew({ until: desk.in(366 * 3 + 2) })).to.equal('ORDER_TERM_EXCEEDED');
    expect(await renew({ caseNo: '13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    const longer = desk.in(60);
    expect(await renew({ until: longer })).to.equal('OK');

    expect(await desk.shown(right)).to.deep.equal([`${id} ATTACHED 1`, `${other} QUEUED 2`]);
    expect((await desk.encumbrances(right))[0]?.until).to.equal(longer);
  });
}
