import { expect } from 'chai';
import { unique } from '../support/founded.js';
import { plantAttestation, plantRegistration } from '../support/operation-plants.js';
import { CONSUMER_C, HOLDER_A, OPERATOR } from '../support/parties.js';
import { deliveryInput, Operating, productInput, sha256 } from '../support/operating.js';
import { actsOf } from './operation/acts.js';
import { emergencies } from './operation/emergencies.js';
import { foreignAgreement } from './operation/foreign.js';
import { supervisions } from './operation/supervisions.js';
import { contractSuite, covers, type OpenBench, type Use } from './suite.js';

const personal = '联系 13800138000';

const scopeInput = (agreement: string, over: object = {}): object => ({
  ...{ id: unique('ds'), agreement, objects: '经营主体登记监管信息' },
  ...{ content: '登记、监管、处罚', scope: '信用核验、普惠金融', documentDigest: sha256('scope') },
  ...over,
});
const listInput = (agreement: string, product: string, over: object = {}): object => ({
  ...{ id: unique('ds'), agreement, documentDigest: sha256('list') },
  products: [{ product, usage: '向持牌金融机构提供核验' }],
  ...over,
});

/** What is done under an agreement. */
export function operationSuite(name: string, open: OpenBench): void {
  contractSuite(`operation: ${name}`, open, (use) => {
    actsOf('operation', use);
    describe('disclosure', () => {
      disclosures(use);
    });
    describe('product', () => {
      products(use);
    });
    describe('delivery', () => {
      deliveries(use);
    });
    describe('suspension in an emergency', () => {
      emergencies(use);
    });
    describe('ban on re-development', () => {
      bans(use);
    });
    describe('evaluation and registration', () => {
      others(use);
    });
    describe('supervision', () => {
      supervisions(use);
    });
    covers('operation', use, [
      // One implementing body acts on a channel of tests.
      'operation:publishScope CALLER_FORBIDDEN',
      'operation:evaluate CALLER_FORBIDDEN',
      // And one operator, who alone has products.
      'operation:deliver CALLER_FORBIDDEN',
      'operation:linkRegistration CALLER_FORBIDDEN',
    ]);
  });
}

function disclosures(use: Use): void {
  it('says objects, content, scope and term, by the implementing body, once an id', async () => {
    const play = new Operating(use());
    const { id, term } = await play.active();
    const input = scopeInput(id);

    const disclosed = await play.act('operation:publishScope', input as never, 'implementer');

    expect(disclosed).to.deep.include({ kind: 'SCOPE', term, objects: '经营主体登记监管信息' });
    expect(await use().ask('operation:disclosure', { id: disclosed.id }, 'bank')).to.deep.equal(
      disclosed,
    );
    const refuse = (over: object): Promise<string> =>
      play.refused('operation:publishScope', { ...input, ...over }, 'implementer');
    expect(await refuse({})).to.equal('DISCLOSURE_EXISTS');
    expect(await refuse({ id: unique('ds'), content: personal })).to.equal('PERSONAL_DATA_REFUSED');
  });

  it('says products and usage, by the operator, of this agreement alone', async () => {
    const play = new Operating(use());
    const { id } = await play.active();
    const { id: product } = await play.product(id);
    const input = listInput(id, product);

    await play.act('operation:publishProducts', input as never, 'operator');

    const shown = await use().ask('operation:product', { id: product }, 'bank');
    expect(shown.disclosedAt).to.be.a('string');
    const refuse = (over: object): Promise<string> =>
      play.refused('operation:publishProducts', { ...input, ...over }, 'operator');
    expect(await refuse({})).to.equal('DISCLOSURE_EXISTS');
    const fresh = unique('ds');
    const other = await play.product((await play.active()).id);
    expect(await refuse({ id: fresh, products: [{ product: other.id, usage: '核验' }] })).to.equal(
      'PRODUCT_NOT_FOUND',
    );
    expect(await refuse({ id: fresh, products: [{ product, usage: personal }] })).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
  });

  it('is of an agreement in force, by its own parties', async () => {
    const play = new Operating(use());
    const { id } = await play.signed();

    expect(await play.refused('operation:publishScope', scopeInput(id), 'implementer')).to.equal(
      'AGREEMENT_NOT_ACTIVE',
    );
    expect(
      await play.refused('operation:publishProducts', listInput(id, 'product'), 'operator'),
    ).to.equal('AGREEMENT_NOT_ACTIVE');
    const foreign = await foreignAgreement(play);
    expect(
      await play.refused('operation:publishProducts', listInput(foreign.id, 'product'), 'operator'),
    ).to.equal('CALLER_FORBIDDEN');
  });
}

