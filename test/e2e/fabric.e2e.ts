import { ledgerSuite } from '../contract/ledger.suite.js';
import { fabricBinaries } from '../support/network.js';
import { sharedGround } from '../support/on-fabric.js';

if (fabricBinaries() === undefined) {
  it('fabric: skipped, there are no Fabric binaries');
} else {
  ledgerSuite('fabric', { open: sharedGround });
}
