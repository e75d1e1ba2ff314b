import { join } from 'node:path';
import { openFabricNetwork } from '@shuquan/gateway/ledger/fabric-network/open';
import { ledgerSuite } from '../contract/ledger.suite.js';
import { sharedChannel } from '../support/channel.js';
import { anchorsOf, Ground, peopleOf } from '../support/founded.js';
import { fabricBinaries } from '../support/network.js';

if (fabricBinaries() === undefined) {
  it('fabric-network: skipped, there are no Fabric binaries');
} else {
  ledgerSuite('fabric-network', {
    open: async () => {
      const { dataDir } = (await sharedChannel())?.plan ?? { dataDir: '' };
      const connectionFile = join(dataDir, 'connection.json');
      const ledger = await openFabricNetwork({ connectionFile });
      return Ground.found(ledger, peopleOf(dataDir), anchorsOf(dataDir));
    },
  });
}