function products(use: Use): void {
  it('is the operator’s, under an agreement in force, within its catalogue numbers', async () => {
    const play = new Operating(use());
    const { id } = await play.active();
    const input = productInput(id);
    const refuse = (over: object): Promise<string> =>
      play.refused('operation:addProduct', productInput(id, over), 'operator');

    const product = await play.act('operation:addProduct', input, 'operator');

    expect(product).to.deep.include({ operator: OPERATOR, agreement: id });
    expect(await refuse({ id: product.id })).to.equal('PRODUCT_EXISTS');
    expect(await refuse({ catalogNos: ['CD-GS-0008'] })).to.equal('CATALOG_OUT_OF_SCOPE');
    expect(await refuse({ name: personal })).to.equal('PERSONAL_DATA_REFUSED');
    expect(await refuse({ agreement: (await play.signed()).id })).to.equal('AGREEMENT_NOT_ACTIVE');
    expect(await refuse({ agreement: (await foreignAgreement(play)).id })).to.equal(
      'CALLER_FORBIDDEN',
    );
  });
}

function deliveries(use: Use): void {
  const played = async (): Promise<{ play: Operating; id: string; product: string }> => {
    const play = new Operating(use());
    const { id } = await play.active();
    return { play, id, product: (await play.product(id)).id };
  };

  it('starts the clock of the first registration, and only the first one does', async () => {
    const { play, product } = await played();

    const first = await play.deliver(product);
    await play.deliver(product);

    const { firstDelivery } = await use().ask('operation:product', { id: product }, 'bank');
    expect(firstDelivery).to.deep.include({ delivery: first.id });
    expect(firstDelivery?.due).to.include({ clock: 'FIRST_REGISTRATION', startDay: 'EXCLUDED' });
  });

  const wrong: readonly (readonly [string, object])[] = [
    ['PURPOSE_PROHIBITED', { purpose: 'MARKETING' }],
    ['PURPOSE_NOT_GRANTED', { purpose: 'COLLECTION_RANKING' }],
    ['CATALOG_OUT_OF_SCOPE', { catalogNos: ['CD-GS-0007', 'CD-GS-0008'] }],
    ['USCC_INVALID', { recipient: '91510000MA7DEM0241' }],
    ['PERSONAL_DATA_REFUSED', { id: '13800138000' }],
    ['PRODUCT_NOT_FOUND', { product: 'nothing' }],
  ];
  for (const [code, over] of wrong) {
    it(`is refused with ${code} where it is wrong in that alone`, async () => {
      const { play, product } = await played();
      const input = { ...deliveryInput(product), ...over };

      expect(await play.refused('operation:deliver', input, 'operator')).to.equal(code);
    });
  }

  it('takes an id once, and nothing while the agreement is suspended', async () => {
    const { play, id, product } = await played();
    const delivered = await play.deliver(product);
    const again = deliveryInput(product, { id: delivered.id });

    expect(await play.refused('operation:deliver', again, 'operator')).to.equal('DELIVERY_EXISTS');
    await play.act('agreement:suspend', { id, reasons: '检查' }, 'implementer');
    expect(await play.refused('operation:deliver', deliveryInput(product), 'operator')).to.equal(
      'AGREEMENT_NOT_ACTIVE',
    );
    await play.act('agreement:resume', { id, reasons: '合格' }, 'implementer');
    await play.deliver(product);
  });

  it('knows any purpose that is not prohibited where the agreement lists none', async () => {
    const play = new Operating(use());
    const { id } = await play.active({ mode: 'OVERALL', purposes: [] });
    const { id: product } = await play.product(id);

    await play.deliver(product, { purpose: 'RESEARCH' });
    const prohibited = deliveryInput(product, { purpose: 'MARKETING' });
    expect(await play.refused('operation:deliver', prohibited, 'operator')).to.equal(
      'PURPOSE_PROHIBITED',
    );
  });

  it('is shown to its parties, and to supervisors and courts for a purpose', async () => {
    const { play, product } = await played();
    const { id, agreement } = await play.deliver(product);

    for (const reader of ['operator', 'implementer', 'consumer-c']) {
      expect((await use().ask('operation:delivery', { id }, reader)).recipient).to.equal(
        CONSUMER_C,
      );
    }
    const on = { kind: 'AGREEMENT' as const, id: agreement };
    for (const as of ['supervisor2', 'judge']) {
      const seen = await use().opened('operation:delivery', { id }, { on, as });
      expect(seen.recipient, as).to.equal(CONSUMER_C);
    }
    expect(await use().code('operation:delivery', { id }, 'holder-a')).to.equal('CALLER_FORBIDDEN');
  });
}

