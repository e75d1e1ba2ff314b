import { join } from 'node:path';
import { openFabric } from '@shuquan/gateway/ledger/fabric/open';
import { anchorsOf, Ground, peopleOf } from '../support/founded.js';
import { fabricBinaries, TestNetwork } from '../support/network.js';
import { chaincodeFolder } from '../support/probe.js';

/** Measures on processes of a network of its own, with the product’s chaincode and founded. */
export async function onNetwork<R>(
  work: (ground: Ground, network: TestNetwork) => Promise<R>,
): Promise<R> {
  const bin = fabricBinaries();
  if (bin === undefined) throw new Error('There are no Fabric binaries: npm run network -- build');
  const network = await TestNetwork.open(bin);
  try {
    await network.deploy({ chaincodeFolder, upgrade: false });
    const { dataDir } = network.plan;
    const ledger = await openFabric({ connectionFile: join(dataDir, 'connection.json') });
    try {
      const ground = await Ground.found(ledger, peopleOf(dataDir), anchorsOf(dataDir));
      return await work(ground, network);
    } finally {
      await ledger.close();
    }
  } finally {
    await network.close();
  }
}
