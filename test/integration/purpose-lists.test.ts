import { expect } from 'chai';
import { unique } from '../support/founded.js';
import { DeliveryDesk, SENDER } from '../support/delivery-desk.js';
import { BANK, CONSUMER_C, HOLDER_A } from '../support/parties.js';
import { RegisterGateway } from './register.js';

const PURPOSE = 'ENFORCEMENT';

/** 查询目的 (NATIONAL_2026/30): what an office lists, it lists of one party, for a purpose on record. */
describe('lists for a purpose over HTTP', function () {
  this.timeout(120_000);
  let opened: RegisterGateway;
  let delivery: string;

  before(async () => {
    opened = await RegisterGateway.open();
    const stage = opened.gateway.stage();
    await stage.witness();
    const desk = await DeliveryDesk.open(stage);
    delivery = (await desk.delivered()).id;
    const use = { grant: (await desk.shared()).id, purpose: 'CREDIT_VERIFY' };
    await desk.act('use:record', { id: unique('use'), ...use }, 'consumer-c');
  });
  after(() => opened.close());

  const codeOf = async (path: string, as: string): Promise<string> => {
    const { body } = await opened.get(path, as);
    return (body as unknown as { code?: string }).code ?? 'OK';
  };
  const asked = (party: string, as: string): Promise<string> => opened.asked(party, as, PURPOSE);

  const lists = {
    deliveries: `/v1/deliveries?limit=10&sender=${HOLDER_A}`,
    deals: `/v1/deals?limit=10&party=${HOLDER_A}`,
    cases: `/v1/cases?limit=10&applicant=${HOLDER_A}`,
    vouchers: `/v1/vouchers?limit=10&issuer=${HOLDER_A}`,
  };
  for (const [what, path] of Object.entries(lists)) {
    it(`open a party’s ${what} to a court that recorded why, and no other party’s`, async () => {
      expect(await codeOf(path, 'judge')).to.equal('QUERY_PURPOSE_MISSING');
      expect(await codeOf(`${path}&query=none&purpose=ENFORCEMENT`, 'judge')).to.equal(
        'QUERY_NOT_FOUND',
      );
      const elsewhere = await asked(BANK, 'judge');
      expect(await codeOf(`${path}&${elsewhere}`, 'judge')).to.equal('QUERY_NOT_FOUND');
      const named = await asked(HOLDER_A, 'judge');
      const other = named.replace(PURPOSE, 'AUDIT');
      expect(await codeOf(`${path}&${other}`, 'judge')).to.equal('QUERY_PURPOSE_EXCEEDED');

      expect(await codeOf(`${path}&${named}`, 'judge')).to.equal('OK');
    });
  }

  it('name the party first', async () => {
    for (const path of ['/v1/deliveries', '/v1/cases', '/v1/vouchers']) {
      expect(await codeOf(`${path}?limit=10`, 'judge'), path).to.equal('QUERY_PURPOSE_MISSING');
    }
  });

  it('hold what the party itself is shown', async () => {
    const named = await asked(HOLDER_A, 'judge');
    for (const path of [lists.deliveries, lists.cases]) {
      const own = (await opened.get(path, SENDER)).body.items;
      const { items } = (await opened.get(`${path}&${named}`, 'judge')).body;
      expect(items, path).to.deep.equal(own);
      expect(items.length, path).to.be.greaterThan(0);
    }
    const { items } = (await opened.get(`${lists.deliveries}&${named}`, 'judge')).body;
    expect(items.map(({ id }) => id)).to.include(delivery);
  });

  it('are of another office’s purpose to nobody else', async () => {
    const named = await asked(HOLDER_A, 'judge');

    expect(await codeOf(`${lists.deliveries}&${named}`, 'arbitrator')).to.equal(
      'QUERY_PURPOSE_EXCEEDED',
    );
  });

  it('open a grantee’s attempts to a supervisor', async () => {
    const uses = `/v1/uses?limit=10&grantee=${CONSUMER_C}`;
    const drift = `/v1/grantees/${CONSUMER_C}/drift?from=2027-03-01&weeks=8`;
    for (const path of [uses, drift]) {
      expect(await codeOf(path, 'supervisor'), path).to.equal('QUERY_PURPOSE_MISSING');
    }
    const named = await asked(CONSUMER_C, 'supervisor');

    const { items } = (await opened.get(`${uses}&${named}`, 'supervisor')).body;
    const report = (await opened.get(`${drift}&${named}`, 'supervisor')).body as unknown;
    expect(items).to.have.length.greaterThan(0);
    expect(report).to.include({ seen: 'ALL', attempts: items.length });
  });

  it('show a party its own, whatever it asks for', async () => {
    for (const path of [lists.deliveries, lists.cases, lists.vouchers, lists.deals]) {
      expect((await opened.get(path, 'holder-d')).body.items, path).to.deep.equal([]);
    }
  });
});
