import { expect } from 'chai';
import { CourtDesk, document, type Held, onRight } from '../support/court-desk.js';
import { unique } from '../support/founded.js';
import { BANK, HOLDER_A } from '../support/parties.js';
import { without } from '../support/without.js';
import { RegisterGateway } from './register.js';

describe('orders and encumbrances through the gateway', function () {
  this.timeout(300_000);
  let gateway: RegisterGateway;
  let desk: CourtDesk;
  let held: Held;

  before(async () => {
    gateway = await RegisterGateway.open();
    desk = new CourtDesk(gateway.gateway.stage());
    held = await desk.held();
  });
  after(() => gateway.close());

  it('freeze, show, list and lift, each by its own path', async () => {
    const { right, certificate } = held;
    const order = desk.order(onRight(right));
    const lift = { on: order.on, ...document };
    const path = `/v1/rights/${right}/encumbrances`;

    expect((await gateway.post('/v1/orders/freezes', order, { as: 'judge' })).status).to.equal(201);

    const shown = await gateway.get(path, 'bank');
    expect(shown.body).to.have.nested.property('encumbrances[0].status', 'ATTACHED');
    const row = await gateway.get(`/v1/certificates?limit=100`, 'bank');
    const listed = row.body.items as unknown as {
      no: string;
      status: string;
      nextChangeAt: string;
    }[];
    expect(listed.find(({ no }) => no === certificate)).to.include({
      ...{ status: 'FROZEN', nextChangeAt: order.until },
    });
    const refused = await gateway.post(`/v1/orders/${order.id}/lifting`, lift, {
      as: 'registrar1',
    });
    expect([refused.status, refused.body.code]).to.deep.equal([403, 'ORDER_NOT_LIFTED']);
    const orders = await gateway.get(`/v1/rights/${right}/orders`, 'bank');
    expect(orders.body).to.have.nested.property('orders[0].id', order.id);
    const search = `/v1/parties/${HOLDER_A}/enforcement?list=RIGHTS&limit=5`;
    const bare = await gateway.get(search, 'judge');
    expect([bare.status, bare.body.code]).to.deep.equal([409, 'QUERY_PURPOSE_MISSING']);
    const named = await gateway.asked(HOLDER_A, 'judge', 'ENFORCEMENT');
    expect((await gateway.get(`${search}&${named}`, 'judge')).status).to.equal(200);
    expect((await gateway.get(search, 'bank')).status).to.equal(403);
    const lifted = await gateway.post(`/v1/orders/${order.id}/lifting`, lift, { as: 'judge' });
    expect(lifted.status).to.equal(201);
    expect((await gateway.get(path, 'bank')).body).to.have.nested.property(
      ...(['encumbrances[0].status', 'LIFTED'] as const),
    );
  });

  it('refuse an order without the digest of its document, and one upon nothing', async () => {
    const order = desk.order(onRight(held.right));
    const bare = await gateway.post('/v1/orders/freezes', without(order, 'documentDigest'), {
      as: 'judge',
    });
    expect([bare.status, bare.body.code]).to.deep.equal([400, 'INPUT_INVALID']);
    const nowhere = { ...order, on: [onRight('nothing')] };
    const unknown = await gateway.post('/v1/orders/freezes', nowhere, { as: 'judge' });
    expect([unknown.status, unknown.body.code]).to.deep.equal([404, 'RIGHT_NOT_FOUND']);
  });

  it('pledge a right by both sides, under the external register’s number', async () => {
    const { right } = held;
    const pledge = {
      ...{ id: unique('PL'), pledgee: BANK, registerNo: 'ZDW-7', blocks: [] },
      documentDigest: document.documentDigest,
    };
    const path = `/v1/rights/${right}/pledges`;
    expect((await gateway.post(path, pledge, { as: 'holder-a' })).status).to.equal(201);
    const { documentDigest } = pledge;
    const act = (verb: string): Promise<{ status: number }> =>
      gateway.post(`${path}/${pledge.id}/${verb}`, { documentDigest }, { as: 'bank' });
    expect((await act('confirmation')).status).to.equal(201);
    const { body } = await gateway.get(`/v1/rights/${right}`, 'bank');
    const pledges = (body as unknown as { encumbrances: { kind: string }[] }).encumbrances.filter(
      ({ kind }) => kind === 'PLEDGE',
    );
    expect(pledges[0]).to.include({ status: 'ATTACHED', position: 1, registerNo: 'ZDW-7' });
    expect((await act('release')).status).to.equal(201);
  });
});
