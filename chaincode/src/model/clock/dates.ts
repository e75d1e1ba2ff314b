import { LedgerError } from '../errors.js';

const DAY_MS = 86_400_000;
const MONTHS = 12;

/** A date as the midnight in UTC that bears its name: only so is every day 24 hours long. */
const midnight = (date: string): number => Date.parse(`${date}T00:00:00.000Z`);

export const yearOf = (date: string): number => Number(date.slice(0, 4));

/** @throws LedgerError INPUT_INVALID beyond the years 0 to 9999, where text order ends */
export function addDays(date: string, days: number): string {
  const text = new Date(midnight(date) + days * DAY_MS).toISOString();
  if (!/^\d{4}-/.test(text)) throw outOfRange(date);
  return text.slice(0, 10);
}

/** Days from one date to another; negative when the other is earlier. */
export const daysBetween = (from: string, to: string): number =>
  (midnight(to) - midnight(from)) / DAY_MS;

export interface Corresponding {
  readonly date: string;
  /** False when the month is too short, so that its last day stands in. */
  readonly exists: boolean;
}

/**
 * The corresponding day so many months later, or earlier; without one the month’s last day (Civil
 * Code 202).
 *
 * @throws LedgerError INPUT_INVALID beyond the years 0 to 9999
 */
export function correspondingDay(date: string, months: number): Corresponding {
  const index = yearOf(date) * MONTHS + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / MONTHS);
  if (year < 0 || year > 9999) throw outOfRange(date);
  const month = index - year * MONTHS + 1;
  const day = Number(date.slice(8));
  const last = lastDayOf(year, month);
  const found = pad(Math.min(day, last), 2);
  return { date: `${pad(year, 4)}-${pad(month, 2)}-${found}`, exists: day <= last };
}

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');

function lastDayOf(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const outOfRange = (date: string): LedgerError =>
  new LedgerError('INPUT_INVALID', `The period from ${date} leaves the years 0 to 9999.`, { date });
