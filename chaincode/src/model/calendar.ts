import { z } from 'zod';
import { LedgerError } from './errors.js';
import { DateText, line, Version } from './schema.js';

/** One year of working days in Asia/Shanghai: weekdays − holidays + make-up working days. */
export const WorkCalendar = z
  .strictObject({
    kind: z.literal('CALENDAR'),
    listId: z.string().regex(/^[A-Z]{2}-\d{4}$/),
    version: Version,
    year: z.int().min(2000).max(2199),
    timezone: z.literal('Asia/Shanghai'),
    /** First and last day of each holiday period. */
    holidays: z.array(z.tuple([DateText, DateText])).max(60),
    makeupWorkdays: z.array(DateText).max(60),
    basis: line(200),
  })
  .meta({ id: 'WorkCalendar' });
export type WorkCalendar = z.infer<typeof WorkCalendar>;

const weekday = (date: string): number => new Date(`${date}T00:00:00.000Z`).getUTCDay();
export const isWeekend = (date: string): boolean => [0, 6].includes(weekday(date));

const bad = ({ listId }: WorkCalendar, date: string, why: string): LedgerError =>
  new LedgerError('INPUT_INVALID', `${date} ${why}.`, { listId, date });

/** @throws LedgerError INPUT_INVALID naming the first date that can not be */
export function checkCalendar(calendar: WorkCalendar): void {
  const year = String(calendar.year);
  if (calendar.listId.slice(3) !== year) {
    throw bad(calendar, calendar.listId, `is not of ${year}`);
  }
  checkHolidays(calendar, year);
  checkMakeupWorkdays(calendar, year);
}

function checkHolidays(calendar: WorkCalendar, year: string): void {
  let last = '';
  for (const [from, to] of calendar.holidays) {
    if (!from.startsWith(year) || !to.startsWith(year)) {
      throw bad(calendar, from, `is outside ${year}`);
    }
    if (from > to || from <= last) throw bad(calendar, from, 'is out of order or overlaps');
    last = to;
  }
}

function checkMakeupWorkdays(calendar: WorkCalendar, year: string): void {
  for (const day of calendar.makeupWorkdays) {
    if (!day.startsWith(year)) throw bad(calendar, day, `is outside ${year}`);
    if (!isWeekend(day)) throw bad(calendar, day, 'is a weekday, so it makes up for nothing');
    if (isHoliday(calendar, day)) throw bad(calendar, day, 'is a holiday as well');
  }
  const days = new Set(calendar.makeupWorkdays);
  if (days.size !== calendar.makeupWorkdays.length) {
    throw bad(calendar, calendar.listId, 'repeats a day');
  }
}

const isHoliday = (calendar: WorkCalendar, date: string): boolean =>
  calendar.holidays.some(([from, to]) => from <= date && date <= to);

export const calendarMissing = (date: string): LedgerError =>
  new LedgerError('CALENDAR_MISSING', `No working-day calendar covers ${date}.`, { date });

/** @throws LedgerError CALENDAR_MISSING when the date lies in another year */
export function isWorkingDay(calendar: WorkCalendar, date: string): boolean {
  if (Number(date.slice(0, 4)) !== calendar.year) {
    throw calendarMissing(date);
  }
  if (isHoliday(calendar, date)) return false;
  return !isWeekend(date) || calendar.makeupWorkdays.includes(date);
}
