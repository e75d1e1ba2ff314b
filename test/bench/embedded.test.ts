import { expect } from 'chai';
import { benchEmbedded } from './embedded.js';
import { benchGrowth } from './growth.js';

describe('the bench of the embedded ledger', () => {
  it('runs and reports; how fast it was is nobody’s test', async () => {
    const size = { submits: 20, lone: 2, evaluates: 10, runs: 1 };
    const report = await benchEmbedded(size);
    for (const rate of [report.submit, report.lone, report.evaluate]) {
      expect(rate.perSecond).to.be.greaterThan(0);
      expect(rate.cpuMicros).to.be.greaterThan(0);
    }
    expect(report.command).to.match(/^node test\/dist\/bench\/embedded\.js/);
  });

  it('drives a large and a small ledger in turn', async function () {
    this.timeout(120_000);
    const report = await benchGrowth({ small: 10, large: 40, rounds: 2, submits: 10 });
    expect(report.ratios).to.have.length(2);
    expect(report.ratio).to.be.greaterThan(0);
    // One round to warm up, then two.
    expect([report.small.records, report.large.records]).to.deep.equal([40, 70]);
    expect(report.large.memory?.resident).to.be.greaterThan(0);
  });
});
