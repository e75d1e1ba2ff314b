import { readFileSync } from 'node:fs';
import { NetworkFailure } from '../failure.js';
import { metric } from '../health.js';
import { Participation } from '../participation.js';
import type { OrdererPlan, OrganizationPlan, PeerPlan, Plan } from '../plan.js';
import { adminEnvironment } from '../render/environment.js';
import { run, tryRun } from '../run.js';
import { until } from '../wait.js';
import type { Binaries } from './binaries.js';
import { genesisFile } from './material.js';
import type { Report } from './report.js';

/** Joins every orderer and peer that has not joined, and waits for a leader. */
export async function joinChannel(plan: Plan, bin: Binaries, report: Report): Promise<void> {
  const joinedOrderers = await Promise.all(plan.orderers.map((each) => joinOrderer(plan, each)));
  const members = plan.organizations.flatMap((organization) =>
    organization.peers.map((peer) => ({ organization, peer })),
  );
  const [, joinedPeers] = await Promise.all([
    awaitLeader(plan),
    Promise.all(members.map(({ organization, peer }) => joinPeer(plan, bin, organization, peer))),
  ]);
  await awaitHeight(plan);
  const joined = [...joinedOrderers, ...joinedPeers].filter(Boolean).length;
  if (joined === 0) report.skip('channel', `${plan.channel.name} is joined and led`);
  else
    report.done('channel', `${String(joined)} nodes joined ${plan.channel.name}; it has a leader`);
}

async function joinOrderer(plan: Plan, orderer: OrdererPlan): Promise<boolean> {
  const participation = new Participation(orderer, plan.ordererOrganization.admin);
  try {
    if ((await participation.height(plan.channel.name)) !== undefined) return false;
    await participation.join(readFileSync(genesisFile(plan)));
    return true;
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new NetworkFailure('STEP_FAILED', `${orderer.id} could not join the channel: ${said}`, {
      cause,
      log: `${plan.dataDir}/logs/${orderer.id}.log`,
    });
  }
}

async function joinPeer(
  plan: Plan,
  bin: Binaries,
  organization: OrganizationPlan,
  peer: PeerPlan,
): Promise<boolean> {
  const environment = adminEnvironment(organization, peer);
  const peerTool = { command: bin('peer'), environment };
  const info = await tryRun({ ...peerTool, args: ['channel', 'getinfo', '-c', plan.channel.name] });
  if (info.ok) return false;
  const args = ['channel', 'join', '-b', genesisFile(plan)];
  await run(`join ${peer.id} to the channel`, { ...peerTool, args });
  return true;
}

/** The orderer that leads now, by its own metrics, or `undefined` during an election. */
export async function leaderOf({
  orderers,
  options,
  channel,
}: Plan): Promise<OrdererPlan | undefined> {
  const name =
    options.consensus === 'bft' ? 'consensus_BFT_is_leader' : 'consensus_etcdraft_is_leader';
  for (const orderer of orderers) {
    const leads = await metric(orderer.ports.operations, name, channel.name).catch(() => undefined);
    if (leads === 1) return orderer;
  }
  return undefined;
}

/** Before there is a leader every submission fails: an election takes some seconds. */
async function awaitLeader(plan: Plan): Promise<void> {
  await until(async () => (await leaderOf(plan)) !== undefined, {
    what: 'the orderers to choose a leader',
    withinMs: 60_000,
    log: `${plan.dataDir}/logs`,
  });
}

export function peerHeight(plan: Plan, peer: PeerPlan): Promise<number | undefined> {
  return metric(peer.ports.operations, 'ledger_blockchain_height', plan.channel.name);
}

/** A node that was away fetches what it missed; `up` ends when every node is where the first was. */
async function awaitHeight(plan: Plan): Promise<void> {
  const heights = await nodeHeights(plan);
  const target = Math.max(1, ...heights.values());
  const caughtUp = async (): Promise<boolean> => {
    const now = await nodeHeights(plan);
    const behind = [...now].filter(([, height]) => height < target).map(([id]) => id);
    if (behind.length > 0) throw new Error(`${behind.join(', ')} behind block ${String(target)}`);
    return true;
  };
  await until(caughtUp, {
    what: 'every node to hold the channel',
    withinMs: 60_000,
    log: `${plan.dataDir}/logs`,
  });
}

async function nodeHeights(plan: Plan): Promise<Map<string, number>> {
  const orderers = plan.orderers.map(async (orderer): Promise<[string, number]> => {
    const participation = new Participation(orderer, plan.ordererOrganization.admin);
    return [orderer.id, (await participation.height(plan.channel.name)) ?? 0];
  });
  const peers = plan.peers.map(async (peer): Promise<[string, number]> => {
    return [peer.id, (await peerHeight(plan, peer)) ?? 0];
  });
  return new Map(await Promise.all([...orderers, ...peers]));
}