function bans(use: Use): void {
  const affiliate = HOLDER_A;
  const delivered = async (): Promise<{ play: Operating; id: string; product: string }> => {
    const play = new Operating(use());
    const { id } = await play.active();
    const { id: product } = await play.product(id);
    await play.deliver(product);
    return { play, id, product };
  };
  const record = (play: Operating, agreement: string, state: 'AFFILIATED' | 'ENDED') =>
    play.act(
      'operation:recordAffiliate',
      { agreement, affiliate, state, basis: '持股百分之六十' },
      'operator',
    );

  it('delivers nothing to the operator itself', async () => {
    const { play, product } = await delivered();
    const input = deliveryInput(product, { recipient: OPERATOR });

    expect(await play.refused('operation:deliver', input, 'operator')).to.equal(
      'OPERATOR_REDEVELOPMENT_BAN',
    );
  });

  it('delivers nothing to an affiliate, while it is one', async () => {
    const { play, id, product } = await delivered();
    const input = deliveryInput(product, { recipient: affiliate });

    await record(play, id, 'AFFILIATED');
    expect(await play.refused('operation:deliver', input, 'operator')).to.equal(
      'OPERATOR_REDEVELOPMENT_BAN',
    );
    await record(play, id, 'ENDED');
    await play.deliver(product, { recipient: affiliate });
  });

  it('records affiliates by the parties, with a code that is one, without personal data', async () => {
    const { play, id } = await delivered();
    const input = { agreement: id, affiliate, state: 'ENDED', basis: '股权转让' };
    const refuse = (over: object): Promise<string> =>
      play.refused('operation:recordAffiliate', { ...input, ...over }, 'operator');

    expect(await refuse({ affiliate: '91510100MA7DEM0167' })).to.equal('USCC_INVALID');
    expect(await refuse({ basis: personal })).to.equal('PERSONAL_DATA_REFUSED');
    expect(await refuse({ agreement: (await foreignAgreement(play)).id })).to.equal(
      'CALLER_FORBIDDEN',
    );
  });

  it('looks no further than it can promise', async () => {
    const { play, product, id: agreement } = await delivered();
    const basis = { kind: 'AUTHORISED_OPERATION', reference: agreement } as const;
    const wide = unique('wide');
    const at = (asset: string) => ({ version: { asset, version: 1 }, catalogNo: 'CD-GS-0007' });
    const many = (start: number) =>
      Array.from({ length: 50 }, (_, i) => at(`${wide}-${start + i}`));
    const derive = (asset: string, sources: ReturnType<typeof many>) =>
      play.act(
        'lineage:derive',
        { target: { asset, version: 1 }, sources, steps: [], basis },
        'operator',
      );
    const middles = Array.from({ length: 6 }, (_, i) => `${wide}-m${i}`);
    await derive(product, middles.map(at));
    for (const [i, middle] of middles.entries()) {
      await derive(middle, many(100 * i));
      await derive(middle, many(100 * i + 50));
    }

    expect(await play.refused('operation:deliver', deliveryInput(product), 'operator')).to.equal(
      'LINEAGE_LIMIT_EXCEEDED',
    );
  });
}

