import { join } from 'node:path';
import { NetworkFailure } from './failure.js';
import { undoing } from './network.js';
import { ccaasPackage, packageId, slotOf } from './package/ccaas.js';
import { codeDigest, snapshotCode } from './package/code.js';
import type { Plan } from './plan.js';
import { Processes } from './process.js';
import { type Deployment, readDeployment, saveDeployment, writeAtomically } from './state.js';
import type { Binaries } from './steps/binaries.js';
import { type Definition, Lifecycle } from './steps/lifecycle.js';
import type { Report } from './steps/report.js';
import { codeFolder, startServers, stopOthers } from './steps/servers.js';

export interface DeployWish {
  readonly chaincodeFolder: string;
  readonly upgrade: boolean;
  readonly version?: string | undefined;
  readonly sequence?: number | undefined;
}

/** Puts the chaincode on the channel, or the next version of it. Safe to repeat. */
export async function deploy(
  plan: Plan,
  bin: Binaries,
  wish: DeployWish,
  report: Report,
): Promise<void> {
  const processes = new Processes(plan.dataDir);
  requireNodes(plan, processes);
  const lifecycle = new Lifecycle(plan, bin);
  await undoing(plan.dataDir, processes, async (started) => {
    const committed = await lifecycle.committed();
    const digest = codeDigest(wish.chaincodeFolder);
    const definition = nextDefinition(wish, committed);
    if (definition.sequence === committed?.sequence) {
      await keep(plan, definition, digest, processes, report, started);
    } else {
      await define(plan, lifecycle, definition, digest, wish, processes, report, started);
    }
    await Promise.all([lifecycle.awaitDiscovery(), lifecycle.awaitAnswers()]);
    report.done('discovery', 'every peer finds the endorsers, every chaincode answers');
  });
}

function requireNodes(plan: Plan, processes: Processes): void {
  const idle = [...plan.orderers, ...plan.peers].filter(({ id }) => !processes.running(id));
  if (idle.length > 0) {
    const names = idle.map(({ id }) => id).join(', ');
    throw new NetworkFailure('STATE_FORBIDS', `${names} do not run; run up first.`);
  }
}

/**
 * Which definition is wanted. A repeat without `upgrade` means the one that is there; Fabric takes
 * only the next sequence. Pure. @throws NetworkFailure CONFIG_INVALID
 */
export function nextDefinition(
  { upgrade, version, sequence }: Omit<DeployWish, 'chaincodeFolder'>,
  committed: Definition | undefined,
): Definition {
  const next = (committed?.sequence ?? 0) + 1;
  const isNext = sequence === undefined ? upgrade || committed === undefined : sequence === next;
  if (isNext) return { sequence: next, version: version ?? String(next) };
  if (committed === undefined || (sequence ?? committed.sequence) !== committed.sequence) {
    throw new NetworkFailure(
      'CONFIG_INVALID',
      `The channel is at sequence ${String(next - 1)}; only ${String(next)} can follow, not ${String(sequence)}.`,
    );
  }
  requireVersion(committed, version);
  return committed;
}

function requireVersion(committed: Definition, version: string | undefined): void {
  if (version === undefined || version === committed.version) return;
  throw new NetworkFailure(
    'CONFIG_INVALID',
    `Sequence ${String(committed.sequence)} is version ${committed.version}; give --upgrade to deploy ${version}.`,
  );
}

/** The definition is committed already: its servers must run, and its code must be this code. */
async function keep(
  plan: Plan,
  { sequence }: Definition,
  digest: string,
  processes: Processes,
  report: Report,
  started: string[],
): Promise<void> {
  const deployment = readDeployment(plan.dataDir, sequence);
  if (deployment === undefined) {
    throw new NetworkFailure(
      'STATE_FORBIDS',
      `Sequence ${String(sequence)} was deployed from elsewhere; give --upgrade to deploy from here.`,
    );
  }
  if (deployment.codeDigest !== digest) {
    throw new NetworkFailure(
      'STATE_FORBIDS',
      `The chaincode differs from the one approved as sequence ${String(sequence)}; give --upgrade to deploy it as the next.`,
    );
  }
  saveDeployment(plan.dataDir, { ...deployment, committed: true });
  await startServers(plan, deployment, processes, started);
  await stopOthers(plan, deployment, processes);
  report.skip('chaincode', `${deployment.packageId} is committed as sequence ${String(sequence)}`);
}

/** A new definition: both servers run until every peer has committed it, then only the new one. */
async function define(
  plan: Plan,
  lifecycle: Lifecycle,
  definition: Definition,
  digest: string,
  { chaincodeFolder }: DeployWish,
  processes: Processes,
  report: Report,
  started: string[],
): Promise<void> {
  const { deployment, file } = makePackage(plan, definition, digest);
  snapshotCode(chaincodeFolder, codeFolder(plan, deployment));
  report.done('package', deployment.packageId);
  const [installed] = await Promise.all([
    lifecycle.install(file, deployment.packageId),
    startServers(plan, deployment, processes, started),
  ]);
  report.done('chaincode', `serves beside every peer; installed on ${String(installed)}`);
  const approved = await lifecycle.approve(definition, deployment.packageId);
  report.done('approval', `${String(approved)} organisations`);
  saveDeployment(plan.dataDir, deployment);
  await lifecycle.commit(definition);
  // From here on the new servers are the channel's: nothing that fails later may stop them.
  started.length = 0;
  saveDeployment(plan.dataDir, { ...deployment, committed: true });
  report.done('commit', `sequence ${String(definition.sequence)} on every peer`);
  const stopped = await stopOthers(plan, deployment, processes);
  if (stopped > 0)
    report.done('upgrade', `${String(stopped)} servers of the version before stopped`);
}

function makePackage(
  plan: Plan,
  { sequence, version }: Definition,
  digest: string,
): { deployment: Deployment; file: string } {
  const label = `${plan.chaincode.name}_${version}`;
  const slot = slotOf(sequence);
  const bytes = ccaasPackage({ label, slot, codeDigest: digest });
  const file = join(plan.dataDir, 'packages', `${label}.tgz`);
  writeAtomically(file, bytes);
  return {
    file,
    deployment: {
      v: 1,
      sequence,
      version,
      label,
      packageId: packageId(label, bytes),
      slot,
      codeDigest: digest,
      committed: false,
    },
  };
}
