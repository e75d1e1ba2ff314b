import { z } from 'zod';
import { calendarMissing, isWeekend, isWorkingDay, WorkCalendar } from '../calendar.js';
import { Version } from '../schema.js';
import { addDays, yearOf } from './dates.js';

/** Year → the calendar in force for it. */
export type Calendars = ReadonlyMap<number, WorkCalendar>;

/** The calendar version that a date rests on. */
export const CalendarRef = z
  .strictObject({ listId: WorkCalendar.shape.listId, version: Version })
  .meta({ id: 'CalendarRef' });
export type CalendarRef = z.infer<typeof CalendarRef>;

export type WorkdayTest = (date: string) => boolean;

/** @throws LedgerError CALENDAR_MISSING */
export function isWorkday(date: string, calendars: Calendars): boolean {
  const calendar = calendars.get(yearOf(date));
  if (calendar === undefined) throw calendarMissing(date);
  return isWorkingDay(calendar, date);
}

/**
 * The first working day strictly after a date.
 *
 * @throws LedgerError CALENDAR_MISSING
 */
export const nextWorkday = (date: string, calendars: Calendars): string =>
  workdayAfter(date, (day) => isWorkday(day, calendars));

/**
 * How many working days lie in (after, until]; 0 when `until` is not later.
 *
 * @throws LedgerError CALENDAR_MISSING
 */
export function workdaysBetween(after: string, until: string, calendars: Calendars): number {
  let count = 0;
  for (let date = after; date < until;) {
    date = addDays(date, 1);
    if (isWorkday(date, calendars)) count += 1;
  }
  return count;
}

export function workdayAfter(date: string, works: WorkdayTest): string {
  let day = addDays(date, 1);
  while (!works(day)) day = addDays(day, 1);
  return day;
}

/** Answers which days are working days, and remembers what the answers rest on. */
export interface Consultation {
  readonly works: WorkdayTest;
  /** The calendars asked so far, by year. */
  readonly used: () => CalendarRef[];
  /** Whether a year without a calendar was asked about. */
  readonly provisional: () => boolean;
}

/**
 * An act needs the calendar of every year it asks about. An answer may do without: then the
 * weekdays of that year stand in, and the answer is provisional.
 */
export function consult(calendars: Calendars, missing: 'REFUSED' | 'WEEKDAYS'): Consultation {
  const years = new Set<number>();
  return {
    works: (date) => {
      const year = yearOf(date);
      years.add(year);
      if (missing === 'WEEKDAYS' && !calendars.has(year)) return !isWeekend(date);
      return isWorkday(date, calendars);
    },
    used: () =>
      [...years]
        .sort((a, b) => a - b)
        .flatMap((year) => calendars.get(year) ?? [])
        .map(({ listId, version }) => ({ listId, version })),
    provisional: () => [...years].some((year) => !calendars.has(year)),
  };
}
