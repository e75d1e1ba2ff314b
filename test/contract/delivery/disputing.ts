import { type Delivery, type Input, holderOf } from '@shuquan/chaincode/model';
import { DeliverySigner } from '@shuquan/gateway/delivery/signer';
import { expect } from 'chai';
import { hex32, openingOf, range } from '../../support/deliveries.js';
import { RECEIVER, SENDER } from '../../support/delivery-desk.js';
import { CONSUMER_C } from '../../support/parties.js';
import type { UseDesk } from '../delivery.suite.js';

export function disputing(use: UseDesk): void {
  /** Chunk 3 is missing, says the receiver. */
  const partial = async (): Promise<Delivery> => {
    const delivery = await use().delivered();
    await use().receive(delivery, [range(1, 2)], [range(3)]);
    return delivery;
  };

  it('opens one chunk: that it was committed is proven, its receipt is not', async () => {
    const desk = use();
    const delivery = await partial();
    const log = await desk.log();

    await desk.dispute(delivery, { evidence: [log] });

    const view = await desk.read(delivery.id, RECEIVER);
    expect(view.status).to.equal('DISPUTED');
    expect(view.facts.at(-1)).to.deep.include({
      ...{ first: 3, last: 3, committed: 'PROVEN', received: 'NOT_PROVEN' },
      ...{ openedBy: ['SENDER'], transport: 'STATED', evidence: [log] },
    });
  });

  it('ends where the other side concedes it', async () => {
    const desk = use();
    const delivery = await partial();
    await desk.dispute(delivery);

    const answer = desk.answerInput(delivery, { answer: 'CONCEDED', opening: openingOf(3) });
    await desk.act('delivery:answer', answer, RECEIVER);

    const view = await desk.read(delivery.id);
    expect(view.status).to.equal('ACCEPTED');
    expect(view.facts.at(-1)).to.deep.include({
      ...{ received: 'PROVEN', openedBy: ['SENDER', 'RECEIVER'] },
    });
    expect(view.keys).to.have.length(2);
  });

  it('can be the receiver’s, also of a chunk that it accepted', async () => {
    const desk = use();
    const delivery = await desk.delivered();
    await desk.receive(delivery, [range(1, 3)], []);
    const about = { chunk: 2, evidence: [], signedAt: desk.now };

    const made = desk.ends.receiver.dispute(delivery, { ...about, claim: 'DIFFERENT' });
    await desk.act('delivery:dispute', made, RECEIVER);

    const view = await desk.read(delivery.id);
    expect(view.status).to.equal('DISPUTED');
    expect(view.facts[1]).to.deep.include({ first: 2, received: 'PROVEN', committed: 'STATED' });
  });

  it('is refused for what it is not, each by its name', async () => {
    const desk = use();
    const [delivery, other] = [await partial(), await desk.delivered()];
    const refusal = (
      over: Parameters<typeof desk.disputeInput>[1],
      more: object = {},
      as = SENDER,
    ): Promise<string> =>
      desk.refused('delivery:dispute', { ...desk.disputeInput(delivery, over), ...more }, as);
    const missed = { claim: 'NOT_RECEIVED' } as const;

    expect(await refusal({}, { delivery: 'nothing' })).to.equal('DELIVERY_NOT_FOUND');
    expect(await refusal({}, { delivery: other.id })).to.equal('DISPATCH_MISMATCH');
    expect(await refusal({ chunk: 4 })).to.equal('CHUNK_RANGE_INVALID');
    expect(await refusal({ chunk: 2 })).to.equal('ROOT_MISMATCH');
    expect(await refusal({ opening: { ...openingOf(3), leaf: hex32() } })).to.equal(
      'ROOT_MISMATCH',
    );
    expect(await refusal({ opening: undefined })).to.equal('INPUT_INVALID');
    expect(await refusal({ evidence: ['nothing'] })).to.equal('EVIDENCE_NOT_FOUND');
    expect(await refusal(missed)).to.equal('CALLER_FORBIDDEN');
    expect(await refusal({}, {}, 'bank')).to.equal('CALLER_FORBIDDEN');
    expect(await refusal({}, { chunk: 3, evidence: [await desk.log()] })).to.equal(
      'SIGNATURE_INVALID',
    );
    expect(await refusal({}, { key: desk.ends.receiver.key })).to.equal('DELIVERY_KEY_NOT_BOUND');
    expect((await desk.read(delivery.id)).status).to.equal('PARTIAL');
  });

  it('is one a chunk', async () => {
    const desk = use();
    const delivery = await partial();
    await desk.dispute(delivery);

    const again = desk.disputeInput(delivery);

    expect(await desk.refused('delivery:dispute', again, SENDER)).to.equal('DISPUTE_EXISTS');
  });

  it('is answered by the other side, once', async () => {
    const desk = use();
    const [delivery, other] = [await partial(), await desk.delivered()];
    await desk.dispute(delivery);
    const refusal = (
      over: Parameters<typeof desk.answerInput>[1],
      more: object = {},
      as = RECEIVER,
    ): Promise<string> =>
      desk.refused('delivery:answer', { ...desk.answerInput(delivery, over), ...more }, as);
    const own = desk.ends.sender.answer(delivery, desk.answerInput(delivery));

    expect(await refusal({}, { delivery: 'nothing' })).to.equal('DELIVERY_NOT_FOUND');
    expect(await refusal({}, { delivery: other.id })).to.equal('DISPATCH_MISMATCH');
    expect(await refusal({ dispute: 2 })).to.equal('DISPUTE_NOT_FOUND');
    expect(await refusal({ opening: openingOf(1) })).to.equal('ROOT_MISMATCH');
    expect(await refusal({ evidence: ['nothing'] })).to.equal('EVIDENCE_NOT_FOUND');
    expect(await refusal({}, { answer: 'CONCEDED' })).to.equal('SIGNATURE_INVALID');
    expect(await refusal({}, { key: desk.ends.sender.key })).to.equal('DELIVERY_KEY_NOT_BOUND');
    expect(await desk.refused('delivery:answer', own, SENDER)).to.equal('CALLER_FORBIDDEN');
    const given: Input<'delivery:answer'> = desk.answerInput(delivery);
    await desk.act('delivery:answer', given, RECEIVER);
    expect(await desk.refused('delivery:answer', given, RECEIVER)).to.equal('DISPUTE_ANSWERED');
    expect((await desk.read(delivery.id)).status).to.equal('DISPUTED');
  });

  it('takes no word of a key that was given up', async () => {
    const desk = use();
    const delivery = await partial();
    await desk.dispute(delivery);
    const signer = DeliverySigner.fresh('shuquan');
    await desk.act('delivery:bindKey', signer.binding(CONSUMER_C, desk.now), RECEIVER);
    await desk.act('delivery:dropKey', { holder: holderOf(signer.key) }, RECEIVER);
    const about = { chunk: 1, evidence: [], signedAt: desk.now };

    for (const [name, input] of [
      ['delivery:answer', signer.answer(delivery, desk.answerInput(delivery))],
      ['delivery:dispute', signer.dispute(delivery, { ...about, claim: 'DIFFERENT' })],
      ['delivery:arrive', signer.arrival(delivery, desk.now)],
    ] as const) {
      expect(await desk.refused(name, input, RECEIVER), name).to.equal('DELIVERY_KEY_DROPPED');
    }
  });

  it('ends at a number of disputes that nobody needs', async function () {
    this.timeout(120_000);
    const desk = use();
    const content = { ...(await desk.dispatchInput()).content, chunks: 20, bytes: 180_000 };
    const delivery = await desk.delivered({ content: { ...content, files: 20 } });
    const open = (chunk: number): Input<'delivery:dispute'> => {
      const about = { chunk, evidence: [], signedAt: desk.now };
      return desk.ends.receiver.dispute(delivery, { ...about, claim: 'NOT_RECEIVED' });
    };
    for (let chunk = 1; chunk <= 16; chunk += 1) {
      await desk.act('delivery:dispute', open(chunk), RECEIVER);
    }

    expect(await desk.refused('delivery:dispute', open(17), RECEIVER)).to.equal(
      'DISPUTE_LIMIT_EXCEEDED',
    );
    expect((await desk.read(delivery.id)).facts).to.have.length(17);
  });

  it('is open to both sides, to whoever judges or supervises for a purpose, and to nobody else', async () => {
    const desk = use();
    const { id } = await desk.delivered();
    const on = { kind: 'DELIVERY' as const, id };

    for (const as of [SENDER, RECEIVER]) expect((await desk.read(id, as)).delivery.id).to.equal(id);
    for (const as of ['judge', 'arbitrator', 'supervisor']) {
      const view = await desk.stage.opened('delivery:read', { id }, { on, as });
      expect(view.delivery.id, as).to.equal(id);
    }
    const { items } = await desk.stage.ask('query:log', { on, limit: 9 }, SENDER);
    expect(items.map(({ by }) => by.role).toSorted()).to.deep.equal([
      ...['arbitrator', 'court', 'supervisor'],
    ]);
    const query = await desk.stage.asked(on, 'bank');
    expect(await desk.stage.code('delivery:read', { id, ...query }, 'bank')).to.equal(
      'CALLER_FORBIDDEN',
    );
    expect(await desk.stage.code('delivery:read', { id }, 'bank')).to.equal('CALLER_FORBIDDEN');
    expect(await desk.stage.code('delivery:read', { id: 'nothing' }, 'judge')).to.equal(
      'DELIVERY_NOT_FOUND',
    );
  });
}
