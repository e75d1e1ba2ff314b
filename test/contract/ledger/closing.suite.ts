import { expect } from 'chai';
import { codeOf } from '../../support/rejected.js';
import type { Use } from '../ledger.suite.js';

/** Comes last: the ledger is closed after it. */
export function closing(use: Use): void {
  it('closes twice, ends what waits, and takes nothing any more', async () => {
    const ground = use();
    const { ledger } = ground;
    const { height } = await ledger.info();
    const blocks = ledger.blocks(height - 1n, new AbortController().signal);
    const iterator = blocks[Symbol.asyncIterator]();
    await iterator.next();
    const waiting = iterator.next();

    await ledger.close();
    await ledger.close();

    expect((await waiting).done).to.equal(true);
    expect(await codeOf(ledger.info())).to.equal('LEDGER_CLOSED');
    const read = ledger.evaluate('beacon:latest', {}, ground.as('judge'));
    expect(await codeOf(read)).to.equal('LEDGER_CLOSED');
  });
}
