import { inconsistencies } from './consistency.js';
import { NetworkFailure } from './failure.js';
import { Topology } from './topology.js';

/** Reads a topology and names every fault at once. @throws NetworkFailure CONFIG_INVALID */
export function parseTopology(value: unknown): Topology {
  const parsed = Topology.safeParse(value);
  const faults = parsed.success
    ? inconsistencies(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`);
  if (!parsed.success || faults.length > 0) {
    throw new NetworkFailure(
      'CONFIG_INVALID',
      `network.json has ${String(faults.length)} fault(s); mend them and try again:\n  ${faults.join('\n  ')}`,
    );
  }
  return parsed.data;
}
