import { addDays } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { GrantDesk, type Granted, TEXT } from '../support/grant-desk.js';
import { CONSUMER_C } from '../support/parties.js';
import { RegisterGateway } from './register.js';

describe('grants over HTTP', function () {
  this.timeout(120_000);
  let opened: RegisterGateway;
  let desk: GrantDesk;
  let granted: Granted;

  before(async () => {
    opened = await RegisterGateway.open();
    desk = new GrantDesk(opened.gateway.stage());
    await desk.stage.witness();
    granted = await desk.operated();
  });
  after(() => opened.close());

  /** Offered and accepted, every act by HTTP. */
  async function active(): Promise<string> {
    const offer = desk.rootOffer(granted);
    const { body } = await opened.done('/v1/grants', offer, 'holder-a');
    const { termsDigest } = (body as unknown as { value: { termsDigest: string } }).value;
    const accepted = { textDigest: TEXT, termsDigest };
    await opened.done(`/v1/grants/${offer.id}/acceptance`, accepted, 'consumer-c');
    return offer.id;
  }
  const statusOf = async (id: string): Promise<string> =>
    (await opened.get(`/v1/grants/${id}`, 'consumer-c')).body.status;
  const decided = async (id: string): Promise<unknown> => {
    const query = `by=${CONSUMER_C}&purpose=CREDIT_VERIFY&fields=uscc,grade&territory=CN-51`;
    const { body } = await opened.get(`/v1/grants/${id}/decision?${query}`, 'bank');
    return (body as unknown as { decision: { permitted: boolean } }).decision.permitted;
  };

  it('begin with both sides, and are suspended, resumed, narrowed and revoked', async () => {
    const id = await active();
    const path = `/v1/grants/${id}`;
    expect([await statusOf(id), await decided(id)]).to.deep.equal(['ACTIVE', true]);

    await opened.done(`${path}/suspension`, { reasons: '核查' }, 'holder-a');
    expect([await statusOf(id), await decided(id)]).to.deep.equal(['SUSPENDED', false]);
    await opened.done(`${path}/resumption`, { reasons: '完成' }, 'holder-a');
    const scope = desk.scope(granted, { fields: ['uscc'] });
    await opened.done(`${path}/narrowing`, { scope, reasons: '收窄' }, 'holder-a');
    expect([await statusOf(id), await decided(id)]).to.deep.equal(['ACTIVE', false]);
    await opened.done(`${path}/revocation`, { reasons: '违约' }, 'holder-a');
    expect(await statusOf(id)).to.equal('REVOKED');
  });

  it('end by two signatures under one text, on the day agreed', async () => {
    const id = await active();
    const effectiveOn = addDays(desk.today, 1);
    const end = { effectiveOn, textDigest: TEXT };
    const proposal = { ...end, reasons: '合作结束' };
    await opened.done(`/v1/grants/${id}/termination-proposals`, proposal, 'consumer-c');
    const early = await opened.post(`/v1/grants/${id}/termination`, end, { as: 'consumer-c' });
    await opened.done(`/v1/grants/${id}/termination`, end, 'holder-a');

    expect(early.body.code).to.equal('TERMINATION_NOT_PROPOSED');
    expect(await statusOf(id)).to.equal('ACTIVE');
    await opened.advance(2 * 86_400_000);
    expect(await statusOf(id)).to.equal('TERMINATED');
  });

  it('are refused by code, and nothing is recorded', async () => {
    const id = await active();
    const path = `/v1/grants/${id}`;
    const wider = { scope: desk.scope(granted, { territory: ['CN'] }), reasons: '扩大' };
    const codes = [
      await opened.post(`${path}/suspension`, { reasons: '无权' }, { as: 'bank' }),
      await opened.post(`${path}/narrowing`, wider, { as: 'holder-a' }),
      await opened.post(`${path}/resumption`, { reasons: '未暂停' }, { as: 'holder-a' }),
      await opened.post('/v1/grants', { ...desk.rootOffer(granted), id }, { as: 'holder-a' }),
      await opened.post('/v1/grants/G-nothing/revocation', { reasons: '无' }, { as: 'holder-a' }),
    ].map(({ body }) => body.code);

    expect(codes).to.deep.equal([
      ...['CALLER_FORBIDDEN', 'SUBGRANT_EXCEEDS_TERRITORY', 'GRANT_STATE_FORBIDS'],
      ...['GRANT_EXISTS', 'GRANT_NOT_FOUND'],
    ]);
    const { body } = await opened.get(path, 'consumer-c');
    expect((body as unknown as { entries: unknown[] }).entries).to.deep.equal([]);
  });
});
