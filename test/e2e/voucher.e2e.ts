import { join } from 'node:path';
import { openFabric } from '@shuquan/gateway/ledger/fabric/open';
import { voucherSuite } from '../contract/voucher.suite.js';
import { type Bench, groundBench } from '../support/bench.js';
import { sharedChannel } from '../support/channel.js';
import { anchorsOf, Ground, peopleOf } from '../support/founded.js';
import { fabricBinaries } from '../support/network.js';

async function open(): Promise<Bench> {
  const network = await sharedChannel();
  const { dataDir } = network?.plan ?? { dataDir: '' };
  const ledger = await openFabric({ connectionFile: join(dataDir, 'connection.json') });
  return groundBench(await Ground.found(ledger, peopleOf(dataDir), anchorsOf(dataDir)));
}

if (fabricBinaries() === undefined) {
  it('vouchers on fabric: skipped, there are no Fabric binaries');
} else {
  voucherSuite('fabric', open);
}
