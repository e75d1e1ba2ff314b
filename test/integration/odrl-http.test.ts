import { HOLDER_A, CONSUMER_C } from '../support/parties.js';
import { GrantDesk, TEXT } from '../support/grant-desk.js';
import { profileDocument } from '@shuquan/gateway/odrl/profile';
import { expect } from 'chai';
import type { Answer } from './gateway.js';
import { RegisterGateway } from './register.js';

describe('ODRL policies over HTTP', function () {
  this.timeout(120_000);
  let opened: RegisterGateway;
  let desk: GrantDesk;

  before(async () => {
    opened = await RegisterGateway.open();
    desk = new GrantDesk(opened.gateway.stage());
    await desk.stage.witness();
  });
  after(() => opened.close());

  const get = (path: string): Promise<Answer> =>
    opened.gateway.send('GET', path, { as: 'holder-a' });
  const post = (body: object): Promise<Answer> =>
    opened.gateway.send('POST', '/v1/odrl-imports', { as: 'holder-a', body });

  it('are of a grant in effect, and are read back as what it gives', async () => {
    const granted = await desk.operated();
    const offer = desk.rootOffer(granted, { count: 12 });
    const grant = await desk.act('grant:offer', offer, 'holder-a');
    const path = `/v1/grants/${grant.id}/odrl`;
    expect(await get(path)).to.deep.include({ status: 409 });
    await desk.accept(grant, 'consumer-c');

    const { status, body } = await get(path);

    expect(status).to.equal(200);
    const imported = await post({ policy: body, textDigest: TEXT });
    const { effective } = await desk.grant(grant.id);
    expect(imported.body).to.deep.equal({
      ...{ id: grant.id, grantor: HOLDER_A, grantee: CONSUMER_C, textDigest: TEXT },
      source: { kind: 'RIGHT', right: granted.right },
      scope: effective,
    });
    const other = await post({ policy: body, textDigest: '6'.repeat(64) });
    expect(other.body.code).to.equal('ODRL_TEXT_MISMATCH');
    const stray = await post({ policy: { ...body, inheritFrom: 'urn:x' } });
    expect(stray.body.code).to.equal('ODRL_NOT_EXPRESSIBLE');
    expect((await post({ policy: {} })).body.code).to.equal('ODRL_INVALID');
    expect((await get('/v1/grants/nothing/odrl')).status).to.equal(404);
  });

  it('come with the document of their profile', async () => {
    expect((await get('/v1/odrl-profile')).body).to.deep.equal(profileDocument());
  });
});
