import { expect } from 'chai';
import { codesOf, digest } from '../../support/market-desk.js';
import { EXCHANGE, HOLDER_A } from '../../support/parties.js';
import type { UseMarket } from '../market.suite.js';

export function suspending(desk: UseMarket): void {
  it('is suspended by a declared affiliate, though nobody wrote to it', async () => {
    const { listing } = await desk().onMarket();
    const pair = { first: EXCHANGE, second: HOLDER_A };
    const declared = { ...pair, relation: 'SHAREHOLDING' as const, documentDigest: digest('a') };
    await desk().act('affiliate:declare', declared, 'supervisor');

    const { state } = await desk().seen(listing);
    await desk().act('affiliate:end', { ...pair, documentDigest: digest('b') }, 'supervisor');

    expect(state.status).to.equal('SUSPENDED');
    expect(codesOf(state)).to.deep.equal(['SEPARATION_VIOLATION']);
    expect((await desk().seen(listing)).state.status).to.equal('LISTED');
  });
}
