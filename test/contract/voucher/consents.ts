import { holderOf } from '@shuquan/chaincode/model';
import { Holder } from '@shuquan/gateway/voucher/holder';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { HOLDER_B } from '../../support/parties.js';
import { type VoucherDesk, outcome } from '../../support/voucher-desk.js';

export function consents(use: () => VoucherDesk): void {
  it('of a person is a key, codes and a root, whoever carries it', async () => {
    const { stage, holder, ...desk } = spread(use());
    const terms = desk.terms();

    const given = await stage.submit('consent:give', holder.consent(terms), 'utility');

    expect(given).to.deep.include({ ...terms, subject: { key: holder.key } });
    expect(given.holder).to.equal(holderOf(holder.key));
    const view = await stage.ask('consent:read', { id: terms.id }, 'bank');
    expect(view).to.deep.include({ consent: given, status: 'GIVEN' });
  });

  it('names a party only where that party brings it', async () => {
    const { stage, holder, ...desk } = spread(use());
    const own = holder.consent(desk.terms(), HOLDER_B);

    expect(await outcome(stage, 'consent:give', own, 'utility')).to.equal('CALLER_FORBIDDEN');
    expect((await stage.submit('consent:give', own, 'holder-b')).subject.uscc).to.equal(HOLDER_B);
    expect(await outcome(stage, 'consent:give', own, 'holder-b')).to.equal('CONSENT_EXISTS');
  });

  it('is the subject’s own word: any change to it and any other key breaks the signature', async () => {
    const { stage, holder, ...desk } = spread(use());
    const signed = holder.consent(desk.terms());
    const other = Holder.fresh('shuquan').key;
    const elsewhere = Holder.fresh('another').consent(desk.terms());

    for (const changed of [
      { ...signed, purpose: 'MARKETING' },
      { ...signed, items: [...signed.items, 'MORE'] },
      { ...signed, until: '2030-01-01' },
      { ...signed, subject: { key: other } },
      elsewhere,
    ]) {
      expect(await outcome(stage, 'consent:give', changed, 'utility')).to.equal(
        'SIGNATURE_INVALID',
      );
    }
  });

  it('carries no number that identifies somebody', async () => {
    const { stage, holder, ...desk } = spread(use());
    const signed = holder.consent(desk.terms({ id: 'c-13812345678' }));

    expect(await outcome(stage, 'consent:give', signed, 'utility')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
  });

  it('is withdrawn once, by the subject’s signature, whoever carries it', async () => {
    const { stage, holder, ...desk } = spread(use());
    const id = await desk.consent();
    const stranger = Holder.fresh('shuquan').withdrawal(id, desk.now());
    const signed = holder.withdrawal(id, desk.now());
    const withdraw = (input: typeof signed, of = id): Promise<string> =>
      outcome(stage, 'consent:withdraw', { id: of, ...input }, 'bank');

    expect(await withdraw(signed, unique('c'))).to.equal('CONSENT_NOT_FOUND');
    expect(await withdraw(stranger)).to.equal('SIGNATURE_INVALID');
    const before = (await stage.ask('consent:read', { id }, 'bank')).asOf;
    await stage.witness();
    await stage.submit('consent:withdraw', { id, ...signed }, 'bank');

    expect(await withdraw(signed)).to.equal('CONSENT_WITHDRAWN');
    await stage.witness();
    const { status, withdrawal } = await stage.ask('consent:read', { id }, 'bank');
    expect(status).to.equal('WITHDRAWN');
    expect(withdrawal?.signature).to.equal(signed.signature);
    const earlier = await stage.ask('consent:read', { id, asOf: before }, 'bank');
    expect(earlier).to.include({ status: 'GIVEN' }).and.not.to.have.property('withdrawal');
  });

  it('is not there where none was given', async () => {
    const { stage } = use();

    expect(await outcome(stage, 'consent:read', { id: unique('c') }, 'bank')).to.equal(
      'CONSENT_NOT_FOUND',
    );
  });

  it('is over with its last day, and then there is nothing to withdraw', async () => {
    const { stage, holder, ...desk } = spread(use());
    const id = await desk.consent({ until: '2026-01-31' });
    const signed = { id, ...holder.withdrawal(id, desk.now()) };

    expect(await outcome(stage, 'consent:withdraw', signed, 'utility')).to.equal('CONSENT_EXPIRED');
    expect((await stage.ask('consent:read', { id }, 'bank')).status).to.equal('EXPIRED');
  });
}

/** What these tests use of a desk, bound to it. */
const spread = (desk: VoucherDesk) => ({
  stage: desk.stage,
  holder: desk.holder,
  terms: (over?: Parameters<VoucherDesk['terms']>[0]) => desk.terms(over),
  consent: (over?: Parameters<VoucherDesk['consent']>[0]) => desk.consent(over),
  now: () => desk.now,
});
