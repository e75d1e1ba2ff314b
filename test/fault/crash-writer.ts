import { writeSync } from 'node:fs';
import { openEmbedded } from '@shuquan/gateway/ledger/embedded/open';
import { depositOf, foundTestLedger } from '../support/embedded.js';

/** Deposits until it is killed; writes the id of each acknowledged deposit to its output. */
const [dataDir = '', prefix = ''] = process.argv.slice(2);
const IN_FLIGHT = 16;

const ledger = await openEmbedded({ dataDir });
await foundTestLedger(ledger);
const as = ledger.identity('registrar1');
let count = 0;

async function write(): Promise<never> {
  for (;;) {
    const id = `${prefix}-${String(count++)}`;
    await ledger.submit('evidence:deposit', depositOf(id), as);
    writeSync(1, `${id}\n`);
  }
}
await Promise.all(Array.from({ length: IN_FLIGHT }, write));
