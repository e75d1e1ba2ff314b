import { answer, type DayTable } from '../clock-oracle.js';

/** Milliseconds since 1970. */
export type Time = number;
const HOUR = 3_600_000;

export const time = (text: string): Time => new Date(text).getTime();
export const text = (at: Time): string => new Date(at).toISOString();

/** The date in Shanghai, eight hours ahead all year. */
export const dateAt = (at: Time): string => text(at + 8 * HOUR).slice(0, 10);
export const midnight = (date: string): Time => new Date(`${date}T00:00:00+08:00`).getTime();
/** 24:00. */
export const nightAfter = (date: string): Time => midnight(date) + 24 * HOUR;

export const nextDate = (date: string): string => dateAt(nightAfter(date));
const dayBefore = (date: string): string => dateAt(midnight(date) - HOUR);

/** First and last day on which a clock stands still; no last one while it still does. */
export type Standstill = readonly [from: string, until: string | null];

/** The last of so many working days after a day, or how many are left while the clock stands. */
export function countdown(
  table: DayTable,
  start: string,
  count: number,
  pauses: readonly Standstill[] = [],
): { due: string } | { left: number } {
  const question = { start, count, unit: 'WORKING_DAY' as const, includesStart: false };
  const reply = answer({ ...question, rolls: true, pauses }, table);
  if (reply === 'CALENDAR_MISSING') throw new RangeError(`The oracle has no table for ${start}.`);
  return reply;
}

export function lastDay(table: DayTable, start: string, count: number): string {
  const reply = countdown(table, start, count);
  if ('left' in reply) throw new TypeError('Nothing was paused.');
  return reply.due;
}

export const firstWorkingDayAfter = (table: DayTable, date: string): string =>
  lastDay(table, date, 1);

/** The corresponding day so many months on or back, or the month’s last where there is none. */
export function monthsFrom(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const target = new Date(Date.UTC(year, month - 1 + months, day));
  const wanted = new Date(Date.UTC(year, month - 1 + months, 1)).getUTCMonth();
  while (target.getUTCMonth() !== wanted) target.setUTCDate(target.getUTCDate() - 1);
  return target.toISOString().slice(0, 10);
}

/** From so many months before the last valid day until the day before it. */
export const windowOf = (last: string, months: number): { from: string; until: string } => ({
  from: monthsFrom(last, -months),
  until: dayBefore(last),
});
