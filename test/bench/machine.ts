import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem } from 'node:os';

/** What stands over every report: a figure without it says nothing. */
export function machine(): string {
  const [cpu] = cpus();
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim();
  const gigabytes = Math.round(totalmem() / 1e9);
  return [
    `machine   ${cpus().length} × ${cpu?.model ?? 'unknown'}, ${gigabytes} GB, Linux ${release()}`,
    `load      ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
    `versions  Node ${process.version}, commit ${commit}`,
    `command   node ${process.argv
      .slice(1)
      .map((each) => each.replace(`${process.cwd()}/`, ''))
      .join(' ')}`,
  ].join('\n');
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

/** Seconds with one decimal: minimum, median, maximum. */
export function spread(milliseconds: readonly number[]): string {
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  const [least, most] = [Math.min(...milliseconds), Math.max(...milliseconds)];
  return `median ${seconds(median(milliseconds))} s (${seconds(least)}–${seconds(most)}, ${milliseconds.length} runs)`;
}
