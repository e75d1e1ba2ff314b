import { openTestLedger } from '../support/embedded.js';
import { embeddedMint } from '../support/minting.js';
import { matrixSuite } from './matrix.suite.js';

matrixSuite('embedded', async () => {
  const test = await openTestLedger();
  return {
    ledger: test.ledger,
    as: (id) => test.ledger.identity(id),
    now: test.clock.now,
    alone: true,
    mint: embeddedMint(test),
    close: () => test.dispose(),
  };
});
