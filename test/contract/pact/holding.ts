import type { Pact } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { reasonsOf } from '../../support/grant-desk.js';
import { BANK, HOLDER_A } from '../../support/parties.js';
import type { UsePacts } from '../pact.suite.js';
import { skip } from '../suite.js';

const reasons = '核查';
const DAY = 86_400_000;

export function holding(use: UsePacts): void {
  const use2 = async ({ second }: Pact): Promise<string> => {
    const attempt = { id: unique('use'), grant: second.grant, purpose: 'CREDIT_VERIFY' };
    const made = await use().grants.act('use:record', attempt, 'holder-a');
    return made.outcome === 'PERMITTED' ? 'OK' : made.code;
  };

  it('stops both grants as soon as one is suspended, and starts both again', async () => {
    const desk = use();
    const pact = await desk.agreed(await desk.offers());
    expect(await use2(pact)).to.equal('OK');

    await desk.grants.act('grant:suspend', { id: pact.first.grant, reasons }, 'holder-a');

    const answer = await desk.grants.permits(pact.second.grant, HOLDER_A);
    expect(reasonsOf(answer)).to.deep.equal([`PACT_SUSPENDED PACT ${pact.id}`]);
    const why = answer.decision.permitted ? [] : answer.decision.reasons.map(({ what }) => what);
    expect(why).to.deep.equal([`GRANT_SUSPENDED GRANT ${pact.first.grant}`]);
    expect(await use2(pact)).to.equal('PACT_SUSPENDED');
    expect(await desk.statuses(pact)).to.deep.equal(['SUSPENDED', 'SUSPENDED', 'SUSPENDED']);
    const { entries } = await desk.grants.grant(pact.second.grant);
    expect(entries, 'nothing is written to the other').to.deep.equal([]);
    await desk.grants.act('grant:resume', { id: pact.first.grant, reasons }, 'holder-a');
    expect(await use2(pact)).to.equal('OK');
    expect(await desk.statuses(pact)).to.deep.equal(['ACTIVE', 'ACTIVE', 'ACTIVE']);
  });

  it('stops what is below the other grant as well', async () => {
    const desk = use();
    const offers = await desk.offers();
    const pact = await desk.agreed(offers);
    const offer = desk.grants.subOffer(offers.second, BANK);
    const { id } = await desk.grants.granted(offer, 'holder-a', 'bank');

    await desk.grants.act('grant:suspend', { id: pact.first.grant, reasons }, 'holder-a');

    expect(reasonsOf(await desk.grants.permits(id, BANK))).to.deep.equal([
      `PACT_SUSPENDED PACT ${pact.id}`,
    ]);
    const another = desk.grants.subOffer(offers.second, BANK);
    expect(await desk.grants.refused('grant:offer', another, 'holder-a')).to.equal(
      'PACT_SUSPENDED',
    );
  });

  it('ends for both when one is revoked or given up', async () => {
    const desk = use();
    const [revoked, renounced] = [
      await desk.agreed(await desk.offers()),
      await desk.agreed(await desk.offers()),
    ];

    await desk.grants.act('grant:revoke', { id: revoked.first.grant, reasons }, 'holder-a');
    await desk.grants.act('grant:renounce', { id: renounced.first.grant, reasons }, 'holder-b');

    expect(await desk.statuses(revoked)).to.deep.equal(['REVOKED', 'SUSPENDED', 'ENDED']);
    expect(await desk.statuses(renounced)).to.deep.equal(['RENOUNCED', 'SUSPENDED', 'ENDED']);
    expect(await use2(revoked)).to.equal('PACT_SUSPENDED');
  });

  it('ends for both with the last day of the shorter one, and says when', async function () {
    const desk = use();
    const { stage, grants } = desk;
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const pact = await desk.agreed(await desk.offers({ first: { term: grants.term(1) } }));
    const { nextChangeAt } = await grants.grant(pact.second.grant);
    expect(nextChangeAt).to.equal((await grants.grant(pact.first.grant)).nextChangeAt);

    stage.bench.advance(2 * DAY);
    await stage.witness();

    expect(await desk.statuses(pact)).to.deep.equal(['EXPIRED', 'SUSPENDED', 'ENDED']);
    expect(await use2(pact)).to.equal('PACT_SUSPENDED');
  });

  it('asked as of an earlier instant is what it was then', async () => {
    const desk = use();
    const pact = await desk.agreed(await desk.offers());
    const before = (await desk.read(pact.id)).asOf;
    await desk.grants.act('grant:suspend', { id: pact.first.grant, reasons }, 'holder-a');

    const asked = { id: pact.id, asOf: before, knownAt: before };
    expect((await desk.stage.ask('pact:read', asked, 'bank')).status).to.equal('ACTIVE');
  });
}
