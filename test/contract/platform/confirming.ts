import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { REG1 } from '../../support/parties.js';
import { mlps, PAPER } from '../../support/platform-facts.js';
import type { UsePlatforms } from '../platform.suite.js';

export function confirming(use: UsePlatforms): void {
  it('is the operator’s word, until the authority confirms the very paper', async () => {
    const desk = use();
    const facts = mlps(desk, unique('pf'), [-10, 10]);
    const { id } = facts;

    const published = await desk.act('platform:publish', { facts }, 'registrar1');

    expect(published).to.deep.include({ facts, operator: REG1 });
    const confirm = (over: object = {}): Promise<string> =>
      desk.refused('platform:confirm', { id, documentDigest: PAPER, ...over }, 'supervisor');
    expect(await confirm({ id: 'nothing' })).to.equal('RECORD_NOT_FOUND');
    expect(await confirm({ documentDigest: '6'.repeat(64) })).to.equal('ROOT_MISMATCH');
    const confirmation = { id, documentDigest: PAPER };
    const { confirmed } = await desk.act('platform:confirm', confirmation, 'supervisor');
    expect(confirmed?.role).to.equal('supervisor');
    expect(await confirm()).to.equal('RECORD_STATE_FORBIDS');
  });

  it('is of a platform that its first operator alone speaks for', async () => {
    const desk = use();
    const platform = unique('pf');
    const facts = mlps(desk, platform, [-10, 10]);
    const publish = (over: object, as = 'registrar1'): Promise<string> =>
      desk.refused('platform:publish', { facts: { ...facts, ...over } }, as);

    expect(await publish({ evidence: ['nothing'] })).to.equal('EVIDENCE_NOT_FOUND');
    expect(await publish({ validTo: '2020-01-01' })).to.equal('INPUT_INVALID');
    expect(await publish({ mlpsLevel: 6 })).to.equal('INPUT_INVALID');
    expect(await publish({ filingNo: undefined })).to.equal('INPUT_INVALID');
    expect(await publish({ platform: '13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    await desk.act('platform:publish', { facts }, 'registrar1');
    expect(await publish({})).to.equal('RECORD_EXISTS');
    expect(await publish({ id: unique('PQ') }, 'exchange')).to.equal('PLATFORM_NOT_OPERATED');
  });

  it('is withdrawn by its operator or the authority that confirmed it, once', async () => {
    const desk = use();
    const facts = mlps(desk, unique('pf'), [-10, 10]);
    const input = { id: facts.id, reasons: '备案注销' };
    await desk.act('platform:publish', { facts }, 'registrar1');
    const withdraw = (over: object = {}, as = 'registrar1'): Promise<string> =>
      desk.refused('platform:withdraw', { ...input, ...over }, as);

    expect(await withdraw({ id: 'nothing' })).to.equal('RECORD_NOT_FOUND');
    expect(await withdraw({}, 'exchange')).to.equal('CALLER_FORBIDDEN');
    expect(await withdraw({}, 'supervisor')).to.equal('CALLER_FORBIDDEN');
    expect(await withdraw({ reasons: '电话 13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    await desk.act('platform:withdraw', input, 'registrar1');
    expect(await withdraw()).to.equal('RECORD_STATE_FORBIDS');
    const confirmation = { id: facts.id, documentDigest: PAPER };
    expect(await desk.refused('platform:confirm', confirmation, 'supervisor')).to.equal(
      'RECORD_STATE_FORBIDS',
    );
  });
}
