import { setImmediate as turn } from 'node:timers/promises';
import type { NationalDeposit } from '@shuquan/gateway/national/port';

export const depositOf = (n: number, over: Partial<NationalDeposit> = {}): NationalDeposit => ({
  caseId: `case-${String(n)}`,
  registrar: '91510100MA0000001X',
  recordDigest: n.toString(16).padStart(64, 'a'),
  depositTxId: n.toString(16).padStart(64, '0'),
  ruleProfile: 'NATIONAL_2026',
  ...over,
});

/** What is not waiting for a clock gets done. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await turn();
}
