import { isHealthy } from './health.js';
import { Participation } from './participation.js';
import type { Plan } from './plan.js';
import { Processes } from './process.js';
import { lastDeployment } from './state.js';
import { peerHeight } from './steps/channel.js';
import { serverId } from './steps/servers.js';

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
    const height = (): Promise<number | undefined> => participation.height(channel);
    return nodeStatus(processes, orderer, height);
  });
  const peers = plan.peers.map((peer) => nodeStatus(processes, peer, () => peerHeight(plan, peer)));
  const deployment = lastDeployment(plan.dataDir);
  const servers =
    deployment === undefined
      ? []
      : plan.peers.map((peer) => serverStatus(processes, serverId(peer, deployment)));
  return [...(await Promise.all([...orderers, ...peers])), ...servers];
}

async function nodeStatus(
  processes: Processes,
  { id, ports }: { readonly id: string; readonly ports: { readonly operations: number } },
  height: () => Promise<number | undefined>,
): Promise<NodeStatus> {
  const pid = processes.running(id)?.pid;
  if (pid === undefined) return { id, pid, health: 'down', height: undefined };
  try {
    await isHealthy(ports.operations);
    return { id, pid, health: 'healthy', height: await height() };
  } catch (err) {
    const reason = err instanceof Error ? err.message : String(err);
    return { id, pid, health: `unhealthy: ${reason}`, height: undefined };
  }
}

function serverStatus(processes: Processes, id: string): NodeStatus {
  const pid = processes.running(id)?.pid;
  return { id, pid, health: pid === undefined ? 'down' : 'healthy', height: undefined };
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
