import { expect } from 'chai';
import { benchOverlap, reportOf } from './overlap.js';

describe('the bench of the overlap radar', () => {
  it('finds what scenario 4 wants found, and nothing in unrelated tables', () => {
    const measured = benchOverlap(400, 3);
    const of = (name: string) => measured.find((each) => each.name === name);

    expect(of('the same, rows shuffled')?.similarity.least).to.equal(10_000);
    expect(of('3 % changed, shuffled, renamed')?.similarity.least).to.be.greaterThan(8500);
    expect(of('50 % of the rows')?.contained['5000']).to.equal(1);
    for (const name of ['unrelated, the same schema', 'unrelated, three columns shared']) {
      expect(of(name)?.similarity.most).to.be.below(100);
      expect(of(name)?.contained['5000']).to.equal(0);
    }
    expect(reportOf(measured).split('\n')).to.have.length(measured.length + 2);
  }).timeout(60_000);
});
