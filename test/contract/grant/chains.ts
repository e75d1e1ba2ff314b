import type { Grant } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { reasonsOf } from '../../support/grant-desk.js';
import { BANK, CONSUMER_C } from '../../support/parties.js';
import type { UsePlay } from '../grant.suite.js';

const reasons = '核查';

/** Whatever happens above is felt below at once, with no transaction of its own. */
export function chains(use: UsePlay): void {
  async function chain(scope: object = {}): Promise<{ top: Grant; low: Grant }> {
    const { desk, granted } = use();
    const top = await desk.granted(desk.rootOffer(granted, scope), 'holder-a', 'consumer-c');
    const low = await desk.granted(desk.subOffer(top, BANK), 'consumer-c', 'bank');
    return { top, low };
  }

  it('is suspended and resumed below by one act above', async () => {
    const { desk } = use();
    const { top, low } = await chain();
    const { height } = await desk.stage.bench.ledger.info();

    await desk.act('grant:suspend', { id: top.id, reasons }, 'holder-a');

    expect(reasonsOf(await desk.permits(low.id, BANK))).to.deep.equal([
      `GRANT_SUSPENDED GRANT ${top.id}`,
    ]);
    expect(await desk.grant(low.id)).to.deep.include({ status: 'SUSPENDED', entries: [] });
    await desk.act('grant:resume', { id: top.id, reasons }, 'holder-a');
    expect((await desk.permits(low.id, BANK)).decision.permitted).to.equal(true);
    expect(Number((await desk.stage.bench.ledger.info()).height)).to.be.greaterThan(Number(height));
  });

  it('is narrowed below by one act above, to the day and the field', async () => {
    const { desk } = use();
    const { top, low } = await chain();
    const scope = {
      ...top.scope,
      fields: ['uscc'],
      territory: ['CN-5101'],
      prohibited: ['RAW_RESALE'],
    };

    await desk.act('grant:narrow', { id: top.id, scope, reasons }, 'holder-a');

    const { effective } = await desk.grant(low.id);
    expect(effective).to.deep.include({
      ...{ fields: ['uscc'], territory: ['CN-5101'], prohibited: ['RAW_RESALE'], depth: 0 },
    });
    const use2 = { fields: ['uscc', 'grade'], territory: 'CN-51' };
    expect(reasonsOf(await desk.permits(low.id, BANK, use2))).to.deep.equal([
      `FIELD_NOT_GRANTED GRANT ${top.id}`,
      `TERRITORY_NOT_GRANTED GRANT ${top.id}`,
    ]);
  });

  it('says no with every reason and the link that it comes from', async () => {
    const { desk, granted } = use();
    const { top, low } = await chain({ prohibited: ['MARKETING'] });
    await desk.act('grant:suspend', { id: low.id, reasons }, 'consumer-c');
    const question = { purpose: 'MARKETING', fields: ['tel'], parts: ['2019'], units: 1 };

    const answer = await desk.permits(low.id, CONSUMER_C, question);

    expect(reasonsOf(answer)).to.deep.equal([
      `GRANT_SUSPENDED GRANT ${low.id}`,
      `GRANT_NOT_HELD GRANT ${low.id}`,
      `PART_NOT_GRANTED RIGHT ${granted.right}`,
      `PURPOSE_PROHIBITED GRANT ${top.id}`,
      `FIELD_NOT_GRANTED GRANT ${top.id}`,
      `PART_NOT_GRANTED GRANT ${top.id}`,
      `PURPOSE_PROHIBITED GRANT ${low.id}`,
      `FIELD_NOT_GRANTED GRANT ${low.id}`,
      `PART_NOT_GRANTED GRANT ${low.id}`,
    ]);
  });

  it('counts: more than is left is refused, with what is left', async () => {
    const { desk, granted } = use();
    const offer = desk.rootOffer(granted, { count: 3 });
    const { id } = await desk.granted(offer, 'holder-a', 'consumer-c');

    expect((await desk.permits(id, CONSUMER_C, { units: 3 })).decision.permitted).to.equal(true);
    const { decision } = await desk.permits(id, CONSUMER_C, { units: 4 });
    expect(decision.permitted ? [] : decision.reasons).to.deep.equal([
      { code: 'GRANT_EXHAUSTED', link: { kind: 'GRANT', id }, what: '3' },
    ]);
  });

  it('answers for an instant in the past as it was known then', async () => {
    const { desk } = use();
    const { top, low } = await chain();
    const { asOf } = await desk.permits(low.id, BANK);
    await desk.act('grant:revoke', { id: top.id, reasons }, 'holder-a');
    const before = { asOf, knownAt: asOf };

    expect((await desk.permits(low.id, BANK, before)).decision.permitted).to.equal(true);
    expect(reasonsOf(await desk.permits(low.id, BANK))).to.deep.equal([
      `GRANT_REVOKED GRANT ${top.id}`,
    ]);
    expect((await desk.grant(top.id, before)).status).to.equal('ACTIVE');
  });

  it('states beacon and height, and repeats nonce and audience', async () => {
    const { desk } = use();
    const { low } = await chain();
    const nonce = 'ab'.repeat(16);

    const answer = await desk.permits(low.id, BANK, { nonce, audience: BANK });

    const { statement } = await desk.stage.ask('beacon:latest', {}, 'judge');
    expect(answer.beacon).to.deep.equal(statement);
    expect(answer).to.deep.include({ nonce, audience: BANK });
    expect(answer.question).to.deep.equal({ grant: low.id, by: BANK, purpose: 'CREDIT_VERIFY' });
  });

  it('is asked about nothing that is not there', async () => {
    const { desk } = use();
    const { low } = await chain();
    const ask = (input: object): Promise<string> =>
      desk.stage.code(
        'grant:permits',
        { grant: low.id, by: BANK, purpose: 'CREDIT_VERIFY', ...input },
        'bank',
      );

    expect(await ask({ grant: 'nothing' })).to.equal('GRANT_NOT_FOUND');
    expect(await ask({ purpose: 'NO_SUCH_PURPOSE' })).to.equal('PURPOSE_UNKNOWN');
    expect(await desk.stage.code('grant:read', { id: 'nothing' }, 'bank')).to.equal(
      'GRANT_NOT_FOUND',
    );
    const later = { asOf: '2039-01-01T00:00:00.000Z' };
    expect(await ask(later)).to.equal('AS_OF_TOO_LATE');
    expect(await desk.stage.code('grant:read', { id: low.id, ...later }, 'bank')).to.equal(
      'AS_OF_TOO_LATE',
    );
  });
}
