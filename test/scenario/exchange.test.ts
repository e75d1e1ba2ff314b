import { exchange } from '@shuquan/gateway/demo/exchange';
import { differenceOf } from '@shuquan/gateway/demo/scenario';
import { expect } from 'chai';
import { PlayedScenario } from '../support/played-scenario.js';

/** Steps 4 to 7 of the scenario; what a day changes is played under a clock of its own by the market’s suite. */
describe('scenario exchange on the embedded ledger', function () {
  this.timeout(180_000);
  const played = PlayedScenario.inSuite(exchange);

  it('holds in every step', () => {
    played.holds();
  });

  it('gives the verdicts and the codes that it must', () => {
    expect(played.step('check')).to.include({ verdict: 'CLEAR', signed: 'VALID' });
    expect(played.step('list')).to.include({ status: 'LISTED' });
    expect(played.step('elsewhere')).to.include({
      ...{ reused: 'ANSWER_AUDIENCE_MISMATCH', refused: 'LISTING_CONFLICT_EXCLUSIVE' },
    });
    expect(played.step('unheld')).to.include({ code: 'RIGHT_NOT_HELD', signed: 'VALID' });
    expect(played.step('separation')).to.include({ code: 'SEPARATION_VIOLATION' });
    expect(played.step('frozen')).to.include({ status: 'SUSPENDED' });
  });

  it('plays again on the same ledger, step for step', async () => {
    expect(differenceOf(played.results, await played.again())).to.equal(undefined);
  });
});
