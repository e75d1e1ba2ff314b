import { addDays, endOfDay, shanghaiDate } from '@shuquan/chaincode/model';
import type { DisputeItem } from '@shuquan/gateway/index/disputes/disputes';
import type { Task } from '@shuquan/gateway/index/register/task';
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
  const taken = async (): Promise<void> => {
    const { model, ground } = opened.gateway;
    await model.reach(Number((await ground.ledger.info()).height), 60_000);
  };
  const list = async (query = '', as = 'holder-a'): Promise<DisputeItem[]> => {
    await taken();
    const { status, text } = await opened.get(`/v1/disputes?${query}`, as);
    expect(status, text).to.equal(200);
    return (JSON.parse(text) as { items: DisputeItem[] }).items;
  };
  const nameOf = (id: string): string =>
    Object.entries(made).find(([, each]) => each === id)?.[0] ?? id;
  const names = (items: readonly DisputeItem[]): string[] => items.map(({ id }) => nameOf(id));
  const todo = async (as: string): Promise<string[]> => {
    await taken();
    const { text } = await opened.get('/v1/worklist?limit=100', as);
    return (JSON.parse(text) as { items: Task[] }).items.flatMap(({ action, dispute }) =>
      dispute === undefined ? [] : [`${action} ${nameOf(dispute.id)}`],
    );
  };

  it('say of each what the ledger says, now and at an earlier instant', async () => {
    for (const at of [opened.now(), then]) {
      const items = await list(`asOf=${at}&knownAt=${at}`);
      expect(items).to.have.length(at === then ? 4 : 6);
      for (const { id, status, blocks, unheard, executionOpen } of items) {
        const view = await desk.stage.ask('dispute:read', { id, asOf: at, knownAt: at }, 'judge');
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
    const pages: string[] = [];
    for (let path: string | undefined = 'limit=1'; path !== undefined;) {
      const { body } = await opened.get(`/v1/disputes?${path}`, 'holder-b');
      const { items, next } = body as unknown as { items: DisputeItem[]; next?: string };
      expect(items.length).to.be.at.most(1);
      pages.push(...names(items));
      path = next === undefined ? undefined : `limit=1&cursor=${next}`;
    }
    expect(pages).to.deep.equal(arbitrated);
    const { body } = await opened.get('/v1/disputes?limit=2', 'holder-b');
    const next = String(body['next']);
    for (const [query, as] of [
      [`cursor=${next}`, 'holder-a'],
      [`cursor=${next}&status=FILED`, 'holder-b'],
    ] as const) {
      expect((await opened.get(`/v1/disputes?${query}`, as)).body.code).to.equal('CURSOR_INVALID');
    }
  });

  it('stand on the worklist of whoever’s turn it is', async () => {
    const before = {
      body: await todo(BODY),
      side: await todo('holder-a'),
      court: await todo('judge'),
      registrar: await todo('registrar1'),
    };
    expect(before).to.deep.equal({
      ...{ body: ['ACCEPT_DISPUTE filed'], side: ['ANSWER_DISPUTE served'] },
      ...{ court: ['ACCEPT_DISPUTE court'], registrar: ['EXECUTE_AWARD awarded'] },
    });
    for (const as of ['holder-b', 'consumer-c', 'bank', 'judge2', 'supervisor', 'registrar2']) {
      expect(await todo(as), as).to.deep.equal([]);
    }

    await desk.later(1);
    await desk.act('dispute:accept', { id: of('filed') }, BODY);
    expect(await todo(BODY)).to.deep.equal(['AWARD_DISPUTE heard', 'SERVE_DISPUTE filed']);
    await desk.serve(of('filed'), HOLDER_A, { answerUntil: shanghaiDate(opened.now()) });
    expect(await todo('holder-a')).to.deep.equal(['ANSWER_DISPUTE filed', 'ANSWER_DISPUTE served']);
    await desk.later(1);
    expect(await todo('holder-a')).to.deep.equal(['ANSWER_DISPUTE served']);
    expect(await todo(BODY)).to.deep.equal(['AWARD_DISPUTE heard', 'HEAR_DISPUTE filed']);
    await desk.award(of('heard'));
    await desk.answer(of('served'));
    expect(await todo('holder-a')).to.deep.equal([]);
    expect(await todo(BODY)).to.deep.equal(['HEAR_DISPUTE filed', 'HEAR_DISPUTE served']);
  });

  it('leave a failed mediation to whoever mediates, which hands nothing down', async () => {
    const id = await desk.heard(await desk.operated(), { path: 'MEDIATION' });
    made['mediated'] = id;
    expect(await todo(BODY)).to.not.include('END_MEDIATION mediated');

    await desk.later(1);

    expect(await todo(BODY)).to.include('END_MEDIATION mediated');
    await desk.act('dispute:dismiss', { id, reasons: '调解不成' }, BODY);
    expect(await todo(BODY)).to.not.include('END_MEDIATION mediated');
  });
});
