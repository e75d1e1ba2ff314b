import { expect } from 'chai';
import { CONSUMER_C } from '../../support/parties.js';
import { boundedByTime, submitsOf } from '../bounded.js';
import { grantSamples } from '../grant-samples.js';
import type { UsePlay } from '../grant.suite.js';
import { skip } from '../suite.js';

const DAY = 86_400_000;

export function times(use: UsePlay): void {
  boundedByTime(
    () => use().desk.stage,
    submitsOf(grantSamples),
    (name) => ({ input: grantSamples[name as keyof typeof grantSamples], as: 'holder-a' }),
  );

  it('moved back by a client brings nothing back that was suspended', async function () {
    const { desk, granted } = use();
    const { stage } = desk;
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const { id } = await desk.granted(desk.rootOffer(granted), 'holder-a', 'consumer-c');
    await desk.time();
    await stage.off(10_000, () =>
      stage.submit('grant:suspend', { id, reasons: '核查' }, 'holder-a'),
    );

    const offer = desk.subOffer((await desk.grant(id)).grant, '91510100MA7DEM040N');
    expect(await stage.code('grant:offer', offer, 'consumer-c')).to.equal('GRANT_SUSPENDED');
    const { entries } = await stage.submit('grant:resume', { id, reasons: '完成' }, 'holder-a');
    expect(entries.map(({ at }) => at)).to.deep.equal(entries.map(({ at }) => at).sort());
  });

  it('ends a grant with its last day, and nobody has to say so', async function () {
    const { desk, granted } = use();
    if (desk.stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const offer = desk.rootOffer(granted, { term: desk.term(1) });
    const { id } = await desk.granted(offer, 'holder-a', 'consumer-c');
    const late = await desk.act(
      'grant:offer',
      desk.rootOffer(granted, { term: desk.term(1) }),
      'holder-a',
    );

    desk.stage.bench.advance(2 * DAY);
    await desk.stage.witness();

    expect((await desk.grant(id)).status).to.equal('EXPIRED');
    const { decision } = await desk.permits(id, CONSUMER_C);
    expect(decision.permitted ? [] : decision.reasons.map(({ code }) => code)).to.deep.equal([
      'GRANT_EXPIRED',
    ]);
    const accept = { id: late.id, textDigest: late.textDigest, termsDigest: late.termsDigest };
    expect(await desk.refused('grant:accept', accept, 'consumer-c')).to.equal(
      'GRANT_STATE_FORBIDS',
    );
    const sub = desk.subOffer((await desk.grant(id)).grant, '91510100MA7DEM040N', {
      term: desk.term(1),
    });
    expect(await desk.refused('grant:offer', sub, 'consumer-c')).to.equal('GRANT_EXPIRED');
  });
}
