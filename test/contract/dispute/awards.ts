import { expect } from 'chai';
import { BODY } from '../../support/dispute-desk.js';
import { unique } from '../../support/founded.js';
import { HOLDER_A, HOLDER_B } from '../../support/parties.js';
import { cancellation } from '../../support/register-forms.js';
import { quietForm } from '../../support/register-samples.js';
import type { UseDisputes } from '../dispute.suite.js';

export function awards(use: UseDisputes): void {
  it('ends the dispute, and with it what it blocked', async () => {
    const desk = use();
    const granted = await desk.operated();
    const id = await desk.heard(granted);

    await desk.award(id, { outcome: 'REJECTED' });

    expect(await desk.statusOf(id)).to.equal('AWARD');
    const { encumbrances } = await desk.stage.ask('register:right', { id: granted.right }, 'bank');
    expect(encumbrances).to.have.length(1);
    expect(encumbrances[0]).to.include({ id, status: 'LIFTED', reason: 'AWARD_REJECTED' });
    expect(await desk.transferring(granted)).to.equal('OK');
  });

  it('is its body’s, after the hearing, over what is there to execute', async () => {
    const desk = use();
    const id = await desk.heard(await desk.operated());
    const early = await desk.opened(await desk.operated());
    const input = {
      ...{ id, outcome: 'UPHELD', documentNo: '（2026）示例裁字第1号', execution: 'NONE' },
      ...{ order: unique('AW'), findings: '请求成立。', documentDigest: '7'.repeat(64) },
    };
    const award = (over: object, as = BODY): Promise<string> =>
      desk.refused('dispute:award', { ...input, ...over }, as);

    expect(await award({ id: 'nothing' })).to.equal('RECORD_NOT_FOUND');
    expect(await award({}, 'judge')).to.equal('CALLER_FORBIDDEN');
    expect(await award({ id: early })).to.equal('RECORD_STATE_FORBIDS');
    expect(await award({ outcome: 'REJECTED', execution: 'CHANGE' })).to.equal('INPUT_INVALID');
    expect(await award({ documentDigest: undefined })).to.equal('INPUT_INVALID');
    expect(await award({ documentNo: '电话 13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    expect(await award({ findings: '电话 13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    expect(await award({ order: undefined })).to.equal('INPUT_INVALID');
  });

  it('stands on record as a judicial order, made by the same transaction', async () => {
    const desk = use();
    const granted = await desk.operated();
    const id = await desk.heard(granted);
    const order = unique('AW');

    const record = await desk.award(id, { order, execution: 'CHANGE', findings: '应予变更。' });

    const step = record.steps.at(-1);
    expect(step).to.deep.include({ kind: 'AWARDED', order });
    const recorded = await desk.stage.ask('order:read', { id: order }, 'bank');
    expect(recorded).to.deep.equal({
      order: {
        ...{ v: 1, kind: 'AWARD', id: order, rights: [granted.right], demands: ['CHANGE'] },
        ...{ findings: '应予变更。', caseNo: '（2026）示例裁字第12号', dispute: id },
        ...{ documentDigest: '7'.repeat(64), ordered: step?.by },
      },
      executed: [],
    });
    const { state } = await desk.stage.ask('register:right', { id: granted.right }, 'bank');
    expect(state.status).to.equal('ACTIVE');
  });

  it('neither takes the id of another order nor ends the dispute when it is refused', async () => {
    const desk = use();
    const first = await desk.heard(await desk.operated());
    const order = unique('AW');
    await desk.award(first, { order });
    const id = await desk.heard(await desk.operated());

    const input = {
      ...{ id, outcome: 'UPHELD', documentNo: '2号', execution: 'NONE' },
      ...{ order, findings: '请求成立。', documentDigest: '7'.repeat(64) },
    };
    expect(await desk.refused('dispute:award', input, BODY)).to.equal('ORDER_EXISTS');

    expect(await desk.statusOf(id)).to.equal('HEARING');
    const { order: kept } = await desk.stage.ask('order:read', { id: order }, 'bank');
    expect(kept).to.deep.include({ dispute: first });
  });

  it('of a transfer is executed by the court’s own order, and by no other way', async () => {
    const desk = use();
    const granted = await desk.operated();
    const id = await desk.heard(granted);
    const document = { caseNo: '（2026）川01执9号', documentDigest: '8'.repeat(64) };
    const elsewhere = unique('JO');
    const { right: other } = await desk.operated();
    const transfer = { rights: [other], to: HOLDER_B, ...document };
    const early = unique('JO');
    const cancelled = unique('JO');
    await desk.act('order:transfer', { id: early, ...transfer }, 'judge');
    const order = unique('AW');
    await desk.award(id, { order, execution: 'TRANSFER' });
    const execute = (by: object, as = 'judge'): Promise<string> =>
      desk.refused('dispute:execute', { id, ...by }, as);

    expect(await execute({ order: 'nothing' })).to.equal('ORDER_NOT_FOUND');
    expect(await execute({ order: early })).to.equal('EXECUTION_MISMATCH');
    expect(await execute({ order })).to.equal('CALLER_FORBIDDEN');
    expect(await execute({})).to.equal('INPUT_INVALID');
    expect(await execute({ order: early, case: early })).to.equal('INPUT_INVALID');
    const next = await desk.operated();
    await desk.act('order:cancel', { id: cancelled, rights: [next.right], ...document }, 'judge');
    expect(await execute({ order: cancelled })).to.equal('EXECUTION_MISMATCH');
    // An order about a right that was not in dispute executes nothing of it.
    const third = await desk.operated();
    await desk.act(
      'order:transfer',
      { ...transfer, id: elsewhere, rights: [third.right] },
      'judge',
    );
    expect(await execute({ order: elsewhere })).to.equal('EXECUTION_MISMATCH');
    const done = unique('JO');
    await desk.act('order:transfer', { ...transfer, id: done, rights: [granted.right] }, 'judge');
    expect(await execute({ order: done }, 'registrar1')).to.equal('CALLER_FORBIDDEN');
    expect(
      await desk.refused('order:execute', { id: order, by: { kind: 'ORDER', id: done } }, 'judge'),
    ).to.equal('EXECUTION_MISMATCH');
    await desk.act('dispute:execute', { id, order: done }, 'judge');

    expect((await desk.dispute(id)).executionOpen).to.equal(false);
    const { executed } = await desk.stage.ask('order:read', { id: order }, 'bank');
    expect(executed.map((step) => `${step.kind} ${step.id}`)).to.deep.equal([`ORDER ${done}`]);
    const { state } = await desk.stage.ask('register:right', { id: granted.right }, 'bank');
    expect(state.status).to.equal('TRANSFERRED');
  });

  it('is nothing that whoever mediates hands down', async () => {
    const desk = use();
    const id = await desk.heard(await desk.operated(), { path: 'MEDIATION' });
    const input = {
      ...{ id, outcome: 'UPHELD', documentNo: '调解1号', execution: 'NONE' },
      ...{ order: unique('AW'), findings: '请求成立。', documentDigest: '7'.repeat(64) },
    };

    expect(await desk.refused('dispute:award', input, BODY)).to.equal('RECORD_STATE_FORBIDS');
    await desk.act('dispute:dismiss', { id, reasons: '调解未成' }, BODY);
    expect(await desk.statusOf(id)).to.equal('DISMISSED');
  });

  it('of a cancellation is executed by the registrar, whose registration is held against it', async () => {
    const desk = use();
    const asset = unique('ds');
    const { no, case: first, rights } = await desk.certified(unique('rc'), quietForm(asset));
    const granted = { asset, right: rights[2] ?? '' };
    const id = await desk.heard(granted);
    await desk.award(id, { execution: 'CANCELLATION' });
    const execute = (of: string, over: object = {}, as = 'registrar1'): Promise<string> =>
      desk.refused('dispute:execute', { id, case: of, ...over }, as);

    expect((await desk.dispute(id)).executionOpen).to.equal(true);
    expect(await execute('nothing')).to.equal('CASE_NOT_FOUND');
    expect(await execute(first, { id: 'nothing' })).to.equal('RECORD_NOT_FOUND');
    expect(await execute(first, {}, 'registrar2')).to.equal('CALLER_FORBIDDEN');
    expect(await execute(first)).to.equal('EXECUTION_MISMATCH');
    const done = unique('rc');
    const form = cancellation(no, ['HOLD', 'USE', 'OPERATE'], 'LAW');
    await desk.registered(done, form, { as: 'registrar1' });
    await desk.act('dispute:execute', { id, case: done }, 'registrar1');

    expect((await desk.dispute(id)).executionOpen).to.equal(false);
    expect(await execute(done)).to.equal('RECORD_STATE_FORBIDS');
    const { status } = await desk.stage.ask('register:certificate', { no }, 'bank');
    expect(status).to.equal('CANCELLED');
  });

  it('about a grant leaves both sides’ certificates as they are', async () => {
    const desk = use();
    const asset = unique('ds');
    const { no, rights } = await desk.certified(unique('rc'), quietForm(asset));
    const offer = desk.rootOffer({ asset, right: rights[2] ?? '' });
    const grant = await desk.granted(offer, 'holder-a', 'consumer-c');
    const id = unique('DC');
    const filing = desk.filing('', {
      ...{ id, subjects: [{ kind: 'GRANT', id: grant.id }] },
      standing: { basis: 'CONTRACT_PARTY', evidence: [] },
    });
    await desk.act('dispute:file', filing, 'consumer-c');
    await desk.act('dispute:accept', { id }, BODY);
    await desk.serve(id, HOLDER_A);
    await desk.answer(id);
    await desk.act('dispute:hear', { id, on: desk.today }, BODY);
    await desk.award(id);

    const view = await desk.stage.ask('register:certificate', { no }, 'bank');
    expect(view).to.deep.include({ status: 'VALID', encumbrances: [] });
    const { items } = await desk.stage.ask(
      'dispute:about',
      { kind: 'GRANT', id: grant.id, limit: 5 },
      'bank',
    );
    expect(items[0]).to.include({ id, status: 'AWARD', blocks: false });
  });
}
