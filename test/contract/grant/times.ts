import { type Name, specOf } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { CONSUMER_C } from '../../support/parties.js';
import { grantSamples } from '../grant-samples.js';
import type { UsePlay } from '../grant.suite.js';
import { skip } from '../suite.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
const submits = (Object.keys(grantSamples) as Name[]).filter(
  (name) => specOf(name).kind === 'submit',
);

export function times(use: UsePlay): void {
  for (const name of submits) {
    it(`bounds ${name}: a guessed beacon, and a clock before it`, async function () {
      const { stage } = use().desk;
      const beacon = await stage.witness();
      const sample = grantSamples[name as keyof typeof grantSamples];
      const call = (cited: object): Promise<string> =>
        stage.code(name, { ...sample, beacon: cited }, 'holder-a');

      expect(await call({ ...beacon, digest: '0'.repeat(64) })).to.equal('BEACON_TOO_OLD');
      if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
      expect(await stage.off(-2 * MINUTE, () => call(beacon))).to.equal(
        'CLIENT_TIME_OUT_OF_WINDOW',
      );
    });
  }

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
