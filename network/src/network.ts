import { existsSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { NetworkFailure } from './failure.js';
import { locked } from './lock.js';
import { loadTopology } from './people.js';
import { type Plan, resolve, type Wish } from './plan.js';
import { Processes } from './process.js';
import { lastDeployment, optionsFile, readOptions, saveOptions } from './state.js';
import type { Binaries } from './steps/binaries.js';
import { joinChannel } from './steps/channel.js';
import { writeDocuments } from './steps/documents.js';
import { makeChaincodeLines, makeCrypto, makeGenesis, writeNodeConfigs } from './steps/material.js';
import { startNodes } from './steps/nodes.js';
import { issuePeople } from './steps/people.js';
import type { Report } from './steps/report.js';
import { startServers } from './steps/servers.js';

const builder = fileURLToPath(new URL('../builder', import.meta.url));

/**
 * The plan of the network in a data folder: the wish settles a new one; an existing one keeps the
 * shape it was made with. @throws NetworkFailure STATE_FORBIDS if the two differ
 */
export function planOf(wish: Wish): Plan {
  const topology = loadTopology();
  const saved = readOptions(wish.dataDir);
  if (saved === undefined) return resolve(topology, wish);
  const plan = resolve(topology, { ...saved, dataDir: wish.dataDir });
  for (const key of ['consensus', 'orderers', 'basePort'] as const) {
    const wished = wish[key];
    if (wished !== undefined && wished !== saved[key]) {
      throw new NetworkFailure(
        'STATE_FORBIDS',
        `The network in ${plan.dataDir} was made with ${key} ${String(saved[key])}, not ${String(wished)}; run down and clean first.`,
      );
    }
  }
  return plan;
}

/** As `planOf`, for commands that need a network. */
export function existingPlan(dataDir: string): Plan {
  if (readOptions(dataDir) === undefined) {
    throw new NetworkFailure('STATE_FORBIDS', `There is no network in ${dataDir}; run up first.`);
  }
  return planOf({ dataDir });
}

/** Runs work that may start processes; if it fails, those it started are stopped again. */
export function undoing<T>(
  dataDir: string,
  processes: Processes,
  work: (started: string[]) => Promise<T>,
): Promise<T> {
  return locked(dataDir, async () => {
    const started: string[] = [];
    let interrupt: (reason: Error) => void = () => undefined;
    const interruption = new Promise<never>((_, reject) => (interrupt = reject));
    const onSignal = (): void => {
      interrupt(new NetworkFailure('STEP_FAILED', 'Interrupted.'));
    };
    process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
    try {
      return await Promise.race([work(started), interruption]);
    } catch (err) {
      processes.refuseStarts();
      for (const id of started.reverse()) await processes.stop(id);
      throw err;
    } finally {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    }
  });
}

/** Brings the network up, or up again. Safe to repeat. */
export async function up(plan: Plan, bin: Binaries, report: Report): Promise<void> {
  const processes = new Processes(plan.dataDir);
  await undoing(plan.dataDir, processes, async (started) => {
    saveOptions(plan.dataDir, plan.options);
    await makeCrypto(plan, bin, report);
    await makeGenesis(plan, bin, report);
    await makeChaincodeLines(plan, report);
    writeNodeConfigs(plan, builder);
    await issuePeople(plan, report);
    writeDocuments(plan);
    await startNodes(plan, bin, processes, report, started);
    await joinChannel(plan, bin, report);
    const deployment = lastDeployment(plan.dataDir);
    if (deployment !== undefined) {
      await startServers(plan, deployment, processes, started);
      report.done('chaincode', `${deployment.packageId} serves`);
    }
  });
}

/** Chaincode first, orderers (whose names have no dot) last: nobody asks what has gone. */
function stopRank(id: string): number {
  if (id.includes('.chaincode.')) return 0;
  return id.includes('.') ? 1 : 2;
}

/** Stops every process of the network. Safe to repeat. */
export async function down(dataDir: string, report: Report): Promise<void> {
  if (!existsSync(dataDir)) {
    report.skip('down', `there is no network in ${dataDir}`);
    return;
  }
  await locked(dataDir, async () => {
    const processes = new Processes(dataDir);
    let stopped = 0;
    for (const rank of [0, 1, 2]) {
      const ids = processes.list().filter((id) => stopRank(id) === rank);
      const results = await Promise.all(ids.map((id) => processes.stop(id)));
      stopped += results.filter(Boolean).length;
    }
    if (stopped === 0) report.skip('down', 'nothing runs');
    else report.done('down', `${String(stopped)} processes stopped`);
  });
}

/** Removes the data folder: keys, ledgers, logs. @throws NetworkFailure STATE_FORBIDS while it runs */
export async function clean(dataDir: string, report: Report): Promise<void> {
  if (!existsSync(dataDir)) {
    report.skip('clean', `there is nothing at ${dataDir}`);
    return;
  }
  if (readOptions(dataDir) === undefined) {
    throw new NetworkFailure(
      'STATE_FORBIDS',
      `${dataDir} does not look like a network’s data folder; remove it yourself if it is one.`,
    );
  }
  await locked(dataDir, () => {
    const processes = new Processes(dataDir);
    const running = processes.list().filter((id) => processes.running(id));
    if (running.length > 0) {
      throw new NetworkFailure('STATE_FORBIDS', `${running.join(', ')} still run; run down first.`);
    }
    // The mark goes last, so that an interrupted clean can be repeated.
    for (const name of readdirSync(dataDir)) {
      if (join(dataDir, name) !== optionsFile(dataDir)) {
        rmSync(join(dataDir, name), { recursive: true, force: true });
      }
    }
    rmSync(dataDir, { recursive: true, force: true });
  });
  report.done('clean', `${dataDir} removed`);
}
