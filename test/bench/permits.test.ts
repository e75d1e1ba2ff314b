import { expect } from 'chai';
import { benchPermits } from './permits.js';

describe('the bench of decisions', function () {
  this.timeout(120_000);

  it('runs and reports; how fast it was is nobody’s test', async () => {
    const report = await benchPermits({ count: 40, inFlight: 2, rounds: 1 });
    const { ledger, rows, model, permitted } = report;

    for (const { perSecond, cpuMicros } of [ledger, rows, model]) {
      expect(perSecond).to.be.greaterThan(0);
      expect(cpuMicros).to.be.greaterThan(0);
    }
    expect(permitted).to.be.within(1, 39);
  });
});
