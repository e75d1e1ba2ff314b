import { Queries } from '@shuquan/gateway/index/queries';
import { expect } from 'chai';
import { HOLDER_B } from '../support/parties.js';
import { type Form, initialForm } from '../support/register-samples.js';
import { RegisterGateway } from './register.js';

const DAY_MS = 86_400_000;

describe('rows of the register', function () {
  this.timeout(120_000);
  let desk: RegisterGateway;
  let queries: Queries;
  const instants: string[] = [];
  const cases = ['RC-WHOLE', 'RC-WAIT', 'RC-NOTICE', 'RC-LICENSE', 'RC-TRANSFER'];
  const rights = ['RC-WHOLE.R1', 'RC-WHOLE.R2', 'RC-LICENSE.R1'];

  const give = async (id: string, type: 'LICENSE' | 'TRANSFER', right: string): Promise<void> => {
    const agreementDigest = 'd'.repeat(64);
    const form: Form = { type, rights: [{ right }], to: HOLDER_B, agreementDigest };
    await desk.apply(id, form);
    await consent(id);
  };
  const consent = async (id: string): Promise<void> => {
    const { body } = await desk.get(`/v1/cases/${id}`);
    const { application, state } = body as unknown as {
      application: { digest: string };
      state: { consentsMissing: string[] };
    };
    if (state.consentsMissing.length === 0) return;
    await desk.done(`/v1/cases/${id}/consent`, { application: application.digest }, 'holder-b');
  };

  before(async () => {
    desk = await RegisterGateway.open();
    const mark = async (): Promise<void> => {
      await desk.advance(DAY_MS);
      instants.push(desk.now());
    };
    await mark();
    await desk.certified('RC-WHOLE', initialForm('DS-WHOLE'));
    await desk.apply('RC-WAIT', initialForm('DS-WAIT'));
    await desk.apply('RC-NOTICE', initialForm('DS-NOTICE'));
    await mark();
    await desk.done('/v1/cases/RC-NOTICE/acceptance', {}, 'registrar1');
    await desk.done('/v1/cases/RC-NOTICE/notice', {}, 'registrar1');
    await give('RC-LICENSE', 'LICENSE', 'RC-WHOLE.R2');
    await mark();
    await desk.finished('RC-LICENSE');
    await give('RC-TRANSFER', 'TRANSFER', 'RC-WHOLE.R1');
    await mark();
    await desk.advance(40 * DAY_MS);
    await mark();
    queries = new Queries(desk.gateway.model);
    await queries.ready();
  });
  after(() => desk.close());

  it('give the state of every case that the ledger gives, at every pair of instants', async () => {
    const seen = new Set<string>();
    for (const id of cases) {
      for (const asOf of instants) {
        for (const knownAt of instants) {
          const { body } = await desk.get(`/v1/cases/${id}?asOf=${asOf}&knownAt=${knownAt}`);
          const { state } = body as unknown as { state: { status: string } };
          expect(await queries.stateOfCase(id, asOf, knownAt)).to.deep.equal(state);
          seen.add(state.status);
        }
      }
    }
    expect([...seen]).to.include.members([
      'NOT_YET_APPLIED',
      'SUBMITTED',
      'ACCEPTED',
      'PUBLICISED',
      'CERTIFIED',
    ]);
    expect(await queries.stateOfCase('RC-NONE', instants[0] ?? '', instants[0] ?? '')).to.equal(
      undefined,
    );
  });

  it('give the state of every right that the ledger gives', async () => {
    const seen = new Set<string>();
    for (const id of rights) {
      for (const asOf of instants) {
        for (const knownAt of instants) {
          const { body } = await desk.get(`/v1/rights/${id}?asOf=${asOf}&knownAt=${knownAt}`);
          const { state } = body as unknown as { state: { status: string } };
          expect(await queries.stateOfRight(id, asOf, knownAt)).to.deep.equal(state);
          seen.add(state.status);
        }
      }
    }
    expect([...seen]).to.include.members(['PENDING', 'ACTIVE']);
    expect(await queries.stateOfRight('RC-9.R1', '', '')).to.equal(undefined);
  });

  it('are the same when they are made anew from the blocks', async () => {
    const { model } = desk.gateway;
    const rows = await model.db.iterator().all();
    const { height } = model;

    await model.rebuild();
    await model.reach(height, 60_000);

    expect(rows.filter(([key]) => key.startsWith('case-')).length).to.be.greaterThan(10);
    expect(await model.db.iterator().all()).to.deep.equal(rows);
  });

  it('hold nothing that was sent privately', async () => {
    const text = JSON.stringify(await desk.gateway.model.db.iterator().all());

    for (const word of ['13800138000', '510104199003074512', '甲某某']) {
      expect(text).not.to.contain(word);
    }
  });
});
