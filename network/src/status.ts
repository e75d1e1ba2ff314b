import { isHealthy } from './health.js';
import { Participation } from './participation.js';
import type { Plan } from './plan.js';
import { Processes } from './process.js';
import { lastDeployment } from './state.js';
import { peerHeight } from './steps/channel.js';
import { accepts, serverId } from './steps/servers.js';

export interface NodeStatus {
  readonly id: string;
  readonly pid: number | undefined;
  /** `healthy`, `down`, or why it is not healthy. */
  readonly health: string;
  readonly height: number | undefined;
}

/** Every process that should run, and how it is. */
export async function status(plan: Plan): Promise<NodeStatus[]> {
  const processes = new Processes(plan.dataDir);
  const channel = plan.channel.name;
  const orderers = plan.orderers.map((orderer) => {
    const participation = new Participation(orderer, plan.ordererOrganization.admin);
    return statusOf(processes, orderer.id, async () => {
      await isHealthy(orderer.ports.operations);
      return participation.height(channel);
    });
  });
  const peers = plan.peers.map((peer) =>
    statusOf(processes, peer.id, async () => {
      await isHealthy(peer.ports.operations);
      return peerHeight(plan, peer);
    }),
  );
  const deployment = lastDeployment(plan.dataDir);
  const served = deployment === undefined ? [] : plan.peers.map((peer) => ({ peer, deployment }));
  const servers = served.map(({ peer, deployment }) =>
    statusOf(processes, serverId(peer, deployment), async () => {
      await accepts(peer, deployment);
      return undefined;
    }),
  );
  return Promise.all([...orderers, ...peers, ...servers]);
}

/** Asks a process that runs; one that does not is down. */
async function statusOf(
  processes: Processes,
  id: string,
  ask: () => Promise<number | undefined>,
): Promise<NodeStatus> {
  const pid = processes.running(id)?.pid;
  if (pid === undefined) return { id, pid, health: 'down', height: undefined };
  try {
    return { id, pid, health: 'healthy', height: await ask() };
  } catch (err) {
    const reason = err instanceof Error ? err.message : String(err);
    return { id, pid, health: `unhealthy: ${reason}`, height: undefined };
  }
}

/** The table `status` prints. */
export function statusTable(nodes: readonly NodeStatus[]): string[] {
  const rows = [
    ['process', 'pid', 'height', 'health'],
    ...nodes.map(({ id, pid, height, health }) => [
      id,
      pid === undefined ? '-' : String(pid),
      height === undefined ? '-' : String(height),
      health,
    ]),
  ];
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
