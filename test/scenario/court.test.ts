import { court } from '@shuquan/gateway/demo/court';
import { differenceOf } from '@shuquan/gateway/demo/scenario';
import { expect } from 'chai';
import { PlayedScenario } from '../support/played-scenario.js';

describe('scenario court on the embedded ledger', function () {
  this.timeout(180_000);
  const played = PlayedScenario.inSuite(court);

  it('holds in every step', () => {
    played.holds();
  });

  it('is laid with a key that no gateway holds', () => {
    expect(played.step('order')).to.include({ custody: 'CLIENT_HELD', status: 'ATTACHED' });
  });

  it('suspends the listing by itself, tells the exchange, and lets it stand again', () => {
    const listing = String(played.step('listing')?.['listing']);
    expect(played.step('suspended')).to.deep.include({
      ...{ status: 'SUSPENDED', event: 'listing.status-derived' },
    });
    expect(played.step('affected')?.['affected']).to.include(`LISTING ${listing}`);
    expect(played.step('back')).to.deep.include({ waiting: 'SUSPENDED', status: 'LISTED' });
  });

  it('refuses whoever is not the court, and whatever disposes of the right', () => {
    expect(Object.values(played.step('refused')?.['refused'] ?? {})).to.deep.equal([
      ...['ASSET_FROZEN', 'ORDER_NOT_LIFTED', 'ORDER_NOT_LIFTED', 'ORDER_NOT_LIFTED'],
    ]);
  });

  it('moves the queue on by a lifting, then by time', () => {
    expect(played.step('queue')?.['moved']).to.deep.equal(['A LIFTED', 'B ATTACHED', 'C QUEUED']);
    const term = played.step('term');
    expect(term?.['attachedAt']).to.be.a('string').and.equal(term?.['ended']);
  });

  it('answers for three instants as it was then', () => {
    expect(played.step('dates')).to.deep.include({
      during: ['A ATTACHED'],
      between: ['A LIFTED', 'B ATTACHED', 'C QUEUED'],
      after: ['A LIFTED', 'B EXPIRED', 'C ATTACHED'],
    });
  });

  it('plays again on the same ledger, step for step', async () => {
    expect(differenceOf(played.results, await played.again())).to.equal(undefined);
  });
});
