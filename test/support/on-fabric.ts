import { join } from 'node:path';
import { openFabric } from '@shuquan/gateway/ledger/fabric/open';
import { type Bench, registerBench } from './bench.js';
import { sharedChannel } from './channel.js';
import { anchorsOf, Ground, peopleOf } from './founded.js';
import { fabricBinaries } from './network.js';

/** The founded channel of the shared network, with a connection of one’s own. */
export async function sharedGround(): Promise<Ground> {
  const network = await sharedChannel();
  const { dataDir } = network?.plan ?? { dataDir: '' };
  const ledger = await openFabric({ connectionFile: join(dataDir, 'connection.json') });
  return Ground.found(ledger, peopleOf(dataDir), anchorsOf(dataDir));
}

const open = async (): Promise<Bench> => registerBench(await sharedGround());

/** Plays suites of contracts on real processes, or says why not. */
export function playOnFabric(
  what: string,
  suites: readonly ((name: string, open: () => Promise<Bench>) => void)[],
): void {
  if (fabricBinaries() === undefined) {
    it(`${what} on fabric: skipped, there are no Fabric binaries`);
    return;
  }
  for (const suite of suites) suite('fabric', open);
}
