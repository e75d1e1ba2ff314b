import { join } from 'node:path';
import { openFabric } from '@shuquan/gateway/ledger/fabric/open';
import { agreementSuite } from '../contract/agreement.suite.js';
import { lineageSuite } from '../contract/lineage.suite.js';
import { operationSuite } from '../contract/operation.suite.js';
import { revenueSuite } from '../contract/revenue.suite.js';
import { schemeSuite } from '../contract/scheme.suite.js';
import { registerBench } from '../support/bench.js';
import { sharedChannel } from '../support/channel.js';
import { anchorsOf, Ground, peopleOf } from '../support/founded.js';
import { fabricBinaries } from '../support/network.js';
import type { PlantingBench } from '../support/planting.js';

const suites = [schemeSuite, agreementSuite, operationSuite, lineageSuite, revenueSuite];

async function open(): Promise<PlantingBench> {
  const network = await sharedChannel();
  const { dataDir } = network?.plan ?? { dataDir: '' };
  const ledger = await openFabric({ connectionFile: join(dataDir, 'connection.json') });
  const ground = await Ground.found(ledger, peopleOf(dataDir), anchorsOf(dataDir));
  return { ...(await registerBench(ground)), ground };
}

if (fabricBinaries() === undefined) {
  it('operation on fabric: skipped, there are no Fabric binaries');
} else {
  for (const suite of suites) suite('fabric', open);
}
