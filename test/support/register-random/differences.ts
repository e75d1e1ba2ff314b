import type { Oracle } from '../register-oracle/oracle.js';
import type { CaseFile } from '../register-oracle/file.js';

interface Asked {
  readonly act: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly oracle: Oracle;
  readonly now: number;
  /** Time of the beacon cited. */
  readonly after: number;
}

interface Known {
  readonly what: string;
  readonly isMet: (asked: Asked, file: CaseFile) => boolean;
}

/**
 * Where the chaincode and the oracle are known to differ: nowhere. The stories walk around what
 * stands here, all but with `STRICT=1`, which shows it; a line goes once the chaincode is put right.
 */
export const differences: readonly Known[] = [];

export function isKnown(asked: Asked): boolean {
  if (process.env['STRICT'] === '1') return false;
  const id = String(asked.input['case']);
  if (!asked.oracle.cases.includes(id)) return false;
  const file = asked.oracle.file(id);
  return differences.some(({ isMet }) => isMet(asked, file));
}
