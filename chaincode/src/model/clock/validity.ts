import { LedgerError } from '../errors.js';
import { addDays, correspondingDay } from './dates.js';
import type { Period } from './period.js';

/**
 * The last valid day: the corresponding day (Civil Code 202), the day of issue excluded. It does
 * not roll forward. A deadline spares whoever must act on a day of rest; a right needs no one to
 * act in order to end.
 *
 * @throws LedgerError INPUT_INVALID for a period of working days
 */
export const validityEnd = (from: string, period: Period): string => shift(from, period, 1);

/** When a renewal may be asked for: first and last day. */
export interface RenewalWindow {
  readonly from: string;
  readonly until: string;
}

/**
 * From the corresponding day so long before the last valid day, to the day before it
 * (NATIONAL_2026/36).
 *
 * @throws LedgerError INPUT_INVALID for a period of working days
 */
export const renewalWindow = (lastValidDay: string, opens: Period): RenewalWindow => ({
  from: shift(lastValidDay, opens, -1),
  until: addDays(lastValidDay, -1),
});

function shift(date: string, { count, unit }: Period, sign: 1 | -1): string {
  switch (unit) {
    case 'DAY':
      return addDays(date, sign * count);
    case 'MONTH':
      return correspondingDay(date, sign * count).date;
    case 'YEAR':
      return correspondingDay(date, sign * count * 12).date;
    case 'WORKING_DAY':
      throw new LedgerError('INPUT_INVALID', 'A validity has no working days.', { unit });
  }
}
