import { instant, millis } from '@shuquan/chaincode/model';

/** China keeps UTC+8 all year. */
const SHANGHAI_MS = 8 * 3_600_000;

/**
 * The first instant at which a document need no longer be kept: 24:00 in Shanghai of the day that
 * corresponds, years later, to the day on which the case ended; of the month’s last day where
 * there is no such day (Civil Code 201, 202). The end of a retention does not roll forward.
 */
export function retainedUntil(endedAt: string, years: number): string {
  const ended = new Date(millis(endedAt) + SHANGHAI_MS);
  const [year, month] = [ended.getUTCFullYear() + years, ended.getUTCMonth()];
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(ended.getUTCDate(), lastOfMonth);
  return instant(Date.UTC(year, month, day + 1) - SHANGHAI_MS);
}
