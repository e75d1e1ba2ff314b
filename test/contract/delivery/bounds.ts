import { expect } from 'chai';
import { SENDER } from '../../support/delivery-desk.js';
import { boundedByTime, submitsOf } from '../bounded.js';
import { deliverySamples } from '../delivery-samples.js';
import type { UseDesk } from '../delivery.suite.js';

export function bounds(use: UseDesk): void {
  boundedByTime(
    () => use().stage,
    submitsOf(deliverySamples),
    (name) => ({ input: deliverySamples[name as keyof typeof deliverySamples], as: SENDER }),
  );

  it('lets nobody ask for an instant that no beacon has reached', async () => {
    const desk = use();
    const { id } = await desk.delivered();
    const asOf = '2040-01-01T00:00:00.000Z';

    expect(await desk.stage.code('delivery:read', { id, asOf }, SENDER)).to.equal('AS_OF_TOO_LATE');
  });
}
