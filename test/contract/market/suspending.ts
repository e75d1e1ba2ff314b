import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { codesOf, digest } from '../../support/market-desk.js';
import { EXCHANGE, HOLDER_A } from '../../support/parties.js';
import type { UseMarket } from '../market.suite.js';

const DAY = 86_400_000;

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

  it('is suspended by a court with the block of the order, and stands again once that is lifted', async () => {
    const { granted, terms, listing } = await desk().onMarket();
    const clear = await desk().checked(terms);
    const waiting = await desk().applied(terms);
    const on = [{ kind: 'RIGHT' as const, id: granted.right }];
    const paper = { caseNo: '（2026）川01执保7号', documentDigest: digest('7') };
    const id = unique('JO');
    const until = new Date(desk().stage.bench.now().getTime() + 30 * DAY).toISOString();
    const blocks = ['DISPOSE' as const, 'LIST' as const];
    await desk().act('order:freeze', { id, on, ...paper, blocks, until }, 'judge');

    const { state } = await desk().seen(listing);
    expect(state.status).to.equal('SUSPENDED');
    expect(state.reasons.map(({ code, about }) => `${code} ${about.id}`)).to.deep.equal([
      `ASSET_FROZEN ${id}`,
    ]);
    // A check that was clear before the order is not relied on after it.
    expect(await desk().refusedList(waiting, clear)).to.equal('ASSET_FROZEN');
    expect(codesOf(await desk().checked(terms))).to.deep.equal([
      ...['ASSET_FROZEN', 'CERTIFICATE_FROZEN'],
    ]);

    await desk().act('order:unfreeze', { id, on, ...paper }, 'judge');

    expect((await desk().seen(listing)).state.status).to.equal('LISTED');
    await desk().list(waiting, clear);
    expect((await desk().seen(waiting)).state.status).to.equal('LISTED');
  });
}
