import { expect } from 'chai';
import { BODY, SETTLEMENT } from '../../support/dispute-desk.js';
import type { UseDisputes } from '../dispute.suite.js';

export function settling(use: UseDisputes): void {
  it('is a settlement once every side agreed to the same', async () => {
    const desk = use();
    const granted = await desk.operated();
    const id = await desk.opened(granted);
    const settle = (settlementDigest: string, as: string): Promise<unknown> =>
      desk.act('dispute:settle', { id, settlementDigest }, as);

    await settle('9'.repeat(64), 'holder-a');
    await settle(SETTLEMENT, 'holder-b');
    expect(await desk.statusOf(id)).to.equal('EVIDENCE');
    await settle(SETTLEMENT, 'holder-a');

    expect(await desk.dispute(id)).to.include({ status: 'SETTLED', settlement: SETTLEMENT });
    expect(await desk.attached(granted.right)).to.deep.equal([]);
  });

  it('is agreed to by sides alone, once each, while the dispute runs', async () => {
    const desk = use();
    const id = await desk.opened(await desk.operated());
    const { id: filed } = await desk.filed(await desk.operated());
    const settle = (over: object, as = 'holder-a'): Promise<string> =>
      desk.refused('dispute:settle', { id, settlementDigest: SETTLEMENT, ...over }, as);

    expect(await settle({ id: 'nothing' })).to.equal('RECORD_NOT_FOUND');
    expect(await settle({}, 'consumer-c')).to.equal('CALLER_FORBIDDEN');
    expect(await settle({ id: filed })).to.equal('RECORD_STATE_FORBIDS');
    await desk.act('dispute:settle', { id, settlementDigest: SETTLEMENT }, 'holder-a');
    expect(await settle({})).to.equal('RECORD_EXISTS');
  });

  it('is withdrawn by whoever filed', async () => {
    const desk = use();
    const granted = await desk.operated();
    const id = await desk.opened(granted);
    const withdraw = (over: object, as = 'holder-b'): Promise<string> =>
      desk.refused('dispute:withdraw', { id, reasons: '撤回', ...over }, as);

    expect(await withdraw({ id: 'nothing' })).to.equal('RECORD_NOT_FOUND');
    expect(await withdraw({}, 'holder-a')).to.equal('CALLER_FORBIDDEN');
    expect(await withdraw({ reasons: '电话 13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    await desk.act('dispute:withdraw', { id, reasons: '撤回' }, 'holder-b');
    expect(await withdraw({})).to.equal('RECORD_STATE_FORBIDS');
    expect(await desk.attached(granted.right)).to.deep.equal([]);
  });

  it('is dismissed by its body, with reasons, before it is decided', async () => {
    const desk = use();
    const granted = await desk.operated();
    const id = await desk.opened(granted);
    const dismiss = (over: object, as = BODY): Promise<string> =>
      desk.refused('dispute:dismiss', { id, reasons: '不属受理范围', ...over }, as);

    expect(await dismiss({ id: 'nothing' })).to.equal('RECORD_NOT_FOUND');
    expect(await dismiss({}, 'judge')).to.equal('CALLER_FORBIDDEN');
    expect(await dismiss({ reasons: '电话 13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    await desk.act('dispute:dismiss', { id, reasons: '不属受理范围' }, BODY);
    expect(await dismiss({})).to.equal('RECORD_STATE_FORBIDS');
    expect(await desk.transferring(granted)).to.equal('OK');
  });
}
