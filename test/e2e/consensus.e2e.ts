import { join } from 'node:path';
import { openFabric } from '@shuquan/gateway/ledger/fabric/open';
import type { Wish } from '@shuquan/network/plan';
import { ledgerSuite, smokeParts } from '../contract/ledger.suite.js';
import { anchorsOf, Ground, peopleOf } from '../support/founded.js';
import { fabricBinaries, TestNetwork } from '../support/network.js';
import { probedChaincode } from '../support/probe.js';

/** The other orderers, with the adapter that is the default on a network. */
const setUps: Readonly<Record<string, Omit<Wish, 'dataDir'>>> = {
  'three Raft orderers': { orderers: 3 },
  'four BFT orderers': { consensus: 'bft' },
};

for (const [name, wish] of Object.entries(setUps)) {
  describe(`a ledger on ${name}`, function () {
    this.timeout(120_000);
    const bin = fabricBinaries();
    if (bin === undefined) {
      it('is skipped: there are no Fabric binaries');
      return;
    }
    let network: TestNetwork | undefined;

    after(async () => {
      await network?.close();
    });

    ledgerSuite('fabric', {
      only: smokeParts,
      open: async () => {
        network = await TestNetwork.open(bin, wish);
        const { dataDir } = network.plan;
        await network.deploy({ chaincodeFolder: probedChaincode(network.folder), upgrade: false });
        const ledger = await openFabric({ connectionFile: join(dataDir, 'connection.json') });
        return Ground.found(ledger, peopleOf(dataDir), anchorsOf(dataDir));
      },
    });
  });
}
