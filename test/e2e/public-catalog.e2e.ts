import { join } from 'node:path';
import { openFabric } from '@shuquan/gateway/ledger/fabric/open';
import { catalogSuite } from '../contract/catalog.suite.js';
import { personalInfoSuite } from '../contract/personal-info.suite.js';
import { sharingSuite } from '../contract/sharing.suite.js';
import { type Bench, registerBench } from '../support/bench.js';
import { sharedChannel } from '../support/channel.js';
import { anchorsOf, Ground, peopleOf } from '../support/founded.js';
import { fabricBinaries } from '../support/network.js';

const suites = [catalogSuite, sharingSuite, personalInfoSuite];

async function open(): Promise<Bench> {
  const network = await sharedChannel();
  const { dataDir } = network?.plan ?? { dataDir: '' };
  const ledger = await openFabric({ connectionFile: join(dataDir, 'connection.json') });
  return registerBench(await Ground.found(ledger, peopleOf(dataDir), anchorsOf(dataDir)));
}

if (fabricBinaries() === undefined) {
  it('public catalogue on fabric: skipped, there are no Fabric binaries');
} else {
  for (const suite of suites) suite('fabric', open);
}
