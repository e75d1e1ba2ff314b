import { type Deal, type Input, type ListingTerms } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { ASSESSOR } from '../../support/assessor.js';
import { DeliveryDesk } from '../../support/delivery-desk.js';
import { unique } from '../../support/founded.js';
import { digest, nonce } from '../../support/market-desk.js';
import { BANK, CONSUMER_C, EXCHANGE, HOLDER_A, HOLDER_B } from '../../support/parties.js';
import { without } from '../../support/without.js';
import { skip } from '../suite.js';
import type { UseMarket } from '../market.suite.js';
import { citing } from './affiliates.js';

type Proposal = Input<'deal:propose'>;
const papers = { order: digest('1'), amount: digest('2'), contract: digest('3') };
const duties = {
  sourceStatement: digest('4'),
  sellerIdentity: digest('5'),
  buyerIdentity: digest('6'),
  records: digest('8'),
  retainedUntil: '2099-12-31',
};

export function deals(desk: UseMarket): void {
  const proposal = (over: Partial<Proposal>): Proposal => ({
    ...{ id: unique('deal'), buyer: CONSUMER_C, ...papers, duties },
    ...over,
  });
  const propose = (over: Partial<Proposal>, as = 'exchange'): Promise<Deal> =>
    desk().act('deal:propose', proposal(over), as);
  const accept = ({ id, disclosure }: Deal): Input<'deal:accept'> => ({ id, disclosure });
  const outside = async (terms: ListingTerms): Promise<Deal> =>
    desk().act('deal:propose', without(proposal({ terms }), 'duties'), 'holder-a');

  it('is made on an exchange under the disclosure that all bidders were shown', async () => {
    const { listing } = await desk().onMarket();
    const deal = await propose({ listing: listing.id });
    expect(deal).to.include({ venue: 'ON_EXCHANGE', seller: HOLDER_A, exchange: EXCHANGE });
    const other = { ...accept(deal), disclosure: digest('9') };
    expect(await desk().refused('deal:accept', other, 'consumer-c')).to.equal(
      'DISCLOSURE_MISMATCH',
    );
    expect(await desk().refused('deal:accept', accept(deal), 'bank')).to.equal('CALLER_FORBIDDEN');

    await desk().act('deal:accept', accept(deal), 'consumer-c');

    const read = await desk().stage.ask('deal:read', { id: deal.id }, 'consumer-c');
    expect(read.status).to.equal('CONCLUDED');
    expect(await desk().refused('deal:accept', accept(deal), 'consumer-c')).to.equal(
      'DEAL_STATE_FORBIDS',
    );
  });

  it('is made with one buyer where the listing is exclusive', async () => {
    const { listing } = await desk().onMarket('EXCLUSIVE');
    const first = await propose({ listing: listing.id });
    const second = await propose({ listing: listing.id, buyer: BANK });
    await desk().act('deal:accept', accept(first), 'consumer-c');

    expect(await desk().refused('deal:accept', accept(second), 'bank')).to.equal(
      'LISTING_CONFLICT_EXCLUSIVE',
    );
  });

  it('is made only while the right is listed, and not with the exchange or whoever is close to it', async () => {
    const { listing } = await desk().onMarket();
    const waiting = await propose({ listing: listing.id });
    const close = await propose({ listing: listing.id, buyer: HOLDER_B });
    const self = proposal({ listing: listing.id, buyer: EXCHANGE });
    expect(await desk().refused('deal:propose', self, 'exchange')).to.equal('SEPARATION_VIOLATION');
    const pair = { first: HOLDER_B, second: EXCHANGE };
    const declared = { ...pair, relation: 'SHAREHOLDING' as const, documentDigest: digest('a') };
    await desk().act('affiliate:declare', declared, 'exchange');
    expect(await desk().refused('deal:accept', accept(close), 'holder-b')).to.equal(
      'SEPARATION_VIOLATION',
    );
    await desk().act('affiliate:end', { ...pair, documentDigest: digest('b') }, 'exchange');

    await desk().act('listing:suspend', { id: listing.id, reasons: '核查' }, 'exchange');

    expect(await desk().refused('deal:accept', accept(waiting), 'consumer-c')).to.equal(
      'LISTING_NOT_LISTED',
    );
    const late = proposal({ listing: listing.id });
    expect(await desk().refused('deal:propose', late, 'exchange')).to.equal('LISTING_NOT_LISTED');
  });

  it('is not accepted of a right that a court froze after the check was clear', async () => {
    const { right } = await desk().operated();
    const terms = await desk().terms({ right });
    const deal = await outside(terms);
    const asked = { venue: 'OFF_EXCHANGE' as const, audience: CONSUMER_C };
    const { txId: check, nonce: given } = await desk().checked(terms, asked, 'consumer-c');
    const on = [{ kind: 'RIGHT' as const, id: right }];
    const paper = { caseNo: '（2026）川01执保7号', documentDigest: digest('7') };
    const until = new Date(desk().stage.bench.now().getTime() + 9e8).toISOString();
    const order = { id: unique('JO'), on, ...paper };
    await desk().act('order:freeze', { ...order, blocks: ['DISPOSE', 'LIST'], until }, 'judge');
    const relying = { ...accept(deal), check, nonce: given };

    expect(await desk().refused('deal:accept', relying, 'consumer-c')).to.equal('ASSET_FROZEN');
    await desk().act('order:unfreeze', order, 'judge');
    await desk().act('deal:accept', relying, 'consumer-c');
  });

  it('is proposed by its exchange, which does an intermediary’s duties', async () => {
    const { listing } = await desk().onMarket();
    const input = proposal({ listing: listing.id });
    const code = (over: object, as = 'exchange'): Promise<string> =>
      desk().refused('deal:propose', { ...input, ...over }, as);

    expect(await desk().refused('deal:propose', without(input, 'duties'), 'exchange')).to.equal(
      'INTERMEDIARY_DUTIES_MISSING',
    );
    const over = { duties: { ...duties, retainedUntil: '2020-01-01' } };
    expect(await code(over)).to.equal('INTERMEDIARY_DUTIES_MISSING');
    expect(await code({}, 'exchange2')).to.equal('CALLER_FORBIDDEN');
    expect(await code({ listing: unique('none') })).to.equal('LISTING_NOT_FOUND');
    expect(await code({ buyer: '91510100MA7DEM032X' })).to.equal('USCC_INVALID');
    expect(await code({ id: 'tel-13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    await desk().act('deal:propose', input, 'exchange');
    expect(await code({})).to.equal('DEAL_EXISTS');
  });

  it('is deposited outside of an exchange under another label, after the same checks', async () => {
    const terms = await desk().terms(await desk().operated());
    const deal = await outside(terms);
    expect(deal).to.include({ venue: 'OFF_EXCHANGE', seller: HOLDER_A });
    expect(await desk().refused('deal:accept', accept(deal), 'consumer-c')).to.equal(
      'ANSWER_NOT_FOUND',
    );
    const over = { venue: 'OFF_EXCHANGE', audience: CONSUMER_C } as const;
    const check = await desk().checked(terms, over, 'consumer-c');
    const relying = { ...accept(deal), check: check.txId, nonce: check.nonce };
    const code = (more: object): Promise<string> =>
      desk().refused('deal:accept', { ...relying, ...more }, 'consumer-c');
    expect(await code({ nonce: nonce() })).to.equal('ANSWER_AUDIENCE_MISMATCH');
    const others = await desk().terms(await desk().operated());
    const wrong = await desk().checked(others, over, 'consumer-c');
    expect(await code({ check: wrong.txId, nonce: wrong.nonce })).to.equal('ANSWER_TERMS_MISMATCH');

    await desk().act('deal:accept', relying, 'consumer-c');

    const again = await outside(terms);
    const reused = { ...relying, ...accept(again) };
    expect(await desk().refused('deal:accept', reused, 'consumer-c')).to.equal('ANSWER_USED');
  });

  it('is not accepted on a check of the day before', async function () {
    if (desk().stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const terms = await desk().terms(await desk().operated());
    const deal = await outside(terms);
    const over = { venue: 'OFF_EXCHANGE', audience: CONSUMER_C } as const;
    const { txId: check, nonce: given } = await desk().checked(terms, over, 'consumer-c');

    await desk().later(1);

    const late = { ...accept(deal), check, nonce: given };
    expect(await desk().refused('deal:accept', late, 'consumer-c')).to.equal('ANSWER_EXPIRED');
  });

  it('is brought about by a broker within its mandate, with an intermediary’s duties', async () => {
    const terms = await desk().terms(await desk().operated());
    const qualification = await desk().qualified(ASSESSOR, 'DATA_BROKER');
    const give = async (powers: ('DEAL' | 'SETTLE' | 'LIST')[]): Promise<string> => {
      const given = { id: unique('m'), broker: ASSESSOR, powers, term: desk().term() };
      return (await desk().act('mandate:give', { ...given, qualification }, 'holder-a')).id;
    };
    const mandate = await give(['DEAL']);
    const input = proposal({ terms, mandate });

    expect(await desk().refused('deal:propose', without(input, 'duties'), 'processor-e')).to.equal(
      'INTERMEDIARY_DUTIES_MISSING',
    );
    const deal = await desk().act('deal:propose', input, 'processor-e');
    expect(deal).to.deep.include({ seller: HOLDER_A, mandate, duties });

    const code = (id: string): Promise<string> =>
      desk().refused('deal:propose', proposal({ terms, mandate: id }), 'processor-e');
    expect(await code(await give(['LIST']))).to.equal('MANDATE_EXCEEDED');
    expect(await code(unique('none'))).to.equal('MANDATE_NOT_FOUND');
    await desk().act('mandate:end', { id: mandate, reasons: '终止' }, 'holder-a');
    expect(await code(mandate)).to.equal('MANDATE_NOT_ACTIVE');
    const last = await give(['DEAL', 'SETTLE']);
    const withdrawn = { uscc: ASSESSOR, id: qualification, reason: '到期注销' };
    await desk().act('party:withdrawQualification', withdrawn, 'registrar1');
    expect(await code(last)).to.equal('QUALIFICATION_NOT_VALID');
    const settling = { id: deal.id, mandate: last, ...paid, delivery: 'nothing' };
    expect(await desk().refused('deal:settle', settling, 'processor-e')).to.equal(
      'QUALIFICATION_NOT_VALID',
    );
    const ended = { ...settling, mandate };
    expect(await desk().refused('deal:settle', ended, 'processor-e')).to.equal(
      'MANDATE_NOT_ACTIVE',
    );
  });

  const paid = { order: papers.order, amount: papers.amount, receipt: digest('b') };

  it('is settled for what its buyer accepted, and for nothing else', async () => {
    const deliveries = await DeliveryDesk.open(desk().stage);
    const grant = await deliveries.shared();
    const right = grant.source.kind === 'RIGHT' ? grant.source.right : '';
    const terms = await desk().terms({ right });
    const listing = await desk().listed(terms);
    const deal = await propose({ listing: listing.id });
    const delivery = await deliveries.delivered({}, grant);
    const settling = { id: deal.id, ...paid, delivery: delivery.id };
    const code = (over: object = {}, as = 'exchange'): Promise<string> =>
      desk().refused('deal:settle', { ...settling, ...over }, as);
    expect(await code()).to.equal('DEAL_STATE_FORBIDS');
    await desk().act('deal:accept', accept(deal), 'consumer-c');
    expect(await code()).to.equal('DELIVERY_NOT_ACCEPTED');
    expect(await code({ amount: digest('0') })).to.equal('SETTLEMENT_MISMATCH');
    expect(await code({ order: digest('0') })).to.equal('SETTLEMENT_MISMATCH');
    expect(await code({ delivery: unique('none') })).to.equal('DELIVERY_NOT_FOUND');
    expect(await code({ id: unique('none') })).to.equal('DEAL_NOT_FOUND');
    expect(await code({}, 'holder-d')).to.equal('CALLER_FORBIDDEN');
    const mandated = { mandate: unique('none') };
    expect(await code(mandated, 'processor-e')).to.equal('MANDATE_NOT_FOUND');
    const qualification = await desk().qualified(ASSESSOR, 'DATA_BROKER');
    const given = { broker: ASSESSOR, term: desk().term(), qualification };
    const narrow = { id: unique('m'), powers: ['LIST' as const], ...given };
    await desk().act('mandate:give', narrow, 'holder-a');
    expect(await code({ mandate: narrow.id }, 'processor-e')).to.equal('MANDATE_EXCEEDED');
    await deliveries.receive(delivery, [{ first: 1, last: 3 }], []);

    const settlement = await desk().act('deal:settle', settling, 'consumer-c');

    expect(settlement).to.include({ delivery: delivery.id, receipt: paid.receipt });
    const read = await desk().stage.ask('deal:read', { id: deal.id }, 'consumer-c');
    expect(read.status).to.equal('SETTLED');
    expect(await code()).to.equal('DEAL_STATE_FORBIDS');
  });

  it('is for its sides to see, and for whoever judges or supervises for a purpose', async () => {
    const { listing } = await desk().onMarket();
    const { id } = await propose({ listing: listing.id });
    for (const as of ['holder-a', 'consumer-c', 'exchange']) {
      expect((await desk().stage.ask('deal:read', { id }, as)).status).to.equal('PROPOSED');
    }
    const on = { kind: 'DEAL' as const, id };
    for (const as of ['judge', 'arbitrator', 'supervisor']) {
      const view = await desk().stage.opened('deal:read', { id }, { on, as });
      expect(view.status, as).to.equal('PROPOSED');
    }
    expect(await desk().stage.code('deal:read', { id }, 'holder-d')).to.equal('CALLER_FORBIDDEN');
    const none = { id: unique('none') };
    expect(await desk().stage.code('deal:read', none, 'judge')).to.equal('DEAL_NOT_FOUND');
    const accepting = { ...none, disclosure: digest('0') };
    expect(await desk().refused('deal:accept', accepting, 'bank')).to.equal('DEAL_NOT_FOUND');
  });

  it('is for a right that there is, under a disclosure that there is', async () => {
    const terms = await desk().terms(await desk().operated());
    const code = (over: Partial<ListingTerms>): Promise<string> =>
      desk().refused('deal:propose', proposal({ terms: { ...terms, ...over } }), 'holder-a');

    expect(await code({ disclosure: unique('none') })).to.equal('DISCLOSURE_NOT_FOUND');
    expect(await code({ subject: { kind: 'RIGHT', right: 'no-such-right' } })).to.equal(
      'RIGHT_NOT_HELD',
    );
  });

  it('cites a beacon that is young', async function () {
    const { listing, terms } = await desk().onMarket();
    const deal = await propose({ listing: listing.id });
    const fields = [{ name: 'PRICE', digest: digest('d') }];
    const said = { id: listing.id, reasons: '核查' };
    await citing(desk, this, {
      'deal:propose': [proposal({ listing: listing.id }), 'exchange'],
      'deal:accept': [accept(deal), 'consumer-c'],
      'deal:settle': [{ id: deal.id, ...paid, delivery: 'nothing' }, 'exchange'],
      'listing:disclose': [{ id: unique('dis'), subject: terms.subject, fields }, 'holder-a'],
      'listing:acknowledge': [{ disclosure: terms.disclosure, digest: digest('0') }, 'bank'],
      'listing:apply': [desk().application(terms), 'holder-a'],
      'listing:list': [{ id: listing.id, check: digest('0'), nonce: nonce() }, 'exchange'],
      'listing:suspend': [said, 'exchange'],
      'listing:resume': [said, 'exchange'],
      'listing:delist': [said, 'exchange'],
    });
    const future = new Date(desk().stage.bench.now().getTime() + 9e10).toISOString();
    const asked = { id: listing.id, asOf: future };
    expect(await desk().stage.code('listing:read', asked, 'bank')).to.equal('AS_OF_TOO_LATE');
  });
}
