import { expect } from 'chai';
import { type Answer, TestGateway } from './gateway.js';

const P = {
  uscc: '91510100MA7DEM0166',
  type: 'LEGAL_PERSON',
  name: '成都蓉信数据科技有限公司（示例）',
};
const Q = {
  uscc: '12510100MB1DEM06XL',
  type: 'PUBLIC_INSTITUTION',
  name: '成都市大数据中心（示例）',
};
const registrar = { as: 'registrar1' };
const hex = 'ab'.repeat(32);

describe('parties over HTTP', function () {
  this.timeout(120_000);
  let gateway: TestGateway;
  before(async () => {
    gateway = await TestGateway.open();
  });
  after(() => gateway.close());

  it('are registered, verified, suspended and leave, each step on record', async () => {
    const registered = await gateway.post('/v1/parties', P, registrar);
    const verified = await gateway.post(
      `/v1/parties/${P.uscc}/verification`,
      { credentialCommitment: hex },
      registrar,
    );
    const reason = { reason: '示例：资料过期' };
    const suspended = await gateway.post(`/v1/parties/${P.uscc}/suspension`, reason, registrar);
    const exited = await gateway.post(`/v1/parties/${P.uscc}/exit`, reason, registrar);
    const read = await gateway.get(`/v1/parties/${P.uscc}`);
    const history = await gateway.get(`/v1/parties/${P.uscc}/history?limit=10`);

    const states = [registered, verified, suspended, exited].map(({ body }) => body.value.state);
    expect(states).to.deep.equal(['UNVERIFIED', 'VERIFIED', 'SUSPENDED', 'EXITED']);
    expect(registered.headers.get('location')).to.equal(`/v1/parties/${P.uscc}`);
    expect(read.body.state).to.equal('EXITED');
    const past = history.body.items.map((i: { party: { state: string } }) => i.party.state);
    expect(past).to.deep.equal(states.reverse());
  });

  it('are listed under the state they are in now', async () => {
    await gateway.post('/v1/parties', Q, registrar);

    const all = await gateway.get('/v1/parties');
    const fresh = await gateway.get('/v1/parties?state=UNVERIFIED&type=PUBLIC_INSTITUTION');
    const left = await gateway.get('/v1/parties?state=EXITED');
    const verified = await gateway.get('/v1/parties?state=VERIFIED');

    const codes = ({ body }: Answer) => body.items.map(({ uscc }) => uscc);
    expect(codes(all).sort()).to.deep.equal([P.uscc, Q.uscc].sort());
    expect(codes(fresh)).to.deep.equal([Q.uscc]);
    expect(codes(left)).to.deep.equal([P.uscc]);
    expect(codes(verified)).to.deep.equal([]);
  });

  it('hold qualifications whose status follows from time, without a block', async () => {
    const now = gateway.ground.clock.now().getTime();
    const at = (days: number): string => new Date(now + days * 86_400_000).toISOString();
    const qualification = {
      id: 'q-1',
      code: 'DATA_BROKER',
      validFrom: at(-1),
      validTo: at(30),
      documentDigest: hex,
    };
    const path = `/v1/parties/${Q.uscc}/qualifications`;

    const created = await gateway.post(path, qualification, registrar);
    const turned = await gateway.post(
      path,
      { ...qualification, id: 'q-2', validTo: at(-9) },
      registrar,
    );
    const own = await gateway.get(path);
    const today = await gateway.get('/v1/qualifications?code=DATA_BROKER&status=VALID');
    const later = await gateway.get(`/v1/qualifications?code=DATA_BROKER&asOf=${at(31)}`);
    const none = await gateway.get(
      `/v1/qualifications?code=DATA_BROKER&status=VALID&asOf=${at(31)}`,
    );

    expect(created.status).to.equal(201);
    expect(turned.body).to.include({ code: 'INPUT_INVALID' });
    expect(turned.body.issues[0]?.pointer).to.equal('/validTo');
    expect(own.body.items[0]?.status).to.equal('VALID');
    expect(today.body.items[0]).to.include({ status: 'VALID', nextChangeAt: at(30) });
    expect(later.body.items[0]).to.include({ status: 'EXPIRED', nextChangeAt: null });
    expect(none.body.items).to.deep.equal([]);
  });

  it('lose a qualification that is withdrawn', async () => {
    const path = `/v1/parties/${Q.uscc}/qualifications/q-1/withdrawal`;

    const done = await gateway.post(path, { reason: '示例' }, registrar);
    const list = await gateway.get('/v1/qualifications?code=DATA_BROKER');

    expect(done.body.value.withdrawn.reason).to.equal('示例');
    expect(list.body.items[0]?.status).to.equal('WITHDRAWN');
  });

  it('are found in the directory of registrars', async () => {
    const known = await gateway.get('/v1/registrars/12510000MB1DEM078F');
    const unknown = await gateway.get(`/v1/registrars/${P.uscc}`);

    expect(known.body).to.include({ mspId: 'RegistryMSP', state: 'ACTIVE' });
    expect(unknown.body.code).to.equal('REGISTRAR_NOT_FOUND');
  });

  const refusals: readonly [string, string, unknown, string, string][] = [
    [
      'a wrong check character',
      '/v1/parties',
      { ...P, uscc: '91510100MA7DEM0165' },
      'registrar1',
      'USCC_INVALID',
    ],
    ['a party that is there', '/v1/parties', Q, 'registrar1', 'PARTY_EXISTS'],
    ['a caller without the role', '/v1/parties', Q, 'holder-a', 'SCOPE_MISSING'],
    [
      'a party nobody registered',
      '/v1/parties/91510000MA7DEM024U/exit',
      { reason: 'x' },
      'registrar1',
      'PARTY_NOT_FOUND',
    ],
    [
      'a step that its state forbids',
      `/v1/parties/${P.uscc}/exit`,
      { reason: 'x' },
      'registrar1',
      'PARTY_STATE_FORBIDS',
    ],
    [
      'a telephone number in a reason',
      `/v1/parties/${Q.uscc}/exit`,
      { reason: 'call 13800138000' },
      'registrar1',
      'PERSONAL_DATA_REFUSED',
    ],
    [
      'a qualification nobody recorded',
      `/v1/parties/${Q.uscc}/qualifications/q-9/withdrawal`,
      { reason: 'x' },
      'registrar1',
      'QUALIFICATION_NOT_FOUND',
    ],
  ];
  for (const [what, path, body, as, code] of refusals) {
    it(`refuse ${what}`, async () => {
      expect((await gateway.post(path, body, { as })).body.code).to.equal(code);
    });
  }
});
