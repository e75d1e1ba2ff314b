import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Deployment, lastDeployment } from '@shuquan/network/state';
import { Processes } from '@shuquan/network/process';
import { accepts, codeFolder, serverCommand, serverId } from '@shuquan/network/steps/servers';
import { until } from '@shuquan/network/wait';
import type { TestNetwork } from './network.js';

/** Where the build of the product is honest, and what a rogue one does instead. */
const checks = [
  {
    file: 'dist/model/encumbrance/unencumbered.js',
    from: 'function requireUnblocked(all, what) {',
    to: 'function requireUnblocked(all, what) { return;',
  },
  {
    file: 'dist/model/order/holding.js',
    from: 'const mayLift = (hold, by) =>',
    to: 'const mayLift = (hold, by) => true ||',
  },
] as const;

/** A copy of the deployed code without its checks. @returns its folder */
function rogueCode(network: TestNetwork, deployment: Deployment): string {
  const home = join(network.folder, 'rogue-chaincode');
  cpSync(codeFolder(network.plan, deployment), home, { recursive: true });
  for (const { file, from, to } of checks) {
    const path = join(home, file);
    const honest = readFileSync(path, 'utf8');
    if (!honest.includes(from)) throw new TypeError(`${file} has no such check.`);
    writeFileSync(path, honest.replace(from, to));
  }
  return home;
}

/** Runs the peers of some organisations on a rogue build under the same package, for one act. */
export async function withRoguePeers(
  network: TestNetwork,
  mspIds: readonly string[],
  act: () => Promise<void>,
): Promise<void> {
  const deployment = lastDeployment(network.plan.dataDir);
  if (deployment === undefined) throw new TypeError('Nothing is deployed.');
  const cwd = rogueCode(network, deployment);
  await swap(network, mspIds, deployment, cwd);
  try {
    await act();
  } finally {
    await swap(network, mspIds, deployment, codeFolder(network.plan, deployment));
  }
}

async function swap(
  { plan }: TestNetwork,
  mspIds: readonly string[],
  deployment: Deployment,
  cwd: string,
): Promise<void> {
  const processes = new Processes(plan.dataDir);
  for (const peer of plan.peers.filter(({ mspId }) => mspIds.includes(mspId))) {
    const id = serverId(peer, deployment);
    await processes.stop(id);
    processes.start({ ...serverCommand(plan, peer, deployment), cwd });
    await until(() => accepts(peer, deployment), {
      ...{ what: `the chaincode server of ${peer.id}`, withinMs: 30_000 },
      ...{ log: processes.logOf(id) },
      hopeless: () => (processes.running(id) ? undefined : 'its process ended'),
    });
  }
}
