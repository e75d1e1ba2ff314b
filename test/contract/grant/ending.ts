import { addDays, type Grant, type TransactionName } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { reasonsOf, TEXT } from '../../support/grant-desk.js';
import { CONSUMER_C } from '../../support/parties.js';
import type { UsePlay } from '../grant.suite.js';

const reasons = '测试';
const said = ['suspend', 'resume', 'revoke', 'renounce'] as const;

export function ending(use: UsePlay): void {
  const made = (scope: object = {}): Promise<Grant> => {
    const { desk, granted } = use();
    return desk.granted(desk.rootOffer(granted, scope), 'holder-a', 'consumer-c');
  };

  for (const verb of said) {
    it(`is for its own side alone to ${verb}, in words that name nobody`, async () => {
      const { desk } = use();
      const { id } = await made();
      const name: TransactionName = `grant:${verb}`;
      const side = verb === 'renounce' ? 'consumer-c' : 'holder-a';
      const phone = '电话 13800138000';

      expect(await desk.refused(name, { id, reasons }, 'bank')).to.equal('CALLER_FORBIDDEN');
      expect(await desk.refused(name, { id, reasons: phone }, side)).to.equal(
        'PERSONAL_DATA_REFUSED',
      );
      expect(await desk.refused(name, { id: 'nothing', reasons }, side)).to.equal(
        'GRANT_NOT_FOUND',
      );
    });
  }

  it('follows another act only where the state allows it', async () => {
    const { desk } = use();
    const { id } = await made();
    const act = (verb: (typeof said)[number], as = 'holder-a'): Promise<string> =>
      desk.refused(`grant:${verb}`, { id, reasons }, as);

    expect(await act('resume')).to.equal('GRANT_STATE_FORBIDS');
    await desk.act('grant:suspend', { id, reasons }, 'holder-a');
    expect(await act('suspend')).to.equal('GRANT_STATE_FORBIDS');
    await desk.act('grant:renounce', { id, reasons }, 'consumer-c');
    expect((await desk.grant(id)).status).to.equal('RENOUNCED');
    expect(await act('revoke')).to.equal('GRANT_STATE_FORBIDS');
    expect(await act('renounce', 'consumer-c')).to.equal('GRANT_STATE_FORBIDS');
    expect(reasonsOf(await desk.permits(id, CONSUMER_C))).to.deep.equal([
      `GRANT_NOT_ACTIVE GRANT ${id}`,
    ]);
  });

  it('by agreement takes both signatures, under one text and day', async () => {
    const { desk } = use();
    const { id } = await made();
    const end = { id, effectiveOn: desk.today, textDigest: TEXT };
    const confirm = (over: object = {}, as = 'consumer-c'): Promise<string> =>
      desk.refused('grant:confirmTermination', { ...end, ...over }, as);
    const propose = (over: object, as = 'holder-a'): Promise<string> =>
      desk.refused('grant:proposeTermination', { ...end, reasons, ...over }, as);

    expect(await confirm()).to.equal('TERMINATION_NOT_PROPOSED');
    expect(await propose({}, 'bank')).to.equal('CALLER_FORBIDDEN');
    expect(await propose({ id: 'nothing' })).to.equal('GRANT_NOT_FOUND');
    expect(await propose({ reasons: '电话 13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    expect(await propose({ effectiveOn: addDays(desk.today, -40) })).to.equal('INPUT_INVALID');
    await desk.act('grant:proposeTermination', { ...end, reasons }, 'holder-a');
    expect((await desk.permits(id, CONSUMER_C)).decision.permitted).to.equal(true);
    expect(await confirm({}, 'holder-a')).to.equal('TERMINATION_NOT_PROPOSED');
    expect(await confirm({}, 'bank')).to.equal('CALLER_FORBIDDEN');
    expect(await confirm({ textDigest: '1'.repeat(64) })).to.equal('ROOT_MISMATCH');
    expect(await confirm({ id: 'nothing' })).to.equal('GRANT_NOT_FOUND');

    const { entries } = await desk.act('grant:confirmTermination', end, 'consumer-c');

    expect(entries.map(({ kind }) => kind)).to.deep.equal(['TERMINATION_PROPOSED', 'TERMINATED']);
    expect((await desk.grant(id)).status).to.equal('TERMINATED');
    expect(await confirm()).to.equal('GRANT_STATE_FORBIDS');
    expect(await propose({})).to.equal('GRANT_STATE_FORBIDS');
  });

  it('on a day to come ends nothing before it, and says when', async () => {
    const { desk } = use();
    const { id } = await made();
    const end = { id, effectiveOn: addDays(desk.today, 30), textDigest: TEXT };
    await desk.act('grant:proposeTermination', { ...end, reasons }, 'consumer-c');
    await desk.act('grant:confirmTermination', end, 'holder-a');

    const view = await desk.grant(id);

    expect(view.status).to.equal('ACTIVE');
    expect(view.nextChangeAt).to.equal(`${addDays(desk.today, 29)}T16:00:00.000Z`);
  });

  it('of a part is a narrowing, which is never wider and names what the list knows', async () => {
    const { desk } = use();
    const { id, scope } = await made({ count: 10 });
    const narrow = (over: object, as = 'holder-a', more: object = {}): Promise<string> =>
      desk.refused('grant:narrow', { id, scope: { ...scope, ...over }, reasons, ...more }, as);

    expect(await narrow({}, 'consumer-c')).to.equal('CALLER_FORBIDDEN');
    expect(await narrow({ fields: ['uscc', 'tel'] })).to.equal('SUBGRANT_EXCEEDS_FIELDS');
    expect(await narrow({ purposes: ['MARKETING'] })).to.equal('SUBGRANT_EXCEEDS_PURPOSE');
    expect(await narrow({ count: 11 })).to.equal('SUBGRANT_EXCEEDS_COUNT');
    expect(await narrow({ depth: 2 })).to.equal('SUBGRANT_EXCEEDS_DEPTH');
    expect(await narrow({ purposes: ['NO_SUCH_PURPOSE'] })).to.equal('PURPOSE_UNKNOWN');
    expect(await narrow({}, 'holder-a', { reasons: '电话 13800138000' })).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
    expect(await narrow({}, 'holder-a', { id: 'nothing' })).to.equal('GRANT_NOT_FOUND');
    await desk.act('grant:revoke', { id, reasons }, 'holder-a');
    expect(await narrow({})).to.equal('GRANT_STATE_FORBIDS');
  });

  it('of a count gives up what is left and nothing that was passed on', async () => {
    const { desk } = use();
    const { id, scope } = await made({ count: 10 });
    const parent = { id, scope } as Grant;
    await desk.granted(
      desk.subOffer(parent, '91510100MA7DEM040N', { count: 4 }),
      'consumer-c',
      'bank',
    );
    const narrow = (count: number, of = id): object => ({
      ...{ id: of, scope: { ...scope, count }, reasons },
    });

    expect(await desk.refused('grant:narrow', narrow(3), 'holder-a')).to.equal('GRANT_COUNT_SPENT');
    await desk.act('grant:narrow', narrow(5) as never, 'holder-a');
    expect((await desk.grant(id)).left).to.equal(1);
    const open = await made();
    expect(await desk.refused('grant:narrow', narrow(5, open.id), 'holder-a')).to.equal(
      'GRANT_COUNT_OPEN',
    );
  });
}
