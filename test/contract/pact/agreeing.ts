import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { allRightsTo } from '../../support/register-samples.js';
import { HOLDER_A, HOLDER_B } from '../../support/parties.js';
import type { UsePacts } from '../pact.suite.js';

const other = '1'.repeat(64);

export function agreeing(use: UsePacts): void {
  it('puts both grants into effect in one transaction', async () => {
    const desk = use();
    const pact = await desk.proposed(await desk.offers({ first: { count: 5 } }));
    const { id, terms, textDigest } = pact;

    const { txId } = await desk.grants.commit('pact:agree', { id, terms, textDigest }, 'holder-b');

    expect(await desk.statuses(pact)).to.deep.equal(['ACTIVE', 'ACTIVE', 'ACTIVE']);
    for (const { grant } of [pact.first, pact.second]) {
      const { answer } = await desk.grants.grant(grant);
      expect(answer).to.deep.include({ outcome: 'ACCEPTED', pact: id });
      expect(answer?.answered.txId).to.equal(txId);
    }
    expect((await desk.grants.grant(pact.first.grant)).left).to.equal(5);
    const asked = [
      await desk.grants.permits(pact.first.grant, HOLDER_B),
      await desk.grants.permits(pact.second.grant, HOLDER_A),
    ];
    expect(asked.map(({ decision }) => decision.permitted)).to.deep.equal([true, true]);
    const { answer, terms: report } = await desk.read(id);
    expect(answer?.outcome).to.equal('AGREED');
    expect(report.digest).to.equal(terms);
  });

  it('is the other side’s, over the text and the report of the proposal, and given once', async () => {
    const desk = use();
    const { id, terms, textDigest } = await desk.proposed(await desk.offers());
    const agree = (over: object, as = 'holder-b'): Promise<string> =>
      desk.refused('pact:agree', { id, terms, textDigest, ...over }, as);

    expect(await agree({}, 'holder-a')).to.equal('CALLER_FORBIDDEN');
    expect(await agree({}, 'bank')).to.equal('CALLER_FORBIDDEN');
    expect(await agree({ terms: other })).to.equal('ROOT_MISMATCH');
    expect(await agree({ textDigest: other })).to.equal('ROOT_MISMATCH');
    expect(await agree({ id: 'nothing' })).to.equal('PACT_NOT_FOUND');
    await desk.grants.act('pact:agree', { id, terms, textDigest }, 'holder-b');
    expect(await agree({})).to.equal('PACT_ANSWERED');
    const decline = { id, reasons: '不需要' };
    expect(await desk.refused('pact:decline', decline, 'holder-b')).to.equal('PACT_ANSWERED');
  });

  it('leaves both without effect where one of the two may not be made any more', async () => {
    const desk = use();
    const a = await desk.grants.operated();
    const b = await desk.grants.operated({ allocation: allRightsTo(HOLDER_B) }, 'holder-b');
    const pact = await desk.proposed(await desk.offers({ first: { count: 3 } }, { a, b }));
    const objection = { objection: unique('ob'), reasons: '权属有争议', materialDigest: other };
    const of = b.right.split('.R')[0] ?? '';
    await desk.grants.act('objection:raise', { case: of, ...objection }, 'consumer-c');
    const { id, terms, textDigest } = pact;

    expect(await desk.refused('pact:agree', { id, terms, textDigest }, 'holder-b')).to.equal(
      'DISPUTE_OPEN',
    );

    expect(await desk.statuses(pact)).to.deep.equal(['OFFERED', 'OFFERED', 'PROPOSED']);
    expect(await desk.grants.grant(pact.first.grant)).to.not.have.property('left');
  });

  it('comes too late once one of the offers is declined or taken back', async () => {
    const desk = use();
    const [declined, revoked] = [
      await desk.proposed(await desk.offers()),
      await desk.proposed(await desk.offers()),
    ];
    const agree = ({ id, terms, textDigest }: typeof declined): Promise<string> =>
      desk.refused('pact:agree', { id, terms, textDigest }, 'holder-b');
    const reasons = '不需要';

    await desk.grants.act('grant:decline', { id: declined.first.grant, reasons }, 'holder-b');
    await desk.grants.act('grant:revoke', { id: revoked.second.grant, reasons }, 'holder-b');

    expect(await agree(declined)).to.equal('GRANT_ANSWERED');
    expect(await agree(revoked)).to.equal('GRANT_STATE_FORBIDS');
  });

  it('may be no, by either side, and sets the offers free', async () => {
    const desk = use();
    const offers = await desk.offers();
    const { id } = await desk.proposed(offers);
    const decline = (over: object, as = 'holder-a'): Promise<string> =>
      desk.refused('pact:decline', { id, reasons: '不需要', ...over }, as);

    expect(await decline({}, 'bank')).to.equal('CALLER_FORBIDDEN');
    expect(await decline({ reasons: '电话 13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    expect(await decline({ id: 'nothing' })).to.equal('PACT_NOT_FOUND');
    await desk.grants.act('pact:decline', { id, reasons: '不需要' }, 'holder-a');
    expect((await desk.read(id)).status).to.equal('DECLINED');
    const again = await desk.agreed(offers);
    expect(await desk.statuses(again)).to.deep.equal(['ACTIVE', 'ACTIVE', 'ACTIVE']);
  });
}