function others(use: Use): void {
  it('evaluates on an attestation that is there', async () => {
    const play = new Operating(use());
    const { id: agreement } = await play.active();

    expect(await play.refused('operation:evaluate', { agreement }, 'implementer')).to.equal(
      'ATTESTATION_MISSING',
    );
    const { id } = await plantAttestation(use().bench, 'OPERATION_EVALUATION', agreement);
    const entry = await play.act('operation:evaluate', { agreement }, 'implementer');

    expect(entry).to.deep.include({ kind: 'EVALUATED', subject: id });
    const { expected } = await play.supervise(agreement);
    expect(
      expected.filter(({ step }) => step === 'EVALUATION').map(({ state }) => state),
    ).to.deep.equal(['DONE', 'PENDING']);
  });

  it('links a registration that names the product, as its operator', async () => {
    const play = new Operating(use());
    const { id } = await play.active();
    const { id: product } = await play.product(id);
    const input = { product, lookupCode: 'ZY-511-20260210-9F86D081884C' };

    expect(await play.refused('operation:linkRegistration', input, 'operator')).to.equal(
      'REGISTRATION_OF_OTHER_DATA',
    );
    await play.deliver(product);
    const lookupCode = `ZY-511-20260210-${sha256(product).slice(0, 12).toUpperCase()}`;
    const { registeredAt } = await plantRegistration(use().bench, product, lookupCode);
    const linked = await play.act(
      'operation:linkRegistration',
      { product, lookupCode },
      'operator',
    );

    expect(linked.registration).to.include({ lookupCode, registeredAt });
    const { expected } = await play.supervise(id);
    expect(expected.find(({ step }) => step === 'FIRST_REGISTRATION')?.state).to.equal('DONE');
  });

  it('is registered in force: not what ended, and not what lapsed', async () => {
    const play = new Operating(use());
    const { id } = await play.active();
    const { id: product } = await play.product(id);
    const lookupCode = `ZY-511-20260210-${sha256(product).slice(0, 12).toUpperCase()}`;
    const registeredAt = '2026-02-10T00:00:00.000Z';
    const end = { case: 'rc-end', at: registeredAt, article: 'PUBLIC_2025/26号' };
    const ended = { ...end, ground: 'MISUSE', txId: '0'.repeat(64) };

    for (const over of [
      { entries: [{ ...ended, kind: 'REVOKED' as const }] },
      { entries: [{ ...ended, kind: 'CANCELLED' as const }] },
      { lastValidDay: '2026-02-11' },
    ]) {
      await plantRegistration(use().bench, product, lookupCode, { registeredAt, ...over });
      const input = { product, lookupCode };
      expect(await play.refused('operation:linkRegistration', input, 'operator')).to.equal(
        'RESOURCE_NOT_ACTIVE',
      );
    }
    await plantRegistration(use().bench, product, lookupCode, { registeredAt });
    const linked = await play.act(
      'operation:linkRegistration',
      { product, lookupCode },
      'operator',
    );
    expect(linked.registration?.lookupCode).to.equal(lookupCode);
  });
}
