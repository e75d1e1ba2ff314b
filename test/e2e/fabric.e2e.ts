import { join } from 'node:path';
import { openFabric } from '@shuquan/gateway/ledger/fabric/open';
import { ledgerSuite } from '../contract/ledger.suite.js';
import { sharedChannel } from '../support/channel.js';
import { anchorsOf, Ground, peopleOf } from '../support/founded.js';
import { fabricBinaries } from '../support/network.js';

if (fabricBinaries() === undefined) {
  it('fabric: skipped, there are no Fabric binaries');
} else {
  ledgerSuite('fabric', {
    open: async () => {
      const network = await sharedChannel();
      const { dataDir } = network?.plan ?? { dataDir: '' };
      const ledger = await openFabric({ connectionFile: join(dataDir, 'connection.json') });
      return Ground.found(ledger, peopleOf(dataDir), anchorsOf(dataDir));
    },
  });
}
