import { z } from 'zod';
import { type Calendars, consult, type WorkdayTest } from './calendars.js';
import { addDays, correspondingDay, daysBetween } from './dates.js';
import { type ClosedPause, type Pause, pauseOn } from './pause.js';

export const Period = z
  .strictObject({
    count: z.int().min(1).max(600),
    unit: z.enum(['WORKING_DAY', 'DAY', 'MONTH', 'YEAR']),
  })
  .meta({ id: 'Period' });
export type Period = z.infer<typeof Period>;

/** Civil Code 201 excludes the day of the event; a rule “from the day of” may include it. */
export const StartDay = z.enum(['EXCLUDED', 'INCLUDED']);
export type StartDay = z.infer<typeof StartDay>;

export interface Reading {
  readonly startDay: StartDay;
  /** Civil Code 203: a last day on a day of rest gives way to the next working day. */
  readonly rollForward: boolean;
}

export interface Ended {
  readonly lastDay: string;
}

/** A count that an open pause holds. */
export interface Held {
  readonly heldSince: string;
  /**
   * What is still to be counted once the pause ends: working days in a period of working days, days
   * in any other. Never 0, for the last day is still to come.
   */
  readonly left: number;
}

export type Counted = Ended | Held;

/**
 * The last day of a period.
 *
 * @throws LedgerError CALENDAR_MISSING for a year in which working days are counted or sought
 */
export function periodEnd(
  start: string,
  period: Period,
  reading: Reading,
  calendars: Calendars,
): string {
  const { works } = consult(calendars, 'REFUSED');
  return countPeriod(start, period, reading, [], works).lastDay;
}

/**
 * Counts a period past the union of its pauses. A period of days, months or years is as long as it
 * would be without them and skips each day they cover, also when a pause begins in the time that
 * another one added. A last day that rolls forward rolls to a working day no pause covers.
 */
export function countPeriod(
  start: string,
  period: Period,
  reading: Reading,
  union: readonly ClosedPause[],
  works: WorkdayTest,
): Ended;
export function countPeriod(
  start: string,
  period: Period,
  reading: Reading,
  union: readonly Pause[],
  works: WorkdayTest,
): Counted;
export function countPeriod(
  start: string,
  period: Period,
  { startDay, rollForward }: Reading,
  union: readonly Pause[],
  works: WorkdayTest,
): Counted {
  // To count the start day is to begin after the day before it.
  const origin = startDay === 'INCLUDED' ? addDays(start, -1) : start;
  if (period.unit === 'WORKING_DAY') return countWorkdays(origin, period.count, union, works);
  const days = daysBetween(origin, unpausedEnd(start, period, startDay));
  const counted = countDays(origin, days, union);
  if (!rollForward || 'left' in counted) return counted;
  return works(counted.lastDay) ? counted : countWorkdays(counted.lastDay, 1, union, works);
}

/**
 * Civil Code 202: months and years end on the corresponding day. Where the start day counts they
 * end the day before it, and where a month lacks that day both readings end with the month.
 */
function unpausedEnd(start: string, { count, unit }: Period, startDay: StartDay): string {
  const early = startDay === 'INCLUDED' ? -1 : 0;
  if (unit === 'DAY') return addDays(start, count + early);
  const { date, exists } = correspondingDay(start, unit === 'YEAR' ? count * 12 : count);
  return exists ? addDays(date, early) : date;
}

function countWorkdays(
  after: string,
  count: number,
  union: readonly Pause[],
  works: WorkdayTest,
): Counted {
  let date = after;
  for (let left = count; left > 0;) {
    const next = addDays(date, 1);
    const pause = pauseOn(next, union);
    if (pause === undefined) {
      date = next;
      if (works(date)) left -= 1;
    } else if (pause.until === undefined) {
      return { heldSince: pause.from, left };
    } else {
      date = pause.until;
    }
  }
  return { lastDay: date };
}

/** Adds instead of walking: a period may be centuries long. */
function countDays(after: string, days: number, union: readonly Pause[]): Counted {
  const first = addDays(after, 1);
  let lastDay = addDays(after, days);
  for (const { from, until } of union) {
    const begin = from > first ? from : first;
    if (begin > lastDay) break;
    if (until === undefined) return { heldSince: from, left: daysBetween(begin, lastDay) + 1 };
    if (until >= begin) lastDay = addDays(lastDay, daysBetween(begin, until) + 1);
  }
  return { lastDay };
}
