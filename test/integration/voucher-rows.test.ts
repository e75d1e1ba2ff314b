import { type AssetVoucher, endOfDay, holderOf, type VoucherView } from '@shuquan/chaincode/model';
import type { VoucherItem } from '@shuquan/gateway/index/vouchers/vouchers';
import { expect } from 'chai';
import { BANK, BANK2, IMPLEMENTING_BODY, UTILITY } from '../support/parties.js';
import { Stage } from '../support/stage.js';
import { VoucherDesk } from '../support/voucher-desk.js';
import type { TestGateway } from './gateway.js';
import { openUnderRules } from './register.js';

/** Lists of vouchers, made of committed blocks, held against what the ledger says of each. */
describe('rows of vouchers', function () {
  this.timeout(120_000);
  let gateway: TestGateway;
  let stage: Stage;
  let desk: VoucherDesk;
  let other: VoucherDesk;
  const made: Record<string, AssetVoucher> = {};

  before(async () => {
    gateway = await openUnderRules();
    const { ledger, clock } = gateway.ground;
    stage = gateway.stage();
    desk = new VoucherDesk(stage);
    other = new VoucherDesk(stage);
    await stage.witness();
    for (const each of [desk, other]) await each.publish();
    made['issued'] = await desk.issued();
    made['presented'] = await desk.issued({ uses: 2 });
    made['used'] = await desk.issued();
    made['revoked'] = await desk.issued();
    made['withdrawn'] = await desk.issued();
    made['erased'] = await desk.issued();
    made['theirs'] = await other.issued({ verifier: BANK2 }, { verifiers: [BANK2] });
    clock.advance(1_000);
    await desk.consume(of('presented'));
    await desk.consume(of('used'));
    const revocation = { voucher: of('revoked').id, reasons: '数据有误' };
    await stage.submit('voucher:revoke', revocation, 'implementer');
    await desk.withdraw(of('withdrawn'));
    const order = { reason: 'COURT_ORDER', legalBasis: 'PIPL 47' } as const;
    await stage.submit('voucher:erase', { voucher: of('erased').id, ...order }, 'judge');
    clock.advance(1_000);
    await stage.witness();
    await gateway.model.reach(Number((await ledger.info()).height), 60_000);
  });
  after(() => gateway.close());

  const of = (name: string): AssetVoucher => {
    const voucher = made[name];
    if (voucher === undefined) throw new TypeError(`${name} was not issued.`);
    return voucher;
  };
  const list = async (query: string, as: string): Promise<VoucherItem[]> => {
    const { status, text } = await gateway.get(`/v1/vouchers?${query}`, { as });
    expect(status, text).to.equal(200);
    return (JSON.parse(text) as { items: VoucherItem[] }).items;
  };
  const names = (items: readonly VoucherItem[]): string[] =>
    items.map(({ id }) => Object.entries(made).find(([, each]) => each.id === id)?.[0] ?? id);
  const theirs = ['theirs'];
  const ours = ['issued', 'presented', 'used', 'revoked', 'withdrawn', 'erased'];

  it('have the status that the ledger answers, and what is left', async () => {
    const items = await list('limit=50', 'implementer');

    expect(names(items)).to.deep.equal([...ours, ...theirs]);
    expect(items.map(({ status }) => status)).to.deep.equal([
      ...['ISSUED', 'PRESENTED', 'CONSUMED', 'REVOKED', 'CONSENT_WITHDRAWN', 'ERASED', 'ISSUED'],
    ]);
    for (const { id, status, left } of items) {
      const view: VoucherView = await stage.ask('voucher:read', { id }, 'bank');
      expect({ status, left }).to.deep.equal({ status: view.status, left: view.left });
    }
  });

  it('say when time alone makes another of it, and never for what is over', async () => {
    const items = await list('limit=50', 'implementer');
    const changes = Object.fromEntries(
      items.map((item): [string, string | null] => [names([item]).join(), item.nextChangeAt]),
    );

    const end = endOfDay(of('issued').until);
    expect(changes).to.deep.include({ issued: end, presented: end, revoked: null, used: null });
    const later = await list(`limit=50&asOf=${end}`, 'implementer');
    const lapsed = later.filter(({ status }) => status === 'EXPIRED');
    expect(names(lapsed)).to.deep.equal(['issued', 'presented', 'theirs']);
    expect(lapsed.map(({ nextChangeAt }) => nextChangeAt)).to.deep.equal([null, null, null]);
  });

  it('are what was known then: neither later acts nor later vouchers', async () => {
    const { issuedAt } = of('used');
    const items = await list(`asOf=${issuedAt}`, 'implementer');

    expect(items.map(({ status }) => status)).to.not.include('CONSUMED');
    expect(names(items)).to.include('used');
    const before = new Date(Date.parse(of('issued').issuedAt) - 1).toISOString();
    expect(await list(`asOf=${before}`, 'implementer')).to.deep.equal([]);
  });

  it('are found by the holder’s key, by verifier, by issuer and by status', async () => {
    const key = holderOf(other.holder.key);

    expect(names(await list(`holder=${key}`, 'implementer'))).to.deep.equal(theirs);
    expect(names(await list(`verifier=${BANK2}`, 'implementer'))).to.deep.equal(theirs);
    expect(names(await list(`verifier=${BANK}`, 'utility'))).to.deep.equal(ours);
    expect(names(await list(`issuer=${IMPLEMENTING_BODY}`, 'bank'))).to.deep.equal(ours);
    expect(await list(`issuer=${UTILITY}`, 'bank')).to.deep.equal([]);
    expect(names(await list('status=CONSUMED', 'bank'))).to.deep.equal(['used']);
  });

  it('are shown to whom they name, and to a court for a purpose on record', async () => {
    expect(names(await list('', 'bank'))).to.deep.equal(ours);
    expect(names(await list('', 'bank2'))).to.deep.equal(theirs);
    const key = holderOf(desk.holder.key);
    for (const query of ['', `holder=${key}`, `verifier=${BANK}`]) {
      expect(await list(query, 'holder-a')).to.deep.equal([]);
    }
    const on = { kind: 'PARTY' as const, id: BANK2 };
    const named = new URLSearchParams(await desk.stage.asked(on, 'judge')).toString();
    expect(names(await list(`verifier=${BANK2}&${named}`, 'judge'))).to.deep.equal(theirs);
    const closed = await gateway.get(`/v1/vouchers?verifier=${BANK}&${named}`, { as: 'judge' });
    expect(closed.body.code).to.equal('QUERY_NOT_FOUND');
    const { body } = await gateway.get('/v1/vouchers', { as: 'registry-official' });
    expect(body.code).to.equal('ROLE_MISSING');
  });

  it('come in pages, whose cursors are good for one reader and one list', async () => {
    const first = await gateway.get('/v1/vouchers?limit=4', { as: 'bank' });
    const next = String(first.body['next']);
    const rest = await list(`limit=4&cursor=${next}`, 'bank');

    expect(names(rest)).to.deep.equal(ours.slice(4));
    for (const [query, as] of [
      [`cursor=${next}`, 'utility'],
      [`cursor=${next}&status=ISSUED`, 'bank'],
    ] as const) {
      const { body } = await gateway.get(`/v1/vouchers?${query}`, { as });
      expect(body.code, as).to.equal('CURSOR_INVALID');
    }
  });
});
