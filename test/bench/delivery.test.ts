import { expect } from 'chai';
import { benchDelivery, reportOf } from './delivery.js';

describe('the bench of deliveries', () => {
  it('packs within 200 MB of memory, whatever it does', () => {
    const found = benchDelivery(64, 1);

    const peaks = [...found.values()].flat().flatMap(({ megabytes }) => megabytes ?? []);
    expect(peaks).to.have.length(4);
    expect(Math.max(...peaks)).to.be.below(200);
    expect(reportOf(found)).to.have.length(5);
  }).timeout(120_000);
});
