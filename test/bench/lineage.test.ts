import { expect } from 'chai';
import { benchLineage } from './lineage.js';

describe('the bench of lineage', () => {
  it('traces ten levels and no more; how fast it was is nobody’s test', async () => {
    // 1 + 3 + … + 3^6 nodes: every edge lies within ten levels.
    const report = await benchLineage(1_093, 2);

    expect(report.edges).to.equal(1_092);
    expect(report.walk).to.have.length(2);
    expect(report.first).to.have.length(2);
    expect(report.last).to.have.length(2);
  }).timeout(60_000);
});
