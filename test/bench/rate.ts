export interface Rate {
  readonly perSecond: number;
  /** CPU of the whole process, all threads, microseconds an operation. */
  readonly cpuMicros: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Runs an operation `count` times with a fixed number in flight. */
export async function measure(
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

export const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** The rate in the middle; one field is not taken from another run than the next. */
export function middle(rates: readonly Rate[]): Rate {
  const sorted = [...rates].sort((a, b) => a.perSecond - b.perSecond);
  const none = { perSecond: 0, cpuMicros: 0, p50Ms: 0, p99Ms: 0 };
  return sorted[Math.floor(sorted.length / 2)] ?? none;
}
