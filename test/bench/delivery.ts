// How fast a file is packed for delivery and what memory it takes, beside `sha256sum` of the same file.
// node test/dist/bench/delivery.js [MIB] [RUNS]
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomFillSync } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HOLDER_A, CONSUMER_C } from '../support/parties.js';
import { machine, median } from './machine.js';

const WORKER = join(import.meta.dirname, 'delivery-worker.js');
const MAIN = resolve(import.meta.dirname, '../../../gateway/dist/cli/main.js');
const MIB = 1_048_576;
/** Says at its end what memory a process had at most. */
const WATCH = `data:text/javascript,${encodeURIComponent(
  "process.on('exit',()=>process.stderr.write(`\\npeak ${process.resourceUsage().maxRSS}`))",
)}`;

export interface Run {
  readonly ms: number;
  /** The most that was resident; not known of foreign programs. */
  readonly megabytes?: number;
}

const timed = (work: () => Omit<Run, 'ms'>): Run => {
  const began = performance.now();
  const found = work();
  return { ms: performance.now() - began, ...found };
};

/** The whole command, with its start, as somebody types it. */
function command(folder: string, source: string, mode: readonly string[]): Run {
  const target = mkdtempSync(join(folder, 'package-'));
  const args = [
    ...['--import', WATCH, MAIN, 'deliver', source, '--package', target, '--offline', ...mode],
    ...['--id', 'D-1', '--grant', 'G-1', '--data', 'DS-A@1', '--purpose', 'CREDIT_VERIFY'],
    ...['--sender', HOLDER_A, '--recipient', CONSUMER_C, '--key', join(folder, 'key.pem')],
  ];
  return timed(() => {
    const log = join(folder, 'log');
    const descriptor = openSync(log, 'w+');
    try {
      execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', descriptor] });
    } finally {
      closeSync(descriptor);
    }
    const peak = /peak (\d+)/.exec(execFileSync('tail', ['-c', '100', log]).toString());
    rmSync(target, { recursive: true });
    return { megabytes: Number(peak?.[1]) / 1024 };
  });
}

function worker(folder: string, source: string, mode: 'copy' | 'leave'): Run {
  const target = mkdtempSync(join(folder, 'package-'));
  const out = execFileSync(process.execPath, [WORKER, source, target, mode]).toString();
  rmSync(target, { recursive: true });
  const { ms, kilobytes } = JSON.parse(out) as { ms: number; kilobytes: number };
  return { ms, megabytes: kilobytes / 1024 };
}

function randomFile(file: string, mebibytes: number): void {
  const descriptor = openSync(file, 'w');
  const buffer = Buffer.alloc(MIB);
  for (let i = 0; i < mebibytes; i += 1) writeSync(descriptor, randomFillSync(buffer));
  closeSync(descriptor);
}

/** Every program in turn, so that they meet the same machine; by name, the runs of each. */
export function benchDelivery(mebibytes: number, runs: number): Map<string, Run[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shuquan-bench-'));
  try {
    const source = join(folder, 'data.bin');
    randomFile(source, mebibytes);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const programs: Readonly<Record<string, () => Run>> = {
      sha256sum: () =>
        timed(() => {
          execFileSync('sha256sum', [source]);
          return {};
        }),
      'chunks hashed': () => worker(folder, source, 'leave'),
      'chunks hashed and copied': () => worker(folder, source, 'copy'),
      'shuquan deliver --no-copy': () => command(folder, source, ['--no-copy']),
      'shuquan deliver': () => command(folder, source, []),
    };
    const found = new Map<string, Run[]>(Object.keys(programs).map((name) => [name, []]));
    for (let run = 0; run < runs; run += 1) {
      for (const [name, program] of Object.entries(programs)) found.get(name)?.push(program());
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function reportOf(found: ReadonlyMap<string, readonly Run[]>): string[] {
  const base = median((found.get('sha256sum') ?? []).map(({ ms }) => ms));
  return [...found].map(([name, runs]) => {
    const ms = median(runs.map((run) => run.ms));
    const peaks = runs.flatMap(({ megabytes }) => megabytes ?? []);
    const memory = peaks.length === 0 ? '' : `  peak ${Math.max(...peaks).toFixed(0)} MB`;
    const times = (ms / base).toFixed(2);
    return `${name.padEnd(28)} median ${(ms / 1000).toFixed(2).padStart(6)} s  ${times}×${memory}`;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [mebibytes, runs] = [Number(process.argv[2] ?? 1024), Number(process.argv[3] ?? 5)];
  process.stdout.write(`${machine()}\n${String(mebibytes)} MiB, ${String(runs)} runs each\n`);
  for (const line of reportOf(benchDelivery(mebibytes, runs))) process.stdout.write(`${line}\n`);
}
