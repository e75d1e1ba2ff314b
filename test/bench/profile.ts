// Where the time of a stretch of a bench went, by V8’s own sampling.
import { type Profiler, Session } from 'node:inspector/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Spent {
  readonly share: number;
  readonly where: string;
}

const TOP = 15;
/** The profiler’s own work in this process. */
const PROFILER = 'dispatch';

/** Runs work under the profiler. @returns the functions that took most of the time themselves */
export async function profiled(work: () => Promise<unknown>): Promise<readonly Spent[]> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 500 });
    await session.post('Profiler.start');
    await work();
    return topOf((await session.post('Profiler.stop')).profile);
  } finally {
    session.disconnect();
  }
}

function topOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): readonly Spent[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const spent = new Map<string, number>();
  let total = 0;
  for (const [i, id] of samples.entries()) {
    const micros = timeDeltas[i] ?? 0;
    const name = names.get(id) ?? '';
    if (name === PROFILER) continue;
    spent.set(name, (spent.get(name) ?? 0) + micros);
    total += micros;
  }
  return [...spent]
    .sort(([, a], [, b]) => b - a)
    .slice(0, TOP)
    .map(([where, micros]) => ({ where, share: micros / total }));
}

type Frame = Profiler.Profile['nodes'][number]['callFrame'];

function nameOf({ functionName, url, lineNumber }: Frame): string {
  const file = url.startsWith('file:') ? fileURLToPath(url) : url;
  const at = file === '' ? '' : ` ${basename(file)}:${String(lineNumber + 1)}`;
  return `${functionName === '' ? '(anonymous)' : functionName}${at}`;
}
