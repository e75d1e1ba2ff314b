import { holderOf } from '@shuquan/chaincode/model';
import { DeliverySigner } from '@shuquan/gateway/delivery/signer';
import { expect } from 'chai';
import { CONSUMER_C, HOLDER_A } from '../../support/parties.js';
import { RECEIVER, SENDER } from '../../support/delivery-desk.js';
import type { UseDesk } from '../delivery.suite.js';

export function keys(use: UseDesk): void {
  it('is bound by whoever holds it, for itself, once', async () => {
    const desk = use();
    const signer = DeliverySigner.fresh('shuquan');
    const binding = signer.binding(HOLDER_A, desk.now);

    const bound = await desk.act('delivery:bindKey', binding, SENDER);

    expect(bound).to.include({ party: HOLDER_A, key: signer.key, holder: holderOf(signer.key) });
    expect(await desk.refused('delivery:bindKey', binding, SENDER)).to.equal('RECORD_EXISTS');
    expect(await desk.refused('delivery:bindKey', binding, RECEIVER)).to.equal('SIGNATURE_INVALID');
  });

  it('can not be another’s that nobody here holds', async () => {
    const desk = use();
    const { key } = desk.ends.receiver;
    const stolen = { ...desk.ends.sender.binding(HOLDER_A, desk.now), key };

    expect(await desk.refused('delivery:bindKey', stolen, SENDER)).to.equal('SIGNATURE_INVALID');
  });

  it('signs nothing once it is given up, and what it signed stands', async () => {
    const desk = use();
    const signer = DeliverySigner.fresh('shuquan');
    await desk.act('delivery:bindKey', signer.binding(CONSUMER_C, desk.now), RECEIVER);
    const delivery = await desk.delivered();
    await desk.act('delivery:arrive', signer.arrival(delivery, desk.now), RECEIVER);
    const holder = holderOf(signer.key);

    await desk.act('delivery:dropKey', { holder }, RECEIVER);

    const found = desk.receiptFor(delivery, [{ first: 1, last: 3 }], []);
    const receipt = signer.receipt(delivery, found);
    expect(await desk.refused('delivery:acknowledge', receipt, RECEIVER)).to.equal(
      'DELIVERY_KEY_DROPPED',
    );
    expect((await desk.read(delivery.id)).status).to.equal('RECEIVED');
    expect(await desk.refused('delivery:dropKey', { holder }, RECEIVER)).to.equal(
      'DELIVERY_KEY_DROPPED',
    );
    expect(await desk.refused('delivery:dropKey', { holder }, SENDER)).to.equal(
      'DELIVERY_KEY_NOT_BOUND',
    );
  });
}
