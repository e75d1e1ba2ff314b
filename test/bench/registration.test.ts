import { expect } from 'chai';
import { onEmbedded } from './registration.js';

describe('the bench of first registrations', () => {
  it('runs and reports; how fast it was is nobody’s test', async function () {
    this.timeout(120_000);
    const report = await onEmbedded({ count: 6, inFlight: 3, rounds: 2, perCertify: 2 });
    expect(report.rounds).to.have.length(2);
    expect(report.perMinute).to.be.greaterThan(0);
    expect(report.steps.get('whole registration')).to.have.length(12);
    // Certificates are numbered several at a time.
    expect(report.steps.get('register:certify')?.length).to.be.within(6, 12);
  });
});
