import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { fsck, type FsckReport } from '@shuquan/gateway/ledger/embedded/fsck';
import { openEmbedded } from '@shuquan/gateway/ledger/embedded/open';

export interface CrashReport {
  readonly cycles: number;
  readonly acknowledged: number;
  /** Acknowledged before a kill and not there after it. */
  readonly lost: readonly string[];
  readonly fsck: FsckReport;
}

const WRITER = join(import.meta.dirname, 'crash-writer.js');

/**
 * Kills a process that writes as fast as it can, again and again, and looks each time whether
 * everything that it had acknowledged is there.
 *
 * A kill leaves the page cache alone, so this shows order and atomicity, not that `fsync` is
 * called: see the torn-log test for that.
 */
export async function crashCycles(cycles: number, random = Math.random): Promise<CrashReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shuquan-crash-'));
  const acknowledged: string[] = [];
  const lost: string[] = [];
  try {
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      const ids = await writeUntilKilled(dataDir, `C${String(cycle)}`, 50 + random() * 400);
      acknowledged.push(...ids);
      // Everything since the last look, and what came before on the last cycle.
      const wanted = cycle === cycles - 1 ? acknowledged : ids;
      lost.push(...(await missing(dataDir, wanted)));
    }
    const report = await fsck(dataDir);
    return { cycles, acknowledged: acknowledged.length, lost, fsck: report };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Ids that the child had acknowledged before it was killed, `ms` after the first of them. */
async function writeUntilKilled(dataDir: string, prefix: string, ms: number): Promise<string[]> {
  const child = spawn(process.execPath, [WRITER, dataDir, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ids: string[] = [];
  const ended = new Promise<void>((resolve) =>
    child.once('close', () => {
      resolve();
    }),
  );
  const lines = createInterface({ input: child.stdout });
  let timer: Promise<void> | undefined;
  lines.on('line', (line) => {
    ids.push(line);
    timer ??= kill(child, ms);
  });
  await ended;
  await timer;
  return ids;
}

async function kill(child: ChildProcess, ms: number): Promise<void> {
  await sleep(ms);
  child.kill('SIGKILL');
}

async function missing(dataDir: string, ids: readonly string[]): Promise<string[]> {
  const ledger = await openEmbedded({ dataDir });
  try {
    const as = ledger.serviceIdentity();
    const found = ids.map(async (id) => {
      const there = await ledger.evaluate('evidence:read', { id }, as).then(
        () => true,
        () => false,
      );
      return there ? [] : [id];
    });
    return (await Promise.all(found)).flat();
  } finally {
    await ledger.close();
  }
}

/** `node test/dist/fault/crash.js CYCLES` */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const report = await crashCycles(Number(process.argv[2] ?? 100));
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  process.exitCode = report.lost.length === 0 && report.fsck.ok ? 0 : 1;
}
