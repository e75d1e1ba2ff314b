import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';
import { pathToFileURL } from 'node:url';
import { depositOf, openTestLedger } from '../support/embedded.js';

export interface Rate {
  readonly perSecond: number;
  /** CPU of the whole process, all threads, microseconds an operation. */
  readonly cpuMicros: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Size {
  readonly submits: number;
  readonly lone: number;
  readonly evaluates: number;
  /** Records to grow to before the second measurement; 0 leaves it out. */
  readonly records: number;
  readonly runs: number;
}

export interface BenchReport {
  readonly machine: string;
  readonly versions: string;
  readonly command: string;
  readonly submit: Rate;
  readonly lone: Rate;
  readonly evaluate: Rate;
  readonly grown?: { readonly records: number; readonly submit: Rate; readonly ratio: number };
  readonly rssMegabytes: number;
}

async function measure(
  count: number,
  inFlight: number,
  operation: (i: number) => Promise<unknown>,
): Promise<Rate> {
  const times: number[] = [];
  let next = 0;
  const cpu = process.cpuUsage();
  const start = performance.now();
  const worker = async (): Promise<void> => {
    while (next < count) {
      const began = performance.now();
      await operation(next++);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  const at = (share: number): number => round(times[Math.floor(times.length * share)] ?? 0, 2);
  return {
    perSecond: Math.round(count / seconds),
    cpuMicros: Math.round((user + system) / count),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  };
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

async function median(runs: number, run: () => Promise<Rate>): Promise<Rate> {
  const all: Rate[] = [];
  for (let i = 0; i < runs; i += 1) all.push(await run());
  all.sort((a, b) => a.perSecond - b.perSecond);
  return all[Math.floor(all.length / 2)] ?? { perSecond: 0, cpuMicros: 0, p50Ms: 0, p99Ms: 0 };
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
    const grown = await growAndMeasure(size, deposit, () => count);
    return {
      ...machine(),
      ...{ submit, lone, evaluate },
      ...(grown === undefined ? {} : { grown: { ...grown, ratio: ratio(grown.submit, submit) } }),
      rssMegabytes: Math.round(process.memoryUsage().rss / 1e6),
    };
  } finally {
    await test.dispose();
  }
}

const ratio = (now: Rate, before: Rate): number => round(now.perSecond / before.perSecond, 2);

async function growAndMeasure(
  size: Size,
  deposit: () => Promise<unknown>,
  records: () => number,
): Promise<{ records: number; submit: Rate } | undefined> {
  if (size.records === 0) return undefined;
  while (records() < size.records) {
    await measure(Math.min(10_000, size.records - records()), 256, deposit);
    process.stderr.write(`${String(records())} records\n`);
  }
  const submit = await median(size.runs, () => measure(size.submits, 64, deposit));
  return { records: records(), submit };
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

/** `node test/dist/bench/embedded.js [RECORDS]`: with RECORDS, grows to so many and measures again. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const records = Number(process.argv[2] ?? 0);
  const report = await benchEmbedded({
    ...{ submits: 5_000, lone: 200, evaluates: 5_000, runs: 3 },
    records,
  });
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
}
