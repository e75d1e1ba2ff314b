import { type Name, specOf } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { SENDER } from '../../support/delivery-desk.js';
import { deliverySamples } from '../delivery-samples.js';
import type { UseDesk } from '../delivery.suite.js';
import { skip } from '../suite.js';

const MINUTE = 60_000;
const submits = (Object.keys(deliverySamples) as Name[]).filter(
  (name) => specOf(name).kind === 'submit',
);

export function bounds(use: UseDesk): void {
  for (const name of submits) {
    it(`bounds ${name}: a guessed beacon, and a clock before it`, async function () {
      const { stage } = use();
      const beacon = await stage.witness();
      const sample = deliverySamples[name as keyof typeof deliverySamples];
      const call = (cited: object): Promise<string> =>
        stage.code(name, { ...sample, beacon: cited }, SENDER);

      expect(await call({ ...beacon, digest: '0'.repeat(64) })).to.equal('BEACON_TOO_OLD');
      if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
      expect(await stage.off(-2 * MINUTE, () => call(beacon))).to.equal(
        'CLIENT_TIME_OUT_OF_WINDOW',
      );
    });
  }

  it('lets nobody ask for an instant that no beacon has reached', async () => {
    const desk = use();
    const { id } = await desk.delivered();
    const asOf = '2040-01-01T00:00:00.000Z';

    expect(await desk.stage.code('delivery:read', { id, asOf }, 'judge')).to.equal(
      'AS_OF_TOO_LATE',
    );
  });
}
