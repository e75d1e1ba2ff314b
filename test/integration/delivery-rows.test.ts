import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReadModel } from '@shuquan/gateway/index/model';
import { type DeliveryItem } from '@shuquan/gateway/index/delivery/deliveries';
import { Queries } from '@shuquan/gateway/index/queries';
import { silent } from '@shuquan/gateway/witness/log';
import { expect } from 'chai';
import { type Bench, embeddedBench } from '../support/bench.js';
import { range } from '../support/deliveries.js';
import { DeliveryDesk, RECEIVER, SENDER } from '../support/delivery-desk.js';
import { CONSUMER_C, HOLDER_A } from '../support/parties.js';
import { rejected } from '../support/rejected.js';
import { Stage } from '../support/stage.js';

const DAY = 86_400_000;

describe('rows of deliveries', function () {
  this.timeout(180_000);
  const dir = mkdtempSync(join(tmpdir(), 'shuquan-rows-'));
  let bench: Bench;
  let desk: DeliveryDesk;
  let model: ReadModel;
  const ids: Record<string, string> = {};

  const listed = async (
    filter: object = {},
    { as = 'judge', asOf = desk.now } = {},
  ): Promise<DeliveryItem[]> => {
    await model.reach(Number((await bench.ledger.info()).height), 30_000);
    const { deliveries } = new Queries(model);
    const actor = await deliveries.reader(bench.as(as));
    const page = { limit: 100, after: undefined };
    return (await deliveries.list(actor, { asOf, ...filter }, page)).items;
  };
  const idsOf = (items: readonly DeliveryItem[]): string[] => items.map(({ id }) => id);

  before(async () => {
    bench = await embeddedBench();
    const stage = new Stage(bench);
    await stage.witness();
    desk = await DeliveryDesk.open(stage);
    for (const name of ['silent', 'arrived', 'whole', 'partial', 'disputed', 'conceded']) {
      const delivery = await desk.delivered();
      ids[name] = delivery.id;
      if (name === 'arrived') {
        const arrival = desk.ends.receiver.arrival(delivery, desk.now);
        await desk.act('delivery:arrive', arrival, RECEIVER);
      }
      if (name === 'whole') await desk.receive(delivery, [range(1, 3)], []);
      if (['partial', 'disputed', 'conceded'].includes(name)) {
        await desk.receive(delivery, [range(1, 2)], [range(3)]);
      }
      if (['disputed', 'conceded'].includes(name)) await desk.dispute(delivery);
      if (name === 'conceded') {
        const answer = desk.answerInput(delivery, { answer: 'CONCEDED' });
        await desk.act('delivery:answer', answer, RECEIVER);
      }
    }
    const options = { dir, ledger: bench.ledger, chaincode: 'shuquan', log: silent as never };
    model = await ReadModel.open(options);
  });
  after(async () => {
    await model.close();
    await bench.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('give every delivery the status that the ledger gives', async () => {
    for (const item of await listed()) {
      const { status, silence } = await desk.read(item.id);
      expect(item).to.include({ status, silence });
    }
    const statuses = Object.fromEntries((await listed()).map(({ id, status }) => [id, status]));
    expect(Object.entries(ids).map(([name, id]) => [name, statuses[id]])).to.deep.equal([
      ...[
        ['silent', 'DISPATCHED'],
        ['arrived', 'RECEIVED'],
        ['whole', 'ACCEPTED'],
      ],
      ...[
        ['partial', 'PARTIAL'],
        ['disputed', 'DISPUTED'],
        ['conceded', 'ACCEPTED'],
      ],
    ]);
  });

  it('filter by grant, side and status', async () => {
    const { id: grant } = await desk.shared();

    expect(await listed({ grant, sender: HOLDER_A, recipient: CONSUMER_C })).to.have.length(6);
    expect(await listed({ sender: CONSUMER_C })).to.deep.equal([]);
    expect(idsOf(await listed({ status: 'PARTIAL' }))).to.deep.equal([ids['partial']]);
  });

  it('say when silence begins to count, and that it does, without a new block', async () => {
    const waiting = (await listed()).find(({ id }) => id === ids['silent']);
    expect(waiting?.nextChangeAt).to.equal(waiting?.receiptDueAt);

    const asOf = new Date(bench.now().getTime() + 30 * DAY).toISOString();
    const later = (await listed({}, { asOf })).find(({ id }) => id === ids['silent']);

    expect(later).to.include({ status: 'DISPATCHED', silence: 'SILENT', nextChangeAt: null });
  });

  it('show nobody more than the ledger would', async () => {
    for (const as of [SENDER, RECEIVER, 'arbitrator', 'supervisor']) {
      expect(await listed({}, { as }), as).to.have.length(6);
    }
    expect(await listed({}, { as: 'bank' })).to.deep.equal([]);
    expect((await rejected(listed({}, { as: 'registry-official' }))).code).to.equal('ROLE_MISSING');
  });
});
