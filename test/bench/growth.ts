import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './machine.js';
import { middle, type Rate, round } from './rate.js';

/** What a ledger’s process is asked for. */
export interface Round {
  readonly submits: number;
  readonly inFlight: number;
}

/** What it tells: first that it has its records, then each round. */
export interface Told {
  readonly records: number;
  readonly rate?: Rate;
  /** Megabytes. */
  readonly memory?: {
    readonly resident: number;
    readonly anonymous: number;
    readonly mapped: number;
  };
}

export interface Sizes {
  readonly small: number;
  readonly large: number;
  readonly rounds: number;
  readonly submits: number;
  /** Where the large ledger is, or is to be and to stay; a temporary one when left out. */
  readonly folder?: string | undefined;
}

export interface GrowthReport {
  readonly small: Side;
  readonly large: Side;
  /** Throughput of the large ledger ÷ that of the small one: median over the pairs of rounds. */
  readonly ratio: number;
  readonly ratios: readonly number[];
}
interface Side extends Rate {
  readonly records: number;
  readonly memory: Told['memory'];
}

const WORKER = join(import.meta.dirname, 'growth-worker.js');
const IN_FLIGHT = 64;

/**
 * A large and a small ledger, each in its own process, submit in turn (A B, B A, …), so that a
 * machine that slows down slows both; each pair of neighbouring rounds gives one ratio.
 */
export async function benchGrowth(sizes: Sizes): Promise<GrowthReport> {
  const scratch = mkdtempSync(join(tmpdir(), 'shuquan-growth-'));
  const ledgers: ChildProcess[] = [];
  try {
    const open = async (folder: string, records: number): Promise<ChildProcess> => {
      mkdirSync(folder, { recursive: true });
      const child = fork(WORKER, [folder, String(records)]);
      ledgers.push(child);
      await told(child);
      return child;
    };
    const large = await open(sizes.folder ?? join(scratch, 'large'), sizes.large);
    const small = await open(join(scratch, 'small'), sizes.small);
    return await alternate(large, small, sizes);
  } finally {
    await Promise.all(ledgers.map(ended));
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function alternate(
  large: ChildProcess,
  small: ChildProcess,
  { rounds, submits }: Sizes,
): Promise<GrowthReport> {
  const each: Round = { submits, inFlight: IN_FLIGHT };
  const run = (child: ChildProcess): Promise<Told> => {
    child.send(each);
    return told(child);
  };
  // What was opened a moment ago is cold.
  for (const child of [large, small]) await run(child);
  const heard: Record<'large' | 'small', Told[]> = { large: [], small: [] };
  for (let at = 0; at < rounds; at += 1) {
    const order = at % 2 === 0 ? (['large', 'small'] as const) : (['small', 'large'] as const);
    for (const which of order) heard[which].push(await run(which === 'large' ? large : small));
  }
  const perSecond = ({ rate }: Told): number => rate?.perSecond ?? 0;
  const ratios = heard.large.map((each, at) =>
    round(perSecond(each) / perSecond(heard.small[at] ?? each), 3),
  );
  return {
    large: sideOf(heard.large),
    small: sideOf(heard.small),
    ratio: round(median(ratios), 3),
    ratios,
  };
}

function sideOf(rounds: readonly Told[]): Side {
  const last = rounds.at(-1);
  const rate = middle(rounds.flatMap((each) => each.rate ?? []));
  const cpuMicros = Math.round(median(rounds.map((each) => each.rate?.cpuMicros ?? 0)));
  return { ...rate, cpuMicros, records: last?.records ?? 0, memory: last?.memory };
}

async function told(child: ChildProcess): Promise<Told> {
  const heard = new AbortController();
  const { signal } = heard;
  const gone = once(child, 'exit', { signal }).then(() => {
    throw new Error('A ledger’s process ended.');
  });
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal }), gone])) as [Told];
    return message;
  } finally {
    // Who lost the race stops listening.
    heard.abort();
    gone.catch(() => undefined);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.disconnect();
  await exit;
}
