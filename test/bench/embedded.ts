import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';
import { pathToFileURL } from 'node:url';
import { depositOf, openTestLedger } from '../support/embedded.js';
import { benchGrowth, type GrowthReport } from './growth.js';
import { measure, middle, type Rate } from './rate.js';

interface Size {
  readonly submits: number;
  readonly lone: number;
  readonly evaluates: number;
  readonly runs: number;
}

export interface BenchReport {
  readonly machine: string;
  readonly versions: string;
  readonly command: string;
  readonly submit: Rate;
  readonly lone: Rate;
  readonly evaluate: Rate;
  readonly grown?: GrowthReport;
  readonly rssMegabytes: number;
}

async function median(runs: number, run: () => Promise<Rate>): Promise<Rate> {
  const all: Rate[] = [];
  for (let i = 0; i < runs; i += 1) all.push(await run());
  return middle(all);
}

/** Durable submits with two endorsements each, one by one and 64 in flight, and evaluates. */
export async function benchEmbedded(size: Size): Promise<BenchReport> {
  const test = await openTestLedger();
  try {
    let count = 0;
    const as = test.ledger.identity('registrar1');
    const deposit = (): Promise<unknown> =>
      test.ledger.submit('evidence:deposit', depositOf(`N-${String(count++)}`), as);
    const read = (i: number): Promise<unknown> =>
      test.ledger.evaluate('evidence:read', { id: `N-${String(i % count)}` }, as);
    await measure(Math.min(1_000, size.submits), 64, deposit);
    const submit = await median(size.runs, () => measure(size.submits, 64, deposit));
    const lone = await median(size.runs, () => measure(size.lone, 1, deposit));
    const evaluate = await median(size.runs, () => measure(size.evaluates, 1, read));
    return {
      ...machine(),
      ...{ submit, lone, evaluate },
      rssMegabytes: Math.round(process.memoryUsage().rss / 1e6),
    };
  } finally {
    await test.dispose();
  }
}

function machine(): Pick<BenchReport, 'machine' | 'versions' | 'command'> {
  const [cpu] = cpus();
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim();
  return {
    machine: `${String(cpus().length)} × ${cpu?.model ?? 'unknown'}, ${String(Math.round(totalmem() / 1e9))} GB, Linux ${release()}`,
    versions: `Node ${process.version}, commit ${commit}`,
    command: `node test/dist/bench/embedded.js ${process.argv.slice(2).join(' ')}`.trim(),
  };
}

/**
 * `node test/dist/bench/embedded.js [RECORDS [FOLDER]]`: with RECORDS, drives a ledger of so many
 * and one of 10,000 in turn; with FOLDER the large one stays there, and is gone on with next time.
 */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const large = Number(process.argv[2] ?? 0);
  const folder = process.argv[3];
  const report = await benchEmbedded({ submits: 5_000, lone: 200, evaluates: 5_000, runs: 3 });
  const growth = { small: 10_000, large, rounds: 20, submits: 1_000, folder };
  const grown = large > 0 ? await benchGrowth(growth) : undefined;
  process.stdout.write(`${JSON.stringify({ ...report, grown }, undefined, 2)}\n`);
}
