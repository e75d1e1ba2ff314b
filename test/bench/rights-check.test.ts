import { expect } from 'chai';
import { benchRightsChecks } from './rights-check.js';

describe('the bench of rights checks', function () {
  this.timeout(120_000);

  it('runs and reports; how fast it was is nobody’s test', async () => {
    const report = await benchRightsChecks({ count: 20, inFlight: 2, rounds: 1 });

    for (const { perSecond, cpuMicros } of [report.evaluated, report.signed, report.plain]) {
      expect(perSecond).to.be.greaterThan(0);
      expect(cpuMicros).to.be.greaterThan(0);
    }
    expect(report.clear).to.equal(10);
  });
});
