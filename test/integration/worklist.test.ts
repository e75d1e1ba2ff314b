import { expect } from 'chai';
import { HOLDER_B, REG1, REG2 } from '../support/parties.js';
import { initialForm } from '../support/register-samples.js';
import { findings, privatePart, RegisterGateway } from './register.js';

interface Task {
  readonly action: string;
  readonly dueAt?: string;
  readonly case?: { readonly id: string };
  readonly overlap?: { readonly data: { readonly asset: string }; readonly tier: string };
}

describe('the worklist', function () {
  this.timeout(120_000);
  let desk: RegisterGateway;
  before(async () => {
    desk = await RegisterGateway.open();
  });
  after(() => desk.close());

  const tasks = async (as: string, query = 'limit=100'): Promise<Task[]> => {
    const { body } = await desk.get(`/v1/worklist?${query}`, as);
    return body.items as unknown as Task[];
  };
  const todo = async (as: string): Promise<string[]> =>
    (await tasks(as)).map(({ action, case: of }) => `${of?.id ?? ''} ${action}`);

  it('leads a case from hand to hand', async () => {
    const path = '/v1/cases/RC-1';
    await desk.apply('RC-1', initialForm('DS-1'));
    const submitted = [await todo('registrar1'), await todo('holder-a')];
    const items = [{ field: 'description.name', what: '名称不完整' }];
    await desk.done(`${path}/correction`, { items, workingDays: 5 }, 'registrar1');
    const corrected = [await todo('registrar1'), await todo('holder-a')];
    const served = {
      document: 'CORRECTION_NOTICE',
      method: 'ELECTRONIC',
      servedOn: desk.now().slice(0, 10),
      receiptDigest: 'a'.repeat(64),
    };
    await desk.done(`${path}/service`, served, 'registrar1');
    const waiting = [await todo('registrar1'), await tasks('holder-a')];
    const supplement = { form: initialForm('DS-1'), private: privatePart() };
    await desk.done(`${path}/supplement`, supplement, 'holder-a');
    await desk.done(`${path}/acceptance`, {}, 'registrar1');
    const accepted = await todo('registrar1');
    await desk.done(`${path}/findings`, { findings }, 'registrar1');
    await desk.done(`${path}/proof-request`, { items }, 'registrar1');
    const asked = [await todo('registrar1'), await todo('holder-a')];
    await desk.done(`${path}/proof`, { documentDigests: ['b'.repeat(64)] }, 'holder-a');
    const given = [await todo('registrar1'), await todo('holder-a')];
    await desk.done(`${path}/withdrawal`, { reasons: '另行申请' }, 'holder-a');

    expect(submitted).to.deep.equal([['RC-1 ACCEPT'], []]);
    expect(corrected).to.deep.equal([['RC-1 SERVE'], ['RC-1 SUPPLEMENT']]);
    expect(waiting[0]).to.deep.equal(['RC-1 WAIT']);
    expect((waiting[1] as Task[])[0]).to.include({ action: 'SUPPLEMENT', clock: 'SUPPLEMENT' });
    expect(accepted).to.deep.equal(['RC-1 REVIEW']);
    expect(asked).to.deep.equal([['RC-1 WAIT'], ['RC-1 GIVE_PROOF']]);
    expect(given).to.deep.equal([['RC-1 PUBLISH'], []]);
    expect([await todo('registrar1'), await todo('holder-a')]).to.deep.equal([[], []]);
  });

  it('asks a participant for its consent', async () => {
    const form = initialForm('DS-FUSED', {
      origin: 'FUSED_NO_CONTRACT',
      participants: [HOLDER_B],
    });
    await desk.apply('RC-FUSED', form);
    const { body } = await desk.get('/v1/cases/RC-FUSED', 'holder-b');
    const { application } = body as unknown as { application: { digest: string } };
    const asked = await todo('holder-b');
    await desk.done('/v1/cases/RC-FUSED/consent', { application: application.digest }, 'holder-b');

    expect(asked).to.deep.equal(['RC-FUSED CONSENT']);
    expect(await todo('holder-b')).to.deep.equal([]);
    expect(await todo('registrar1')).to.deep.equal(['RC-FUSED ACCEPT']);
  });

  it('is sorted by deadline and comes page by page', async () => {
    await desk.advance(3 * 86_400_000);
    await desk.apply('RC-LATE', initialForm('DS-LATE'));
    await desk.done('/v1/cases/RC-FUSED/acceptance', {}, 'registrar1');

    const all = await tasks('registrar1');
    const first = await desk.get('/v1/worklist?limit=1', 'registrar1');
    const second = await desk.get(
      `/v1/worklist?limit=1&cursor=${first.body.next ?? ''}`,
      'registrar1',
    );
    const stranger = await desk.get(
      `/v1/worklist?limit=1&cursor=${first.body.next ?? ''}`,
      'holder-a',
    );

    expect(all.map(({ case: of }) => of?.id)).to.deep.equal(['RC-LATE', 'RC-FUSED']);
    expect(all.map(({ dueAt }) => dueAt)).to.deep.equal(all.map(({ dueAt }) => dueAt).sort());
    expect([...first.body.items, ...second.body.items]).to.deep.equal(all);
    expect(first.body).to.include({ complete: true });
    expect(stranger.body.code).to.equal('CURSOR_INVALID');
  });

  it('tells a holder of an overlap with its own data, and not whose it is', async () => {
    await desk.certified('RC-OWN', initialForm('DS-OWN'));
    const { digests } = initialForm('DS-OWN');
    const allocation = [{ holder: HOLDER_B, right: 'USE' as const, share: 'CONCURRENT' as const }];
    await desk.apply('RC-LIKE', initialForm('DS-LIKE', { digests, allocation }), {
      as: 'holder-b',
    });

    const own = (await tasks('holder-a')).filter(({ action }) => action === 'SEE_OVERLAP');
    const text = (await desk.get('/v1/worklist', 'holder-a')).text;
    const other = await todo('holder-b');
    await desk.done('/v1/cases/RC-LIKE/explanation', { explanation: '共同采集' }, 'holder-b');

    expect(own[0]?.overlap).to.deep.include({
      data: { asset: 'DS-OWN', version: 1 },
      tier: 'EXACT',
    });
    expect(text).not.to.contain('RC-LIKE');
    expect(text).not.to.contain(HOLDER_B);
    expect(other).to.deep.equal(['RC-LIKE EXPLAIN']);
    expect(await todo('holder-b')).to.deep.equal([]);
    await desk.done('/v1/cases/RC-LIKE/withdrawal', { reasons: '重复' }, 'holder-b');
    expect(await todo('holder-a')).to.deep.equal([]);
  });

  it('is for whoever has business with cases', async () => {
    const notary = await desk.get('/v1/worklist', 'notary');

    expect(notary.body.code).to.equal('ROLE_MISSING');
    expect(await tasks('registrar2')).to.deep.equal([]);
    expect(await tasks('judge')).to.deep.equal([]);
  });

  it('passes to whoever took the files over', async () => {
    const effectiveOn = '2028-01-31';
    await desk.done('/v1/hand-overs', { successor: REG2, effectiveOn }, 'registrar1');
    const path = `/v1/hand-overs/${REG1}`;
    const announced = await desk.get(path, 'bank');
    const early = await desk.post(
      `${path}/completion`,
      { archiveDigest: 'c'.repeat(64), files: 4 },
      { as: 'registrar2' },
    );
    await desk.advance(340 * 86_400_000);
    const before = await todo('registrar1');
    const handOver = { archiveDigest: 'c'.repeat(64), files: 4 };
    await desk.done(`${path}/completion`, handOver, 'registrar2');

    expect(announced.body).to.include({ successor: REG2 });
    expect(early.body.code).to.equal('HANDOVER_TOO_EARLY');
    expect(before).to.have.length(2);
    expect(await todo('registrar1')).to.deep.equal([]);
    expect(await todo('registrar2')).to.deep.equal(before);
  });
});
