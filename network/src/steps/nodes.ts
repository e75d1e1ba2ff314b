import { readFileSync } from 'node:fs';
import { isHealthy, isListening, servesTls } from '../health.js';
import { Participation } from '../participation.js';
import { NetworkFailure } from '../failure.js';
import type { OrdererPlan, PeerPlan, Plan } from '../plan.js';
import type { Command, Processes } from '../process.js';
import { chaincodeSettings, ordererEnvironment, peerEnvironment } from '../render/environment.js';
import { until } from '../wait.js';
import type { Binaries } from './binaries.js';
import { peerEnd } from './material.js';
import type { Report } from './report.js';

export function ordererCommand(orderer: OrdererPlan, bin: Binaries): Command {
  return {
    id: orderer.id,
    command: bin('orderer'),
    args: ['start'],
    environment: ordererEnvironment(orderer),
    cwd: orderer.folder,
  };
}

export function peerCommand(peer: PeerPlan, bin: Binaries): Command {
  return {
    id: peer.id,
    command: bin('peer'),
    args: ['node', 'start'],
    environment: peerEnvironment(peer, chaincodeSettings(peer, peerEnd(peer))),
    cwd: peer.folder,
  };
}

/** Starts every node that does not run, and waits until each says it is healthy. */
export async function startNodes(
  plan: Plan,
  bin: Binaries,
  processes: Processes,
  report: Report,
  started: string[],
): Promise<void> {
  const nodes = [
    ...plan.orderers.map((node) => ({ node, command: ordererCommand(node, bin) })),
    ...plan.peers.map((node) => ({ node, command: peerCommand(node, bin) })),
  ];
  const toStart = nodes.filter(({ command }) => !processes.running(command.id));
  for (const { node } of toStart) {
    // A peer that crashed left its chaincode running, which is ours and keeps its port.
    const serves = processes
      .list()
      .some((id) => id.startsWith(`${node.id}.chaincode.`) && processes.running(id) !== undefined);
    await requireFreePorts(node, serves ? ['chaincodeServers'] : []);
  }
  for (const { command } of toStart) {
    if (processes.start(command)) started.push(command.id);
  }
  await Promise.all(nodes.map(({ node }) => healthy(node, plan, processes)));
  const what = `${String(plan.orderers.length)} orderer(s) and ${String(plan.peers.length)} peers`;
  if (toStart.length === 0) report.skip('nodes', `${what} already run`);
  else report.done('nodes', `${what} healthy`);
}

async function healthy(
  node: OrdererPlan | PeerPlan,
  plan: Plan,
  processes: Processes,
): Promise<void> {
  const orderer = plan.orderers.find((each) => each.id === node.id);
  // The health port opens first; the ports that serve open some time after it.
  const ready = async (): Promise<boolean> => {
    if (!(await isHealthy(node.ports.operations))) return false;
    if (orderer !== undefined) {
      const participation = new Participation(orderer, plan.ordererOrganization.admin);
      await participation.height(plan.channel.name);
    }
    return servesTls(node.ports.listen, readFileSync(node.tls.ca));
  };
  await until(ready, {
    what: `${node.id} to be healthy`,
    withinMs: 40_000,
    log: processes.logOf(node.id),
    hopeless: () => (processes.running(node.id) ? undefined : 'its process ended'),
  });
}

/** Another program on a port would answer in the node's place, or keep it from starting. */
async function requireFreePorts(
  { id, ports }: OrdererPlan | PeerPlan,
  except: readonly string[],
): Promise<void> {
  const wanted = Object.entries(ports).filter(([name]) => !except.includes(name));
  for (const port of wanted.flatMap(([, each]) => each)) {
    if (await isListening(port)) {
      throw new NetworkFailure(
        'STATE_FORBIDS',
        `Port ${String(port)}, which ${id} needs, is in use by another program; choose other ports with --base-port on a new network, or stop that program.`,
      );
    }
  }
}
