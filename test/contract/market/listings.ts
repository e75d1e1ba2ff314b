import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { codesOf } from '../../support/market-desk.js';
import { EXCHANGE, EXCHANGE2, HOLDER_D } from '../../support/parties.js';
import { skip } from '../suite.js';
import type { UseMarket } from '../market.suite.js';

export function listings(desk: UseMarket): void {
  it('stands alone where it is exclusive, on whichever exchange', async () => {
    const { granted, listing } = await desk().onMarket('EXCLUSIVE');
    const terms = await desk().terms(granted, {}, { exchange: 'exchange2' });
    const second = await desk().applied(terms, EXCHANGE2);

    const check = await desk().checked(terms, { audience: EXCHANGE2 });

    expect(codesOf(check)).to.deep.equal(['LISTING_CONFLICT_EXCLUSIVE']);
    expect(check.reasons[0]?.about).to.deep.equal({ kind: 'LISTING', id: listing.id });
    expect(await desk().refusedList(second, check)).to.equal('LISTING_CONFLICT_EXCLUSIVE');
  });

  it('stands beside others where none is exclusive, and each is told of the other', async () => {
    const { granted, listing } = await desk().onMarket();
    const terms = await desk().terms(granted, {}, { exchange: 'exchange2' });

    const second = await desk().listed(terms, { exchange: EXCHANGE2 });

    const until = terms.term.to;
    const first = { listing: listing.id, exchange: EXCHANGE, mode: 'NON_EXCLUSIVE', until };
    expect((await desk().seen(second)).start?.others).to.deep.equal([first]);
    expect((await desk().seen(second)).others).to.deep.equal([first]);
    expect((await desk().seen(listing)).others.map((each) => each.listing)).to.deep.equal([
      second.id,
    ]);
    const exclusive = await desk().terms(granted, { mode: 'EXCLUSIVE' });
    expect(codesOf(await desk().checked(exclusive))).to.deep.equal(['LISTING_CONFLICT_EXCLUSIVE']);
  });

  it('of two exclusive ones in one block, one commits', async () => {
    const granted = await desk().operated();
    const terms = await desk().terms(granted, { mode: 'EXCLUSIVE' });
    const other = await desk().terms(granted, { mode: 'EXCLUSIVE' }, { exchange: 'exchange2' });
    const pairs = [
      [await desk().applied(terms), await desk().checked(terms)],
      [
        await desk().applied(other, EXCHANGE2),
        await desk().checked(other, { audience: EXCHANGE2 }),
      ],
    ] as const;

    expect(await desk().listAtOnce(pairs)).to.deep.equal(['LISTING_CONFLICT_EXCLUSIVE', 'OK']);
  });

  it('makes room for another once it is taken back or its term is over', async function () {
    const { granted, listing } = await desk().onMarket('EXCLUSIVE');
    const said = { id: listing.id, reasons: '撤回' };
    await desk().act('listing:delist', said, 'holder-a');
    expect((await desk().seen(listing)).state.status).to.equal('DELISTED');
    expect(await desk().refused('listing:delist', said, 'holder-a')).to.equal(
      'LISTING_STATE_FORBIDS',
    );
    const term = { from: desk().today, to: desk().days(2) };
    const short = await desk().listed(await desk().terms(granted, { mode: 'EXCLUSIVE', term }));
    if (desk().stage.bench.advance === undefined) skip(this, 'the clock can not be set here');

    await desk().later(4);

    const { state } = await desk().seen(short);
    expect(state).to.deep.include({ status: 'DELISTED' });
    expect(codesOf(state)).to.deep.equal(['LISTING_TERM_ENDED']);
    await desk().listed(await desk().terms(granted, { mode: 'EXCLUSIVE' }));
  });

  it('is suspended and resumed by its exchange, and ended by either side', async () => {
    const { listing } = await desk().onMarket();
    const said = { id: listing.id, reasons: '核查' };
    const status = async (): Promise<string> => (await desk().seen(listing)).state.status;
    for (const verb of ['suspend', 'resume'] as const) {
      expect(await desk().refused(`listing:${verb}`, said, 'exchange2')).to.equal(
        'CALLER_FORBIDDEN',
      );
    }

    await desk().act('listing:suspend', said, 'exchange');
    expect(await status()).to.equal('SUSPENDED');
    expect(await desk().refused('listing:suspend', said, 'exchange')).to.equal(
      'LISTING_STATE_FORBIDS',
    );
    await desk().act('listing:resume', said, 'exchange');
    expect(await status()).to.equal('LISTED');
    expect(await desk().refused('listing:resume', said, 'exchange')).to.equal(
      'LISTING_STATE_FORBIDS',
    );
    expect(await desk().refused('listing:delist', said, 'bank')).to.equal('CALLER_FORBIDDEN');
    await desk().act('listing:delist', said, 'exchange');
    expect(await status()).to.equal('DELISTED');
  });

  it('is as it was at an earlier instant', async function () {
    if (desk().stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const { listing } = await desk().onMarket();
    const before = desk().stage.bench.now().toISOString();
    await desk().later(1);
    await desk().act('listing:suspend', { id: listing.id, reasons: '核查' }, 'exchange');

    const then = await desk().seen(listing, { asOf: before, knownAt: before });

    expect(then.state.status).to.equal('LISTED');
    expect((await desk().seen(listing)).state.status).to.equal('SUSPENDED');
  });

  it('is applied for by whoever holds the right, on an exchange that there is', async () => {
    const granted = await desk().operated();
    const terms = await desk().terms(granted);
    const application = desk().application(terms);
    const code = (over: object, as = 'holder-a'): Promise<string> =>
      desk().refused('listing:apply', { ...application, ...over }, as);

    expect(await code({}, 'holder-d')).to.equal('RIGHT_NOT_HELD');
    expect(await code({ exchange: HOLDER_D })).to.equal('EXCHANGE_UNKNOWN');
    expect(await code({ id: 'tel-13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    await desk().act('listing:apply', application, 'holder-a');
    expect(await code({})).to.equal('LISTING_EXISTS');
  });

  it('shows every bidder the same disclosure, and each signs its one digest', async () => {
    const granted = await desk().operated();
    const made = await desk().disclosed({ kind: 'RIGHT', right: granted.right });
    const { id: disclosure, digest } = made;

    for (const bidder of ['consumer-c', 'bank']) {
      const seen = await desk().stage.ask('listing:disclosure', { id: disclosure }, bidder);
      expect(seen).to.deep.equal(made);
      const record = await desk().act('listing:acknowledge', { disclosure, digest }, bidder);
      expect(record.digest).to.equal(digest);
    }

    const code = (over: object, as = 'bank'): Promise<string> =>
      desk().refused('listing:acknowledge', { disclosure, digest, ...over }, as);
    expect(await code({})).to.equal('RECORD_EXISTS');
    expect(await code({ digest: '0'.repeat(64) }, 'bank2')).to.equal('DISCLOSURE_MISMATCH');
    expect(await code({ disclosure: unique('none') })).to.equal('DISCLOSURE_NOT_FOUND');
    const again = { id: disclosure, subject: made.subject, fields: made.fields };
    expect(await desk().refused('listing:disclose', again, 'holder-a')).to.equal(
      'DISCLOSURE_EXISTS',
    );
    const named = { ...again, id: 'tel-13800138000' };
    expect(await desk().refused('listing:disclose', named, 'holder-a')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
    const none = { id: unique('none') };
    expect(await desk().stage.code('listing:disclosure', none, 'bank')).to.equal(
      'DISCLOSURE_NOT_FOUND',
    );
  });

  it('keeps persons out of what is said of it, and is found by its id only', async () => {
    const { listing } = await desk().onMarket();
    const named = { id: listing.id, reasons: '联系人电话 13800138000' };
    const none = { id: unique('none'), reasons: '核查' };

    for (const verb of ['suspend', 'resume', 'delist'] as const) {
      const name = `listing:${verb}` as const;
      expect(await desk().refused(name, named, 'exchange')).to.equal('PERSONAL_DATA_REFUSED');
      expect(await desk().refused(name, none, 'exchange')).to.equal('LISTING_NOT_FOUND');
    }
    expect(await desk().stage.code('listing:read', { id: none.id }, 'bank')).to.equal(
      'LISTING_NOT_FOUND',
    );
  });
}
