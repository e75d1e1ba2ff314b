import { createHash } from 'node:crypto';
import { opensVoucher } from '@shuquan/chaincode/model';
import { Holder } from '@shuquan/gateway/voucher/holder';
import { expect } from 'chai';
import { asked } from '../../support/asking.js';
import { unique } from '../../support/founded.js';
import { HOLDER_B } from '../../support/parties.js';
import { POWER, SOURCE, type VoucherDesk, outcome } from '../../support/voucher-desk.js';

export function privateData(use: () => VoucherDesk): void {
  it('opens field by field against the root, to its makers and the court', async () => {
    const desk = use();
    const voucher = await desk.issued();

    const cited = await asked(desk.stage, { kind: 'VOUCHER', id: voucher.id });
    for (const reader of ['implementer', 'utility', 'judge']) {
      const input = { voucher: voucher.id, ...(reader === 'judge' ? cited : {}) };
      const { fields } = await desk.stage.ask('voucher:open', input, reader);
      expect(fields.map(({ opened }) => opened.field)).to.deep.equal([
        ...['data.arrears', 'data.kwh', 'data.period', 'payload.digest'],
      ]);
      expect(
        fields.every((each) => each.source === SOURCE && opensVoucher(voucher, each)),
      ).to.equal(true);
      const digest = createHash('sha256').update(JSON.stringify(POWER)).digest('hex');
      expect(fields.at(-1)?.opened.value).to.equal(JSON.stringify(digest));
    }
    for (const stranger of ['bank', 'holder-b', 'registrar1']) {
      expect(await outcome(desk.stage, 'voucher:open', { voucher: voucher.id }, stranger)).to.equal(
        'CALLER_FORBIDDEN',
      );
    }
    expect(await outcome(desk.stage, 'voucher:open', { voucher: unique('V') }, 'judge')).to.equal(
      'VOUCHER_NOT_FOUND',
    );
  });

  it('is closed to its makers once the consent is withdrawn, and not to the court', async () => {
    const desk = use();
    const voucher = await desk.issued();
    await desk.withdraw(voucher);
    const open = (as: string): Promise<string> =>
      outcome(desk.stage, 'voucher:open', { voucher: voucher.id }, as);

    expect(await open('implementer')).to.equal('CONSENT_WITHDRAWN');
    expect(await open('utility')).to.equal('CONSENT_WITHDRAWN');
    expect(await open('judge')).to.equal('QUERY_PURPOSE_MISSING');
    const cited = await asked(desk.stage, { kind: 'VOUCHER', id: voucher.id });
    const named = { voucher: voucher.id, ...cited };
    expect(await outcome(desk.stage, 'voucher:open', named, 'judge')).to.equal('OK');
    const other = { ...named, purpose: 'AUDIT' };
    expect(await outcome(desk.stage, 'voucher:open', other, 'judge')).to.equal(
      'QUERY_PURPOSE_EXCEEDED',
    );
    const unknown = { ...named, query: 'none' };
    expect(await outcome(desk.stage, 'voucher:open', unknown, 'judge')).to.equal('QUERY_NOT_FOUND');
  });

  it('is purged on the holder’s signed request, and a tombstone says so', async () => {
    const desk = use();
    const { stage, holder } = desk;
    const voucher = await desk.issued();
    await desk.consume(voucher);
    await stage.submit(
      'voucher:feedback',
      { voucher: voucher.id, use: 1, outcome: 'GRANTED' },
      'bank',
      { transient: { payload: Buffer.from('note'), seed: Buffer.alloc(32, 7) } },
    );
    const order = {
      voucher: voucher.id,
      reason: 'SUBJECT_REQUEST',
      legalBasis: 'PIPL 47',
    } as const;
    const erase = (over: object, as = 'implementer'): Promise<string> =>
      outcome(stage, 'voucher:erase', { ...order, ...over }, as);
    const request = holder.erasure(voucher, desk.now);

    expect(await erase({ voucher: unique('V') })).to.equal('VOUCHER_NOT_FOUND');
    expect(await erase({})).to.equal('CALLER_FORBIDDEN');
    expect(await erase({ request }, 'bank')).to.equal('CALLER_FORBIDDEN');
    expect(await erase({ request: Holder.fresh('shuquan').erasure(voucher, desk.now) })).to.equal(
      'SIGNATURE_INVALID',
    );
    expect(await erase({ legalBasis: '电话13812345678' })).to.equal('PERSONAL_DATA_REFUSED');
    const tombstone = await stage.submit('voucher:erase', { ...order, request }, 'implementer');

    expect(tombstone.roots).to.deep.equal(voucher.elements.map(({ commitment }) => commitment));
    expect(await erase({ request })).to.equal('VOUCHER_ERASED');
    for (const reader of ['implementer', 'utility', 'judge']) {
      expect(await outcome(stage, 'voucher:open', { voucher: voucher.id }, reader)).to.equal(
        'VOUCHER_ERASED',
      );
    }
    await stage.witness();
    const view = await stage.ask('voucher:read', { id: voucher.id }, 'bank');
    expect(view).to.deep.include({ status: 'ERASED', voucher, tombstone });
    expect(await desk.refusedUse(voucher)).to.equal('VOUCHER_ERASED');
    const late = { voucher: voucher.id, use: 1, outcome: 'GRANTED' };
    expect(await outcome(stage, 'voucher:feedback', late, 'bank')).to.equal('VOUCHER_ERASED');
  });

  it('is purged by a party whose data it is, and by the court', async () => {
    const desk = use();
    const { stage, holder } = desk;
    const [own, other] = [unique('V'), await desk.issued()];
    const consent = holder.consent(desk.terms(), HOLDER_B);
    await stage.submit('consent:give', consent, 'holder-b');
    await desk.provide(own, consent.id);
    const voucher = await stage.submit(
      'voucher:issue',
      desk.issuance(own, consent.id),
      'implementer',
    );
    const order = { reason: 'SUBJECT_REQUEST', legalBasis: 'PIPL 47' } as const;

    expect(voucher.subject).to.equal(HOLDER_B);
    expect(await outcome(stage, 'voucher:open', { voucher: own }, 'holder-b')).to.equal('OK');
    await stage.submit('voucher:erase', { voucher: own, ...order }, 'holder-b');
    await stage.submit('voucher:erase', { voucher: other.id, ...order }, 'judge');
  });
}
