import type { WorkCalendar } from '@shuquan/chaincode/model';

interface CalendarFixture {
  readonly calendarId: string;
  readonly basis: string;
  readonly holidays: [string, string][];
  readonly makeupWorkdays: string[];
}

/** The fixture’s calendar as the ledger keeps one. */
export function calendarOf(
  { calendarId, basis, holidays, makeupWorkdays }: CalendarFixture,
  version = 1,
): WorkCalendar {
  return {
    kind: 'CALENDAR',
    listId: calendarId,
    version,
    year: Number(calendarId.slice(3)),
    timezone: 'Asia/Shanghai',
    holidays,
    makeupWorkdays,
    basis,
  };
}
