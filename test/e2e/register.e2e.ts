import { join } from 'node:path';
import { openFabric } from '@shuquan/gateway/ledger/fabric/open';
import { acceptanceSuite } from '../contract/acceptance.suite.js';
import { closingSuite } from '../contract/closing.suite.js';
import { exitSuite } from '../contract/exit.suite.js';
import { objectionSuite } from '../contract/objection.suite.js';
import { overlapSuite } from '../contract/overlap.suite.js';
import { querySuite } from '../contract/query.suite.js';
import { registerSuite } from '../contract/register.suite.js';
import { registrationSuite } from '../contract/registration.suite.js';
import { reviewSuite } from '../contract/review.suite.js';
import { type Bench, registerBench } from '../support/bench.js';
import { sharedChannel } from '../support/channel.js';
import { anchorsOf, Ground, peopleOf } from '../support/founded.js';
import { fabricBinaries } from '../support/network.js';

const suites = [
  ...[registrationSuite, acceptanceSuite, reviewSuite, objectionSuite, registerSuite],
  ...[closingSuite, overlapSuite, querySuite, exitSuite],
];

async function open(): Promise<Bench> {
  const network = await sharedChannel();
  const { dataDir } = network?.plan ?? { dataDir: '' };
  const ledger = await openFabric({ connectionFile: join(dataDir, 'connection.json') });
  return registerBench(await Ground.found(ledger, peopleOf(dataDir), anchorsOf(dataDir)));
}

if (fabricBinaries() === undefined) {
  it('register on fabric: skipped, there are no Fabric binaries');
} else {
  for (const suite of suites) suite('fabric', open);
}
