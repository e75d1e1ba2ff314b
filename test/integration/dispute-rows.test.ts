import { addDays, endOfDay } from '@shuquan/chaincode/model';
import type { DisputeItem } from '@shuquan/gateway/index/disputes/disputes';
import { expect } from 'chai';
import { BODY, DisputeDesk } from '../support/dispute-desk.js';
import type { Granted } from '../support/grant-desk.js';
import { ARBITRATION, CONSUMER_C, COURT, HOLDER_A, HOLDER_B } from '../support/parties.js';
import { without } from '../support/without.js';
import { RegisterGateway } from './register.js';

/** Lists of disputes, made of committed blocks, held against what the ledger says of each. */
describe('rows of disputes', function () {
  this.timeout(180_000);
  let opened: RegisterGateway;
  let desk: DisputeDesk;
  let right: Granted;
  let then: string;
  const made: Record<string, string> = {};
  const all = ['filed', 'served', 'heard', 'awarded', 'withdrawn', 'court'];
  const arbitrated = all.slice(0, -1);

  before(async () => {
    opened = await RegisterGateway.open();
    desk = new DisputeDesk(opened.gateway.stage());
    await desk.stage.witness();
    right = await desk.operated();
    made['filed'] = (await desk.filed(right)).id;
    made['served'] = await desk.opened(await desk.operated());
    await desk.serve(of('served'), HOLDER_A);
    made['heard'] = await desk.heard(await desk.operated());
    made['awarded'] = await desk.heard(await desk.operated());
    await desk.award(of('awarded'), { execution: 'TRANSFER' });
    await tick();
    then = opened.now();
    await tick();
    made['withdrawn'] = (await desk.filed(await desk.operated())).id;
    await desk.act('dispute:withdraw', { id: of('withdrawn'), reasons: '撤回' }, 'holder-b');
    const evidence = [await desk.evidence('consumer-c')];
    const standing = { basis: 'INTEREST' as const, evidence };
    const form = desk.filing(right.right, { path: 'COURT', body: COURT, standing });
    const filing = without(form, 'agreementDigest');
    made['court'] = (await desk.act('dispute:file', filing, 'consumer-c')).id;
    await tick();
  });
  after(() => opened.close());

  const of = (name: string): string => made[name] ?? '';
  const tick = (): Promise<void> => opened.advance(1_000);
  const list = async (query = '', as = 'holder-a'): Promise<DisputeItem[]> => {
    await opened.taken();
    const { status, text } = await opened.get(`/v1/disputes?${query}`, as);
    expect(status, text).to.equal(200);
    return (JSON.parse(text) as { items: DisputeItem[] }).items;
  };
  const nameOf = (id: string): string =>
    Object.entries(made).find(([, each]) => each === id)?.[0] ?? id;
  const names = (items: readonly DisputeItem[]): string[] => items.map(({ id }) => nameOf(id));
  it('say of each what the ledger says, now and at an earlier instant', async () => {
    for (const at of [opened.now(), then]) {
      const items = await list(`asOf=${at}&knownAt=${at}`);
      expect(items).to.have.length(at === then ? 4 : 6);
      for (const { id, status, blocks, unheard, executionOpen } of items) {
        const view = await desk.stage.ask(
          'dispute:read',
          { id, asOf: at, knownAt: at },
          'holder-a',
        );
        expect({ status, blocks, unheard, executionOpen }, nameOf(id)).to.deep.equal({
          ...{ status: view.status, blocks: view.blocks, unheard: view.unheard },
          executionOpen: view.executionOpen,
        });
      }
    }
    expect(names(await list())).to.deep.equal(all);
    expect((await list()).map(({ status }) => status)).to.deep.equal([
      ...['FILED', 'EVIDENCE', 'HEARING', 'AWARD', 'WITHDRAWN', 'FILED'],
    ]);
    expect((await list('status=AWARD')).map((item) => item.executionOpen)).to.deep.equal([true]);
  });

  it('say when the day to answer has passed, which no block does', async () => {
    const due = endOfDay(addDays(desk.today, 10));
    const [served] = await list('status=EVIDENCE');

    expect(served).to.deep.include({ unheard: [HOLDER_A], nextChangeAt: due });
    const [later] = await list(`status=EVIDENCE&asOf=${due}`);
    expect(later).to.deep.include({ unheard: [], nextChangeAt: null });
    for (const { id, nextChangeAt } of await list()) {
      if (id !== served?.id) expect(nextChangeAt, nameOf(id)).to.equal(null);
    }
  });

  it('are found by status, path, body, side and right, also together', async () => {
    const found = async (query: string, as?: string): Promise<string[]> =>
      names(await list(query, as));

    expect(await found('status=FILED')).to.deep.equal(['filed', 'court']);
    expect(await found('path=COURT')).to.deep.equal(['court']);
    expect(await found(`body=${ARBITRATION}`)).to.deep.equal(arbitrated);
    expect(await found(`side=${CONSUMER_C}`)).to.deep.equal(['court']);
    expect(await found(`right=${right.right}`)).to.deep.equal(['filed', 'court']);
    expect(await found(`right=${right.right}&side=${HOLDER_B}&status=FILED`)).to.deep.equal([
      'filed',
    ]);
    expect(await found(`path=COURT&body=${ARBITRATION}`)).to.deep.equal([]);
    expect(await found(`status=FILED&asOf=${then}&knownAt=${then}`)).to.deep.equal(['filed']);
  });

  it('are read as a side’s by an office that recorded why', async () => {
    const path = `/v1/disputes?side=${HOLDER_B}`;
    const named = await opened.asked(HOLDER_B, 'supervisor');

    expect(names(await list(`side=${HOLDER_B}&${named}`, 'supervisor'))).to.deep.equal(arbitrated);
    expect(await list(`side=${HOLDER_B}`, 'supervisor')).to.deep.equal([]);
    const other = await opened.get(`${path}&${named}`, 'judge2');
    expect(other.body.code).to.equal('QUERY_PURPOSE_EXCEEDED');
    const unnamed = await opened.get(`/v1/disputes?${named}`, 'supervisor');
    expect(unnamed.body.code).to.equal('QUERY_PURPOSE_MISSING');
    expect(await list(`side=${HOLDER_B}&${named}`, 'bank')).to.deep.equal([]);
  });

  it('are shown to their sides, their body and the registrar, and to nobody else', async () => {
    const seen: Readonly<Record<string, readonly string[]>> = {
      ...{ 'holder-a': all, registrar1: all },
      ...{ 'holder-b': arbitrated, [BODY]: arbitrated },
      ...{ 'consumer-c': ['court'], judge: ['court'] },
      ...{ judge2: [], supervisor: [], registrar2: [], bank: [], 'holder-d': [], exchange: [] },
    };
    for (const [as, expected] of Object.entries(seen)) {
      expect(names(await list('', as)), as).to.deep.equal(expected);
    }
    for (const query of [`side=${HOLDER_A}`, `body=${COURT}`, `right=${right.right}`]) {
      expect(await list(query, 'bank'), query).to.deep.equal([]);
    }
    const { body } = await opened.get('/v1/disputes', 'registry-official');
    expect(body.code).to.equal('ROLE_MISSING');
  });

  it('come in pages that keep the order and lose nothing', async () => {
    const paged = async (query: string, limit: number): Promise<string[][]> =>
      (await opened.pages<DisputeItem>(`/v1/disputes?${query}`, 'holder-b', limit)).map(names);

    expect(await paged('', 2)).to.deep.equal([
      arbitrated.slice(0, 2),
      ...[arbitrated.slice(2, 4), arbitrated.slice(4)],
    ]);
    // What a filter leaves out takes no place of a page.
    const open = (await paged('status=FILED', 1)).flat();
    expect(open).to.deep.equal(['filed']);
    const heard = (await paged(`side=${HOLDER_A}&asOf=${then}&knownAt=${then}`, 1)).flat();
    expect(heard).to.deep.equal(arbitrated.slice(0, -1));
    const { body } = await opened.get('/v1/disputes?limit=2', 'holder-b');
    const next = String(body['next']);
    for (const [query, as] of [
      [`cursor=${next}`, 'holder-a'],
      [`cursor=${next}&status=FILED`, 'holder-b'],
    ] as const) {
      expect((await opened.get(`/v1/disputes?${query}`, as)).body.code).to.equal('CURSOR_INVALID');
    }
  });
});
