import { expect } from 'chai';
import { document, onRight } from '../../support/court-desk.js';
import { unique } from '../../support/founded.js';
import type { UseCourt } from '../order.suite.js';

export function awards(use: UseCourt): void {
  const award = (rights: readonly string[], over: object = {}) => ({
    ...{ id: unique('AW'), rights: [...rights], demands: ['CANCELLATION' as const] },
    ...{ findings: '登记内容与合同不符，应予注销。', ...document },
    ...over,
  });

  it('is put on record by an arbitrator, and changes nothing by itself', async () => {
    const desk = use();
    const { right } = await desk.held();
    const input = award([right]);

    const order = await desk.act('order:award', input, 'arbitrator');

    expect(order).to.deep.include({ kind: 'AWARD', ...input });
    expect(order.ordered.role).to.equal('arbitrator');
    const { state, encumbrances } = await desk.stage.ask('register:right', { id: right }, 'bank');
    expect([state.status, encumbrances]).to.deep.equal(['ACTIVE', []]);
    expect(await desk.code('order:award', input, 'judge')).to.equal('ORDER_EXISTS');
    expect(await desk.code('order:award', award(['nothing']), 'judge')).to.equal('RIGHT_NOT_FOUND');
    expect(
      await desk.code('order:award', award([], { findings: '13800138000' }), 'judge'),
    ).to.equal('PERSONAL_DATA_REFUSED');
    expect(await desk.code('order:award', award([]), 'registrar1')).to.equal('ROLE_MISSING');
    // Which dispute an award decides, only the transaction that ends the dispute says.
    expect(await desk.code('order:award', award([], { dispute: 'D-1' }), 'judge')).to.equal(
      'INPUT_INVALID',
    );
  });

  it('is carried out by a case, an order or a freeze that is there', async () => {
    const desk = use();
    const { right } = await desk.held();
    const { id } = await desk.act('order:award', award([right]), 'arbitrator');
    const execute = (by: object, as = 'registrar1', of = id): Promise<string> =>
      desk.code('order:execute', { id: of, by }, as);
    for (const kind of ['CASE', 'ORDER', 'HOLD']) {
      expect(await execute({ kind, id: 'nothing' })).to.equal('RECORD_NOT_FOUND');
    }
    expect(await execute({ kind: 'CASE', id: 'nothing' }, 'registrar1', 'nothing')).to.equal(
      'ORDER_NOT_FOUND',
    );
    const frozen = await desk.freeze(onRight(right));
    expect(await execute({ kind: 'HOLD', id: frozen })).to.equal('OK');
    expect(await execute({ kind: 'HOLD', id: frozen })).to.equal('ORDER_EXISTS');
    const cancelled = unique('JO');
    await desk.act('order:cancel', { id: cancelled, rights: [right], ...document }, 'judge');
    expect(await execute({ kind: 'ORDER', id: cancelled }, 'judge')).to.equal('OK');
    expect(await execute({ kind: 'CASE', id: cancelled })).to.equal('OK');

    const { executed } = await desk.stage.ask('order:read', { id }, 'bank');
    expect(executed.map((step) => `${step.kind} ${step.id}`)).to.deep.equal([
      `HOLD ${frozen}`,
      `ORDER ${cancelled}`,
      `CASE ${cancelled}`,
    ]);
    expect(await desk.stage.code('order:read', { id: 'nothing' }, 'bank')).to.equal(
      'ORDER_NOT_FOUND',
    );
  });
}
