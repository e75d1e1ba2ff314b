import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plan } from '../plan.js';
import { run, tryRun } from '../run.js';
import type { Report } from './report.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const entry = join(root, 'gateway', 'dist', 'cli', 'main.js');

/**
 * Founds the channel's governance, which is the gateway's work: `deploy` only asks for it, and only
 * where the gateway is built and has the command. Must be safe to repeat.
 */
export async function found(plan: Plan, report: Report): Promise<void> {
  const environment = { LEDGER: 'fabric', NETWORK_DIR: plan.dataDir };
  const gateway = { command: process.execPath, environment, cwd: root, timeoutMs: 120_000 };
  if (!existsSync(entry)) {
    report.skip('founding', 'the gateway is not built');
    return;
  }
  const { stdout } = await tryRun({ ...gateway, args: [entry, '--help'], timeoutMs: 20_000 });
  // A command in the list of commands; the word alone may stand anywhere.
  if (!/^ +found\b/m.test(stdout)) {
    report.skip('founding', 'the gateway has no such command');
    return;
  }
  await run('found the channel’s governance', { ...gateway, args: [entry, 'found'] });
  report.done('founding', 'governance is in force');
}
