import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { connect } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { bind, type PeerPlan, type Plan } from '../plan.js';
import type { Command, Processes } from '../process.js';
import { chaincodeEnvironment } from '../render/environment.js';
import type { Deployment } from '../state.js';
import { until } from '../wait.js';

const libraries = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** The copy of the code a package runs. */
export function codeFolder(
  { dataDir }: Plan,
  { packageId }: Pick<Deployment, 'packageId'>,
): string {
  return join(dataDir, 'chaincode', packageId.replace(':', '-'));
}

/** Names the process by package, so that another package under the same sequence is another one. */
export function serverId(peer: PeerPlan, { packageId }: Pick<Deployment, 'packageId'>): string {
  const [label = '', digest = ''] = packageId.split(':');
  return `${peer.id}.chaincode.${label}.${digest.slice(0, 8)}`;
}

/** The shim the chaincode was built against. */
function shimFolder(): string {
  const chaincode = createRequire(import.meta.url).resolve('@shuquan/chaincode/package.json');
  return dirname(createRequire(chaincode).resolve('fabric-shim/package.json'));
}

/** What runs beside a peer for a package. */
export function serverCommand(plan: Plan, peer: PeerPlan, deployment: Deployment): Command {
  return {
    id: serverId(peer, deployment),
    // Node itself and not the npm wrapper: the pid must be the server's.
    command: process.execPath,
    args: [
      join(shimFolder(), 'cli.js'),
      'server',
      `--chaincode-address=${bind(peer.ports.chaincodeServers[deployment.slot])}`,
      `--chaincode-id=${deployment.packageId}`,
      `--chaincode-tls-key-file=${join(peer.chaincodeTls, 'server.key')}`,
      `--chaincode-tls-cert-file=${join(peer.chaincodeTls, 'server.crt')}`,
      `--chaincode-tls-client-cacert-file=${join(peer.chaincodeTls, 'ca.crt')}`,
    ],
    environment: chaincodeEnvironment(peer, libraries),
    cwd: codeFolder(plan, deployment),
    note: String(deployment.slot),
  };
}

/** Starts a package's server beside every peer, and waits until each accepts its peer. */
export async function startServers(
  plan: Plan,
  deployment: Deployment,
  processes: Processes,
  started: string[],
): Promise<void> {
  for (const peer of plan.peers) {
    // What serves another package on the same port is from an attempt that never was committed.
    await stopSlot(peer, deployment, processes);
    const command = serverCommand(plan, peer, deployment);
    if (processes.start(command)) started.push(command.id);
  }
  await Promise.all(
    plan.peers.map((peer) => {
      const id = serverId(peer, deployment);
      return until(() => accepts(peer, deployment), {
        what: `the chaincode server of ${peer.id}`,
        withinMs: 30_000,
        log: processes.logOf(id),
        hopeless: () => (processes.running(id) ? undefined : 'its process ended'),
      });
    }),
  );
}

async function stopSlot(
  peer: PeerPlan,
  deployment: Deployment,
  processes: Processes,
): Promise<void> {
  for (const id of serversOf(peer, processes)) {
    const sameSlot = processes.noteOf(id) === String(deployment.slot);
    if (id !== serverId(peer, deployment) && sameSlot) await processes.stop(id);
  }
}

/** Stops every server that serves another package than this one. @returns how many ran */
export async function stopOthers(
  plan: Plan,
  deployment: Deployment,
  processes: Processes,
): Promise<number> {
  const others = plan.peers.flatMap((peer) =>
    serversOf(peer, processes).filter((id) => id !== serverId(peer, deployment)),
  );
  const stopped = await Promise.all(others.map((id) => processes.stop(id)));
  return stopped.filter(Boolean).length;
}

function serversOf(peer: PeerPlan, processes: Processes): string[] {
  return processes.list().filter((id) => id.startsWith(`${peer.id}.chaincode.`));
}

/** Whether a peer’s server takes a TLS handshake with the peer’s certificate. Throws if not. */
export function accepts(peer: PeerPlan, { slot }: Deployment): Promise<boolean> {
  const read = (name: string): Buffer => readFileSync(join(peer.chaincodeTls, name));
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: '127.0.0.1',
      port: peer.ports.chaincodeServers[slot],
      servername: 'localhost',
      ALPNProtocols: ['h2'],
      ca: read('ca.crt'),
      cert: read('client.crt'),
      key: read('client.key'),
      timeout: 3_000,
    });
    socket.on('timeout', () => socket.destroy(new Error('no TLS answer within 3 s')));
    socket.on('error', reject);
    socket.on('secureConnect', () => {
      socket.end();
      resolve(socket.authorized);
    });
  });
}
