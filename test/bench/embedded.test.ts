import { expect } from 'chai';
import { benchEmbedded } from './embedded.js';

describe('the bench of the embedded ledger', () => {
  it('runs and reports; how fast it was is nobody’s test', async () => {
    const size = { submits: 20, lone: 2, evaluates: 10, runs: 1, records: 70 };
    const report = await benchEmbedded(size);
    for (const rate of [report.submit, report.lone, report.evaluate, report.grown?.submit]) {
      expect(rate?.perSecond).to.be.greaterThan(0);
      expect(rate?.cpuMicros).to.be.greaterThan(0);
    }
    expect(report.grown?.records).to.be.at.least(70);
    expect(report.command).to.match(/^node test\/dist\/bench\/embedded\.js/);
  });
});
