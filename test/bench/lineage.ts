import { pathToFileURL } from 'node:url';
import { LineageRows, numbered } from '../support/lineage-rows.js';
import { machine, median } from './machine.js';

const FAN_OUT = 3;
const LEVELS = 10;
/** Nodes of a block while the rows are made. */
const PER_BLOCK = 500;

export interface LineageReport {
  readonly nodes: number;
  readonly edges: number;
  /** Milliseconds of each run: all levels at once, the first page of 100, and the last. */
  readonly walk: readonly number[];
  readonly first: readonly number[];
  readonly last: readonly number[];
  /** CPU of a walk: on a busy machine the wall clock measures the others. */
  readonly walkCpu: readonly number[];
}

/** A graph in which three versions were made from each, traced ten levels down. */
export async function benchLineage(nodes: number, runs: number): Promise<LineageReport> {
  const rows = await LineageRows.open();
  try {
    for (let from = 1; from < nodes; from += PER_BLOCK) {
      const count = Math.min(PER_BLOCK, nodes - from);
      const block = Array.from({ length: count }, (_, i) => from + i);
      await rows.take(block.map((n) => [Math.floor((n - 1) / FAN_OUT), n] as const));
    }
    const question = { version: numbered(0), direction: 'DOWN' as const, depth: LEVELS };
    const page = (after: string | undefined) =>
      rows.lineage.trace(question, { limit: 100, after }, rows.height);
    let edges = 0;
    const walkCpu: number[] = [];
    const walk = await timed(runs, async () => {
      const begun = process.cpuUsage();
      edges = 0;
      for await (const found of rows.lineage.walk(question, rows.height)) edges += found.length;
      const { user, system } = process.cpuUsage(begun);
      walkCpu.push((user + system) / 1000);
    });
    const first = await timed(runs, () => page(undefined));
    const last = await timed(runs, () =>
      page(`${String(rows.height)}.${String(Math.max(edges - 50, 0))}`),
    );
    return { nodes, edges, walk, first, last, walkCpu };
  } finally {
    await rows.dispose();
  }
}

async function timed(runs: number, act: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    await act();
    times.push(performance.now() - begun);
  }
  return times;
}

const line = (what: string, times: readonly number[]): string =>
  `${what.padEnd(28)} median ${median(times).toFixed(1).padStart(7)} ms   first ${(times[0] ?? 0).toFixed(1)}   worst ${Math.max(...times).toFixed(1)}`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [nodes = 100_000, runs = 9] = process.argv.slice(2).map(Number);
  const { edges, walk, first, last, walkCpu } = await benchLineage(nodes, runs);
  console.log(`${machine()}

${String(nodes)} versions, fan-out ${String(FAN_OUT)}: ${String(edges)} edges within ${String(LEVELS)} levels
${line('all levels', walk)}
${line('all levels, CPU', walkCpu)}
${line('first page of 100', first)}
${line('last page', last)}`);
}
