import type { Delivery, DispatchRefusal } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { range } from '../support/deliveries.js';
import { DeliveryDesk, RECEIVER, SENDER } from '../support/delivery-desk.js';
import { without } from '../support/without.js';
import { RegisterGateway } from './register.js';

describe('deliveries over HTTP', function () {
  this.timeout(120_000);
  let opened: RegisterGateway;
  let desk: DeliveryDesk;

  before(async () => {
    opened = await RegisterGateway.open();
    const stage = opened.gateway.stage();
    await stage.witness();
    desk = await DeliveryDesk.open(stage);
  });
  after(() => opened.close());

  async function dispatched(): Promise<Delivery> {
    const input = await desk.dispatchInput();
    const { body } = await opened.done('/v1/deliveries', input, SENDER);
    return (body as unknown as { value: Delivery }).value;
  }
  const view = async (id: string): Promise<Record<string, unknown>> =>
    (await opened.get(`/v1/deliveries/${id}`, SENDER)).body as unknown as Record<string, unknown>;

  it('go from dispatch to the facts of a disputed chunk', async () => {
    const delivery = await dispatched();
    const path = `/v1/deliveries/${delivery.id}`;
    const part = <T extends { delivery: string }>(signed: T): object => without(signed, 'delivery');

    const arrival = desk.ends.receiver.arrival(delivery, desk.now);
    await opened.done(`${path}/arrival`, part(arrival), RECEIVER);
    const receipt = desk.receiptFor(delivery, [range(1, 2)], [range(3)]);
    await opened.done(`${path}/receipt`, part(receipt), RECEIVER);
    expect((await view(delivery.id))['status']).to.equal('PARTIAL');
    await opened.done(`${path}/disputes`, part(desk.disputeInput(delivery)), SENDER);
    const answer = without(desk.answerInput(delivery), 'delivery', 'dispute');
    await opened.done(`${path}/disputes/1/answer`, answer, RECEIVER);

    const { status, facts } = await view(delivery.id);
    expect(status).to.equal('DISPUTED');
    const fact = (facts as object[]).at(-1);
    expect(fact).to.include({ committed: 'PROVEN', received: 'NOT_PROVEN' });
    const { body } = await opened.get('/v1/deliveries?limit=10', SENDER);
    expect(body.items.map(({ id, status: state }) => [id, state])).to.deep.include([
      ...[delivery.id, 'DISPUTED'],
    ]);
  });

  it('outside of their grant are refused with 409, and on record', async () => {
    const input = await desk.dispatchInput({ purpose: 'MARKETING' });
    const { status, body } = await opened.post('/v1/deliveries', input, { as: SENDER });

    expect([status, body.code]).to.deep.equal([409, 'PURPOSE_DRIFT']);
    const path = `/v1/grants/${input.grant}/refused-deliveries?limit=10`;
    const refused = (await opened.get(path, SENDER)).body.items;
    expect(
      (refused as unknown as readonly DispatchRefusal[]).map(({ attempt }) => attempt.id),
    ).to.deep.equal([input.id]);
  });

  it('are signed for by their receiver alone, each once, and for what was sent', async () => {
    const [one, other] = [await dispatched(), await dispatched()];
    const receipt = without(desk.receiptFor(one, [range(1, 3)], []), 'delivery');
    const send = async (id: string, as: string): Promise<string> => {
      const answer = await opened.post(`/v1/deliveries/${id}/receipt`, receipt, { as });
      return answer.status === 201 ? 'OK' : answer.body.code;
    };

    expect(await send(one.id, SENDER)).to.equal('CALLER_FORBIDDEN');
    expect(await send(other.id, RECEIVER)).to.equal('DISPATCH_MISMATCH');
    expect(await send(one.id, RECEIVER)).to.equal('OK');
    expect(await send(one.id, RECEIVER)).to.equal('RECEIPT_EXISTS');
    expect((await view(other.id))['status']).to.equal('DISPATCHED');
  });
});
