import { fabricBinaries, TestNetwork } from './network.js';
import { probedChaincode } from './probe.js';

/** The suites submit one after the other: of the shipped 300 ms they would mostly wait. */
const BATCH_TIMEOUT = '50ms';

/** One small network for all tests that only use its channel; made when it is first wanted. */
let shared: Promise<TestNetwork> | undefined;

export async function sharedChannel(): Promise<TestNetwork | undefined> {
  const bin = fabricBinaries();
  if (bin === undefined) return undefined;
  shared ??= (async () => {
    const network = await TestNetwork.open(bin, { batchTimeout: BATCH_TIMEOUT });
    await network.deploy({ chaincodeFolder: probedChaincode(network.folder), upgrade: false });
    return network;
  })();
  return shared;
}

after('takes the shared network down', async function () {
  this.timeout(120_000);
  await (await shared?.catch(() => undefined))?.close();
});
