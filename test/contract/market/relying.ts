import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { digest, nonce } from '../../support/market-desk.js';
import { EXCHANGE, EXCHANGE2 } from '../../support/parties.js';
import { skip } from '../suite.js';
import type { UseMarket } from '../market.suite.js';

export function relying(desk: UseMarket): void {
  it('repeats it, consumes it, and names it', async () => {
    const granted = await desk().operated();
    const terms = await desk().terms(granted, { mode: 'EXCLUSIVE' });
    const check = await desk().checked(terms);
    const listing = await desk().applied(terms);
    expect((await desk().seen(listing)).state.status).to.equal('CHECKING');

    const start = await desk().list(listing, check);

    expect(start).to.deep.include({ listing: listing.id, check: check.txId, others: [] });
    expect((await desk().seen(listing)).state).to.include({ status: 'LISTED' });
    const read = await desk().stage.ask('check:read', { txId: check.txId }, 'bank');
    expect(read.usedBy).to.equal(listing.id);
  });

  it('relies on it once', async () => {
    const granted = await desk().operated();
    const terms = await desk().terms(granted);
    const check = await desk().checked(terms);
    await desk().list(await desk().applied(terms), check);

    expect(await desk().refusedList(await desk().applied(terms), check)).to.equal('ANSWER_USED');
  });

  it('is the exchange that it was made for, with the nonce that it gave', async () => {
    const granted = await desk().operated();
    const terms = await desk().terms(granted);
    const check = await desk().checked(terms);
    const elsewhere = await desk().applied(terms, EXCHANGE2);
    const here = await desk().applied(terms);

    expect(await desk().refusedList(elsewhere, check)).to.equal('ANSWER_AUDIENCE_MISMATCH');
    const other = { ...check, nonce: nonce() };
    expect(await desk().refusedList(here, other)).to.equal('ANSWER_AUDIENCE_MISMATCH');
    expect(await desk().refusedList(here, check, 'exchange2')).to.equal('CALLER_FORBIDDEN');
  });

  it('relies on it for the terms that it was made for', async () => {
    const granted = await desk().operated();
    const terms = await desk().terms(granted);
    const check = await desk().checked(terms);
    const longer = { ...terms, text: digest('8') };

    expect(await desk().refusedList(await desk().applied(longer), check)).to.equal(
      'ANSWER_TERMS_MISMATCH',
    );
  });

  it('relies on nothing that nobody submitted, and on none that is not clear', async () => {
    const granted = await desk().operated();
    const terms = await desk().terms(granted);
    const listing = await desk().applied(terms);
    const none = { txId: digest('2'), nonce: nonce() };
    expect(await desk().refusedList(listing, none)).to.equal('ANSWER_NOT_FOUND');

    const bare = { subject: terms.subject, mode: terms.mode, term: terms.term, text: terms.text };
    const check = await desk().checked(bare);
    expect(await desk().refusedList(await desk().applied(bare), check)).to.equal(
      'PRICE_NOT_DISCLOSED',
    );
  });

  it('does not rely on it after a day', async function () {
    if (desk().stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const granted = await desk().operated();
    const terms = await desk().terms(granted);
    const check = await desk().checked(terms);
    const listing = await desk().applied(terms);

    await desk().later(1);

    expect(await desk().refusedList(listing, check)).to.equal('ANSWER_EXPIRED');
    const read = await desk().stage.ask('check:read', { txId: check.txId }, 'bank');
    expect(read.expired).to.equal(true);
  });

  it('lists what waits for a check, and nothing else', async () => {
    const { listing, terms } = await desk().onMarket();
    const check = await desk().checked(terms);

    expect(await desk().refusedList(listing, check)).to.equal('LISTING_STATE_FORBIDS');
    const none = { id: unique('none'), exchange: EXCHANGE };
    expect(await desk().refusedList(none, check)).to.equal('LISTING_NOT_FOUND');
  });

  it('of two listings that rely on one check at once, one commits', async () => {
    const granted = await desk().operated();
    const terms = await desk().terms(granted);
    const check = await desk().checked(terms);
    const both = [await desk().applied(terms), await desk().applied(terms)];

    const pairs = both.map((listing) => [listing, check] as const);
    expect(await desk().listAtOnce(pairs)).to.deep.equal(['ANSWER_USED', 'OK']);
  });
}
