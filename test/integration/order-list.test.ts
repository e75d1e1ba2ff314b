import type { EncumbranceStatus } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { CourtDesk, document, onParty, onRight } from '../support/court-desk.js';
import { COURT, COURT2, HOLDER_D } from '../support/parties.js';
import { RegisterGateway } from './register.js';

interface Listed {
  readonly id: string;
  readonly court: string;
  readonly status: EncumbranceStatus;
  readonly attachedAt?: string;
}
interface Todo {
  readonly action: string;
  readonly dueAt?: string;
  readonly order?: { readonly id: string };
}

describe('the list of judicial orders', function () {
  this.timeout(120_000);
  let opened: RegisterGateway;
  let desk: CourtDesk;
  let right: string;

  before(async () => {
    opened = await RegisterGateway.open();
    desk = new CourtDesk(opened.gateway.stage());
    await desk.stage.witness();
    ({ right } = await desk.held());
  });
  after(() => opened.close());

  async function items<T>(path: string, as = 'judge'): Promise<T[]> {
    const { gateway } = opened;
    await gateway.model.reach(Number((await gateway.ground.ledger.info()).height), 30_000);
    return (await opened.get(path, as)).body.items as unknown as T[];
  }
  const listed = (query: string): Promise<Listed[]> => items<Listed>(`/v1/orders?${query}`);
  const idsOf = (all: readonly Listed[]): string[] => all.map(({ id }) => id);
  const todo = async (as: string): Promise<string[]> =>
    (await items<Todo>('/v1/worklist?limit=100', as))
      .filter(({ order }) => order !== undefined)
      .map(({ action, order }) => `${action} ${order?.id ?? ''}`)
      .sort();

  it('are listed by court, by status and by the end of their term, as they are then', async () => {
    const first = await desk.freeze(onRight(right), { until: desk.in(10) });
    const second = await desk.freeze(onRight(right), { until: desk.in(200) }, 'judge2');
    const party = await desk.freeze(onParty(HOLDER_D), { until: desk.in(300) });
    const then = desk.now;

    expect(idsOf(await listed(`court=${COURT}`))).to.deep.equal([first, party]);
    expect(idsOf(await listed(`court=${COURT2}`))).to.deep.equal([second]);
    expect(idsOf(await listed('status=QUEUED'))).to.deep.equal([second]);
    expect(idsOf(await listed(`endsBefore=${desk.in(30)}`))).to.deep.equal([first]);
    expect(await todo('judge')).to.deep.equal([`RENEW_ORDER ${first}`]);
    expect(await todo('judge2')).to.deep.equal([]);
    const lift = { id: first, on: [onRight(right)], ...document };
    await desk.later(1);
    await desk.act('order:unfreeze', lift, 'judge');
    await desk.later(1);

    const [moved] = await listed(`court=${COURT2}`);
    expect(moved).to.include({ id: second, status: 'ATTACHED' });
    expect(moved?.attachedAt).to.be.a('string');
    expect(idsOf(await listed('status=LIFTED'))).to.deep.equal([first]);
    expect(idsOf(await listed(`status=QUEUED&asOf=${then}&knownAt=${then}`))).to.deep.equal([
      second,
    ]);
    expect(await todo('judge')).to.deep.equal([]);
    expect(await todo('judge2')).to.deep.equal([`SEE_ATTACHED ${second}`]);
    expect(await todo('holder-a')).to.deep.equal([]);
  });
});
