import { expect } from 'chai';
import { entryInput } from '../support/catalog-samples.js';
import { depositInput } from '../support/founded.js';
import { agreementInput, deliveryInput, productInput, schemeInput } from '../support/operating.js';
import { CONSUMER_C, IMPLEMENTING_BODY, OPERATOR } from '../support/parties.js';
import { without } from '../support/without.js';
import type { Answer } from './gateway.js';
import { RegisterGateway } from './register.js';

const CATALOG_NO = 'CD-GS-0007';
const catalogNos = [CATALOG_NO];
const filing = (filingNo: string): object => ({ filingNo });

interface Supervision {
  readonly status: string;
  readonly complete: boolean;
  readonly gaps: readonly unknown[];
  readonly entries: readonly { readonly kind: string; readonly subject: string }[];
}

/** Every step as the person whose it is, each with an API key of its own. */
describe('authorised operation over HTTP', function () {
  this.timeout(120_000);
  let desk: RegisterGateway;
  let drafted: { textDigest: string; termsDigest: string };
  before(async () => {
    desk = await RegisterGateway.open();
  });
  after(() => desk.close());

  const valueOf = <T>({ body }: Answer): T => body.value as unknown as T;
  const read = async (path: string, as = 'bank'): Promise<Record<string, unknown>> => {
    const answer = await desk.get(path, as);
    expect(answer.status, answer.text).to.equal(200);
    return answer.body as unknown as Record<string, unknown>;
  };
  const statusOf = async (): Promise<unknown> => (await read('/v1/agreements/AGR-1'))['status'];

  it('begins with an entry of the catalogue, and a scheme that is decided on and filed', async () => {
    const entry = entryInput({ catalogNo: CATALOG_NO });
    await desk.done('/v1/catalog/entries', entry, 'implementer');
    const scheme = schemeInput({ id: 'SCH-1', catalogNos });
    const answer = await desk.done('/v1/schemes', scheme, 'implementer');
    const decision = { outcome: 'APPROVED', reasons: '同意' };
    await desk.done('/v1/schemes/SCH-1/decision', decision, 'authority-official');
    await desk.done('/v1/schemes/SCH-1/filing', filing('B-1'), 'authority-official');

    expect(answer.headers.get('location')).to.equal('/v1/schemes/SCH-1');
    expect(await read('/v1/schemes/SCH-1')).to.deep.include({
      ...{ implementingBody: IMPLEMENTING_BODY, catalogNos },
    });
    expect(await read(`/v1/catalog/entries/${CATALOG_NO}`)).to.include({ state: 'ACTIVE' });
  });

  it('chooses the operator on evidence that was deposited', async () => {
    const deposit = depositInput({ id: 'EV-TENDER' });
    const selection = {
      ...{ id: 'SEL-1', scheme: 'SCH-1', operator: OPERATOR, procedure: 'PUBLIC_TENDER' },
      ...{ evidence: 'EV-TENDER', evidenceDigest: deposit.digests['SHA-256'] },
    };

    const early = await desk.post('/v1/operator-selections', selection, { as: 'implementer' });
    await desk.done('/v1/evidence', deposit, 'implementer');
    await desk.done('/v1/operator-selections', selection, 'implementer');

    expect(early.body).to.include({ code: 'EVIDENCE_NOT_FOUND', status: 404 });
    expect(await read('/v1/operator-selections/SEL-1')).to.include({ operator: OPERATOR });
  });

  it('makes an agreement of a draft, both signatures and a filing', async () => {
    const ground = { scheme: 'SCH-1', selection: 'SEL-1' };
    const term = { from: desk.now().slice(0, 10), to: '2028-12-31' };
    const draft = agreementInput(ground, term, { id: 'AGR-1', catalogNos });
    drafted = valueOf(await desk.done('/v1/agreements', draft, 'implementer'));
    const { textDigest, termsDigest } = drafted;
    const path = '/v1/agreements/AGR-1/signatures';

    await desk.done(path, { textDigest, termsDigest }, 'implementer');
    expect(await statusOf()).to.equal('DRAFT');
    await desk.done(path, { textDigest, termsDigest }, 'operator');
    expect(await statusOf()).to.equal('SIGNED');
    await desk.done('/v1/agreements/AGR-1/filing', filing('B-2'), 'authority-official');
    expect(await statusOf()).to.equal('ACTIVE');
  });

  it('has a product, which is delivered for a purpose that was granted', async () => {
    const product = productInput('AGR-1', { id: 'PR-1', catalogNos });
    const delivery = without(deliveryInput('PR-1', { id: 'DL-1', catalogNos }), 'product');

    await desk.done('/v1/products', product, 'operator');
    const answer = await desk.done('/v1/products/PR-1/deliveries', delivery, 'operator');

    expect(answer.headers.get('location')).to.equal('/v1/product-deliveries/DL-1');
    expect(await read('/v1/product-deliveries/DL-1', 'consumer-c')).to.include({
      ...{ product: 'PR-1', recipient: CONSUMER_C, purpose: 'CREDIT_VERIFY' },
    });
    const { firstDelivery } = await read('/v1/products/PR-1');
    expect(firstDelivery).to.have.property('delivery', 'DL-1');
  });

  it('refuses a delivery for a prohibited purpose as a problem, and writes no block', async () => {
    const over = { id: 'DL-2', catalogNos, purpose: 'MARKETING' };
    const delivery = without(deliveryInput('PR-1', over), 'product');
    await desk.time();
    const { height } = await desk.gateway.ground.ledger.info();

    const answer = await desk.post('/v1/products/PR-1/deliveries', delivery, { as: 'operator' });

    expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json/);
    expect(answer.body).to.include({
      ...{ type: '/problems/purpose-prohibited', code: 'PURPOSE_PROHIBITED', status: 409 },
    });
    expect((await desk.gateway.ground.ledger.info()).height).to.equal(height);
    const none = await desk.get('/v1/product-deliveries/DL-2', 'consumer-c');
    expect(none.body).to.include({ code: 'DELIVERY_NOT_FOUND', status: 404 });
  });

  it('refuses who has no part in it, and who signed already', async () => {
    const product = productInput('AGR-1', { id: 'PR-2', catalogNos });
    const { textDigest, termsDigest } = drafted;
    const signature = { textDigest, termsDigest };
    const signatures = '/v1/agreements/AGR-1/signatures';

    const holder = await desk.post('/v1/products', product, { as: 'holder-a' });
    const again = await desk.post(signatures, signature, { as: 'operator' });
    const stranger = await desk.get('/v1/agreements/AGR-1/supervision', 'bank');
    const keyless = await desk.post('/v1/products', product, { as: '' });

    expect(holder.body).to.include({ code: 'ROLE_MISSING', status: 403 });
    expect(again.body).to.include({ code: 'AGREEMENT_STATE_FORBIDS', status: 409 });
    expect(stranger.status).to.equal(403);
    expect(keyless.body).to.include({ status: 401 });
  });

  it('shows its supervisor the timeline, every step in its order and none missing', async () => {
    const seen = (await read(
      '/v1/agreements/AGR-1/supervision',
      'supervisor',
    )) as unknown as Supervision;

    expect(seen.entries.map(({ kind, subject }) => `${kind} ${subject}`)).to.deep.equal([
      ...['SCHEME_DRAFTED SCH-1', 'SCHEME_DECIDED SCH-1', 'SCHEME_FILED SCH-1'],
      ...['OPERATOR_SELECTED SEL-1', 'AGREEMENT_DRAFTED AGR-1'],
      ...['AGREEMENT_SIGNED AGR-1', 'AGREEMENT_SIGNED AGR-1', 'AGREEMENT_FILED AGR-1'],
      ...['PRODUCT_ADDED PR-1', 'DELIVERED DL-1'],
    ]);
    expect(seen).to.deep.include({ status: 'ACTIVE', gaps: [], complete: true });
  });

  it('stands in the list of agreements by status and party', async () => {
    const ids = async (query: string): Promise<string[]> => {
      const { body } = await desk.get(`/v1/agreements?${query}`, 'bank');
      return body.items.map(({ id }) => id);
    };

    expect(await ids(`status=ACTIVE&operator=${OPERATOR}`)).to.deep.equal(['AGR-1']);
    expect(await ids('status=SIGNED')).to.deep.equal([]);
    expect(await ids(`implementingBody=${OPERATOR}`)).to.deep.equal([]);
  });
});
