import { readFileSync } from 'node:fs';
import type { WorkCalendar } from '@shuquan/chaincode/model';
import { calendarOf } from './calendar.js';

type CalendarFixture = Parameters<typeof calendarOf>[0];

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8'));

/** The notices as they stand in the fixtures: 2026, then the FICTITIOUS 2027 and 2028. */
export const notices: readonly CalendarFixture[] = [
  read('workcal_2026.json') as CalendarFixture,
  ...(read('workcal_fictitious.json') as CalendarFixture[]),
];

export const calendars: ReadonlyMap<number, WorkCalendar> = new Map(
  notices.map((notice) => [Number(notice.calendarId.slice(3)), calendarOf(notice)]),
);
