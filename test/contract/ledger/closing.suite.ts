import { expect } from 'chai';
import { codeOf } from '../../support/rejected.js';
import type { Use } from '../ledger.suite.js';

/** Comes last: the ledger is closed after it. */
export function closing(use: Use): void {
  it('closes twice, ends what waits, and takes nothing any more', async () => {
    const ground = use();
    const { ledger } = ground;
    const { height } = await ledger.info();
    const waiting = (async () => {
      const numbers: bigint[] = [];
      const signal = new AbortController().signal;
      for await (const { number } of ledger.blocks(height - 1n, signal)) numbers.push(number);
      return numbers;
    })();
    await ground.block(height - 1n);

    await ledger.close();
    await ledger.close();

    expect(await waiting).to.deep.equal([height - 1n]);
    expect(await codeOf(ledger.info())).to.equal('LEDGER_CLOSED');
    const read = ledger.evaluate('beacon:latest', {}, ground.as('judge'));
    expect(await codeOf(read)).to.equal('LEDGER_CLOSED');
  });
}
