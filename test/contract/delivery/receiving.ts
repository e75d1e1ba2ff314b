import type { Input } from '@shuquan/chaincode/model';
import { DeliverySigner } from '@shuquan/gateway/delivery/signer';
import { expect } from 'chai';
import { hex32, range } from '../../support/deliveries.js';
import { RECEIVER, SENDER } from '../../support/delivery-desk.js';
import { skip } from '../suite.js';
import type { UseDesk } from '../delivery.suite.js';

const DAY = 86_400_000;

export function receiving(use: UseDesk): void {
  it('of every chunk makes the delivery accepted', async () => {
    const desk = use();
    const delivery = await desk.delivered();
    await desk.act('delivery:arrive', desk.ends.receiver.arrival(delivery, desk.now), RECEIVER);
    expect((await desk.read(delivery.id)).status).to.equal('RECEIVED');

    await desk.receive(delivery, [range(1, 3)], []);

    const view = await desk.read(delivery.id, RECEIVER);
    expect(view).to.include({ status: 'ACCEPTED', silence: 'ANSWERED' });
    expect(view.facts.map(({ received }) => received)).to.deep.equal(['PROVEN']);
  });

  it('of some makes it partial, and proves no more', async () => {
    const desk = use();
    const delivery = await desk.delivered();

    await desk.receive(delivery, [range(1, 2)], [range(3)]);

    const view = await desk.read(delivery.id);
    expect(view.status).to.equal('PARTIAL');
    expect(view.facts.map(({ first, received }) => [first, received])).to.deep.equal([
      [1, 'PROVEN'],
      [3, 'NOT_PROVEN'],
    ]);
  });

  it('is refused for what it is not, each by its name, and leaves nothing', async () => {
    const desk = use();
    const [delivery, other] = [await desk.delivered(), await desk.delivered()];
    const receipt = desk.receiptFor(delivery, [range(1, 3)], []);
    const refusal = (over: object, as = RECEIVER): Promise<string> =>
      desk.refused('delivery:acknowledge', { ...receipt, ...over }, as);
    const signed = (over: object): Input<'delivery:acknowledge'> =>
      desk.ends.receiver.receipt(delivery, { ...receipt, ...over });
    const stranger = DeliverySigner.fresh('shuquan').receipt(delivery, receipt);

    expect(await refusal({ delivery: 'nothing' })).to.equal('DELIVERY_NOT_FOUND');
    expect(await refusal({ delivery: other.id })).to.equal('DISPATCH_MISMATCH');
    expect(await refusal({ dispatch: hex32() })).to.equal('DISPATCH_MISMATCH');
    expect(await refusal(signed({ root: hex32() }))).to.equal('ROOT_MISMATCH');
    expect(await refusal(signed({ chunks: 4 }))).to.equal('CHUNK_COUNT_WRONG');
    expect(await refusal(signed({ accepted: [range(1, 4)] }))).to.equal('CHUNK_RANGE_INVALID');
    expect(await refusal(signed({ accepted: [range(1, 2)] }))).to.equal('CHUNK_RANGES_INCOMPLETE');
    expect(await refusal({ accepted: [range(1, 2)], missing: [range(3)] })).to.equal(
      'SIGNATURE_INVALID',
    );
    expect(await refusal(stranger)).to.equal('DELIVERY_KEY_NOT_BOUND');
    expect(await refusal({}, SENDER)).to.equal('CALLER_FORBIDDEN');
    expect(await refusal({}, 'bank')).to.equal('CALLER_FORBIDDEN');
    expect((await desk.read(delivery.id)).status).to.equal('DISPATCHED');
  });

  it('stands once, and nothing arrives after it', async () => {
    const desk = use();
    const delivery = await desk.delivered();
    await desk.receive(delivery, [range(1, 2)], [range(3)]);

    const second = desk.receiptFor(delivery, [range(1, 3)], []);
    const arrival = desk.ends.receiver.arrival(delivery, desk.now);

    expect(await desk.refused('delivery:acknowledge', second, RECEIVER)).to.equal('RECEIPT_EXISTS');
    expect(await desk.refused('delivery:arrive', arrival, RECEIVER)).to.equal('RECEIPT_EXISTS');
    expect((await desk.read(delivery.id)).status).to.equal('PARTIAL');
  });

  it('that only says that something arrived is refused like any other', async () => {
    const desk = use();
    const delivery = await desk.delivered();
    const arrival = desk.ends.receiver.arrival(delivery, desk.now);
    const refusal = (over: object, as = RECEIVER): Promise<string> =>
      desk.refused('delivery:arrive', { ...arrival, ...over }, as);

    expect(await refusal({ delivery: 'nothing' })).to.equal('DELIVERY_NOT_FOUND');
    expect(await refusal({ dispatch: hex32() })).to.equal('DISPATCH_MISMATCH');
    expect(await refusal({ signedAt: '2026-01-01T00:00:00.000Z' })).to.equal('SIGNATURE_INVALID');
    expect(await refusal({ key: desk.ends.sender.key })).to.equal('DELIVERY_KEY_NOT_BOUND');
    expect(await refusal({}, SENDER)).to.equal('CALLER_FORBIDDEN');
  });

  it('that never comes is silence, and no acceptance', async function () {
    const desk = use();
    const { advance } = desk.stage.bench;
    if (advance === undefined) skip(this, 'the clock can not be set here');
    const delivery = await desk.delivered();

    advance(20 * DAY);
    await desk.stage.witness();

    const silent = await desk.read(delivery.id);
    expect(silent).to.include({ status: 'DISPATCHED', silence: 'SILENT' });
    expect(silent.facts.map(({ received }) => received)).to.deep.equal(['NOT_PROVEN']);
    await desk.receive(delivery, [range(1, 3)], []);
    const late = await desk.read(delivery.id);
    expect(late).to.include({ status: 'ACCEPTED', silence: 'ANSWERED_LATE' });
    const before = { id: delivery.id, asOf: silent.asOf };
    expect(await desk.stage.ask('delivery:read', before, SENDER)).to.include({
      ...{ status: 'DISPATCHED', silence: 'SILENT' },
    });
  });
}
