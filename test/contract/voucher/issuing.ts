import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { BANK2, OPERATOR } from '../../support/parties.js';
import {
  ISSUER,
  POWER,
  privateData,
  SOURCE,
  type VoucherDesk,
  outcome,
} from '../../support/voucher-desk.js';

export function issuing(use: () => VoucherDesk): void {
  templates(use);
  provisions(use);

  it('is issued over what several sources provided, with no value in it', async () => {
    const desk = use();
    const { stage } = desk;
    const [id, consent] = [unique('V'), await desk.consent()];
    await desk.provide(id, consent);
    const second = desk.provision(id, consent, { items: ['INSURED_MONTHS'] });
    await stage.submit('voucher:provide', second, 'operator', privateData({ months: 98_765 }));
    const sources = [SOURCE, OPERATOR];

    const voucher = await stage.submit(
      'voucher:issue',
      desk.issuance(id, consent, { sources }),
      'implementer',
    );

    expect(voucher).to.deep.include({
      issuer: ISSUER,
      scene: 'LOAN',
      uses: 1,
      key: desk.holder.key,
    });
    expect(voucher.elements.map(({ source, items }) => [source, items])).to.deep.equal([
      [SOURCE, ['POWER_MONTHLY', 'ARREARS_FLAG']],
      [OPERATOR, ['INSURED_MONTHS']],
    ]);
    expect(JSON.stringify(voucher)).to.not.match(/41230|98765/);
    const view = await stage.ask('voucher:read', { id }, 'bank');
    expect(view).to.deep.include({ voucher, status: 'ISSUED', left: 1, uses: [] });
    expect(
      await outcome(stage, 'voucher:issue', desk.issuance(id, consent, { sources }), 'implementer'),
    ).to.equal('VOUCHER_EXISTS');
  });

  it('keeps within the consent: another purpose, scene, verifier or term needs another one', async () => {
    const desk = use();
    const [id, consent] = [unique('V'), await desk.consent()];
    await desk.provide(id, consent);
    const issue = (over: object): Promise<string> =>
      outcome(desk.stage, 'voucher:issue', desk.issuance(id, consent, over), 'implementer');

    expect(await issue({ purpose: 'MARKETING' })).to.equal('CONSENT_PURPOSE_EXCEEDED');
    expect(await issue({ scene: 'TENDER' })).to.equal('VOUCHER_SCENE_FORBIDDEN');
    expect(await issue({ scene: 'LEASE' })).to.equal('VOUCHER_SCENE_FORBIDDEN');
    expect(await issue({ verifier: BANK2 })).to.equal('CONSENT_VERIFIER_EXCEEDED');
    expect(await issue({ until: desk.day(61) })).to.equal('CONSENT_TERM_EXCEEDED');
  });

  it('keeps within its template, and is made of what was provided for it', async () => {
    const desk = use();
    const { stage } = desk;
    const [id, consent] = [unique('V'), await desk.consent()];
    const other = await desk.consent();
    await desk.provide(id, consent);
    const issue = (over: object, as = 'implementer'): Promise<string> =>
      outcome(stage, 'voucher:issue', desk.issuance(id, consent, over), as);

    expect(await issue({ uses: 21 })).to.equal('VOUCHER_USES_EXCEEDED');
    expect(await issue({}, 'utility')).to.equal('VOUCHER_ISSUER_NOT_LISTED');
    expect(await issue({ sources: [ISSUER] })).to.equal('VOUCHER_SOURCE_MISSING');
    expect(await issue({ consent: other })).to.equal('VOUCHER_SOURCE_MISSING');
    expect(await issue({ consent: unique('c') })).to.equal('CONSENT_NOT_FOUND');
    expect(await issue({ template: { ...desk.template, version: 9 } })).to.equal(
      'VOUCHER_TEMPLATE_NOT_FOUND',
    );
    const named = desk.issuance('V-13812345678', consent);
    expect(await outcome(stage, 'voucher:issue', named, 'implementer')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
  });

  it('is not issued, nor is data provided, without a consent that stands', async () => {
    const desk = use();
    const { stage } = desk;
    const [id, consent] = [unique('V'), await desk.consent()];
    await desk.provide(id, consent);
    await desk.withdraw({ consent });
    const over = await desk.consent({ until: '2026-01-31' });

    for (const [given, code] of [
      [consent, 'CONSENT_WITHDRAWN'],
      [over, 'CONSENT_EXPIRED'],
    ] as const) {
      const provide = desk.provision(unique('V'), given);
      expect(
        await outcome(stage, 'voucher:issue', desk.issuance(id, given), 'implementer'),
      ).to.equal(code);
      expect(
        await outcome(stage, 'voucher:provide', provide, 'utility', privateData(POWER)),
      ).to.equal(code);
    }
  });

  it('is revoked once, by its issuer, with reasons that name nobody', async () => {
    const desk = use();
    const { stage } = desk;
    const voucher = await desk.issued();
    const revoke = (over: object, as = 'implementer'): Promise<string> =>
      outcome(stage, 'voucher:revoke', { voucher: voucher.id, reasons: '数据有误', ...over }, as);

    expect(await revoke({}, 'utility')).to.equal('CALLER_FORBIDDEN');
    expect(await revoke({ reasons: '电话13812345678' })).to.equal('PERSONAL_DATA_REFUSED');
    expect(await revoke({ voucher: unique('V') })).to.equal('VOUCHER_NOT_FOUND');
    await stage.submit(
      'voucher:revoke',
      { voucher: voucher.id, reasons: '数据有误' },
      'implementer',
    );
    expect(await revoke({})).to.equal('VOUCHER_REVOKED');
    await stage.witness();
    expect(await desk.refusedUse(voucher)).to.equal('VOUCHER_REVOKED');
    expect((await stage.ask('voucher:read', { id: voucher.id }, 'bank')).status).to.equal(
      'REVOKED',
    );
  });
}

function templates(use: () => VoucherDesk): void {
  it('stands on a version of a template, which follow each other at one office', async () => {
    const desk = use();
    const { stage } = desk;
    const publish = (over: object, as = 'authority-official'): Promise<string> =>
      outcome(stage, 'voucher:publishTemplate', desk.templateInput(over), as);

    expect(await publish({})).to.equal('VOUCHER_TEMPLATE_EXISTS');
    expect(await publish({ version: 3 })).to.equal('VOUCHER_TEMPLATE_OUT_OF_ORDER');
    expect(await publish({ version: 2 }, 'court-official')).to.equal('CALLER_FORBIDDEN');
    expect(await publish({ version: 2, name: '联系13812345678' })).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
    const next = desk.templateInput({ version: 2, issuers: [SOURCE] });
    await stage.submit('voucher:publishTemplate', next, 'authority-official');
    const { id } = desk.template;
    expect((await stage.ask('voucher:template', { id, version: 2 }, 'bank')).issuers).to.deep.equal(
      [SOURCE],
    );
    expect((await stage.ask('voucher:template', desk.template, 'bank')).issuers).to.deep.equal([
      ISSUER,
    ]);
    expect(await outcome(stage, 'voucher:template', { id, version: 9 }, 'bank')).to.equal(
      'VOUCHER_TEMPLATE_NOT_FOUND',
    );
  });
}

function provisions(use: () => VoucherDesk): void {
  it('takes the fields of the consented items and no other', async () => {
    const desk = use();
    const { stage } = desk;
    const [id, consent] = [
      unique('V'),
      await desk.consent({ items: ['POWER_MONTHLY', 'ARREARS_FLAG'] }),
    ];
    const provide = (over: object, data: unknown = POWER): Promise<string> =>
      outcome(
        stage,
        'voucher:provide',
        desk.provision(id, consent, over),
        'utility',
        privateData(data),
      );

    expect(await provide({ items: ['INSURED_MONTHS'] })).to.equal('CONSENT_ITEM_EXCEEDED');
    expect(await provide({}, { ...POWER, name: '某人' })).to.equal('VOUCHER_FIELDS_DIFFER');
    expect(await provide({}, { arrears: false })).to.equal('VOUCHER_FIELDS_DIFFER');
    expect(await provide({ items: ['POWER_MONTHLY'] })).to.equal('VOUCHER_FIELDS_DIFFER');
    expect(await provide({}, [POWER])).to.equal('INPUT_INVALID');
    expect(await provide({ consent: unique('c') })).to.equal('CONSENT_NOT_FOUND');
    expect(await provide({ voucher: 'V-13812345678' })).to.equal('PERSONAL_DATA_REFUSED');
    expect(await provide({ template: { ...desk.template, version: 9 } })).to.equal(
      'VOUCHER_TEMPLATE_NOT_FOUND',
    );
    const input = desk.provision(id, consent);
    const short = { transient: { ...privateData(POWER).transient, seed: Buffer.alloc(16) } };
    expect(await outcome(stage, 'voucher:provide', input, 'utility')).to.equal('TRANSIENT_MISSING');
    expect(await outcome(stage, 'voucher:provide', input, 'utility', short)).to.equal(
      'SALT_TOO_SHORT',
    );
    expect(await provide({})).to.equal('OK');
    expect(await provide({})).to.equal('VOUCHER_SOURCE_EXISTS');
  });

  it('is discarded by its source as long as no voucher came of it', async () => {
    const desk = use();
    const { stage } = desk;
    const [id, consent] = [unique('V'), await desk.consent()];
    const discard = (voucher: string): Promise<string> =>
      outcome(stage, 'voucher:discard', { voucher }, 'utility');
    await desk.provide(id, consent);

    expect(await discard(unique('V'))).to.equal('VOUCHER_SOURCE_MISSING');
    expect(await discard(id)).to.equal('OK');
    expect(await discard(id)).to.equal('VOUCHER_SOURCE_MISSING');
    expect(
      await outcome(stage, 'voucher:issue', desk.issuance(id, consent), 'implementer'),
    ).to.equal('VOUCHER_SOURCE_MISSING');
    const voucher = await desk.issued();
    expect(await discard(voucher.id)).to.equal('VOUCHER_EXISTS');
    const late = desk.provision(voucher.id, voucher.consent);
    expect(await outcome(stage, 'voucher:provide', late, 'utility', privateData(POWER))).to.equal(
      'VOUCHER_EXISTS',
    );
  });
}
