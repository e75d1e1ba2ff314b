import { type Calendars, consult, nextWorkday, workdayAfter } from './calendars.js';
import type { Deadline } from './deadline.js';

/**
 * The day on which silence is taken for consent: the first working day after the period
 * (NATIONAL_2026/17).
 *
 * @throws LedgerError CALENDAR_MISSING
 */
export const deemedOn = ({ due }: Deadline, calendars: Calendars): string =>
  nextWorkday(due, calendars);

export interface ProvisionalDate {
  readonly date: string;
  readonly provisional: boolean;
}

/** The same for answers; provisional wherever the deadline is, or where its own year has no calendar. */
export function provisionalDeemedOn(deadline: Deadline, calendars: Calendars): ProvisionalDate {
  const consultation = consult(calendars, 'WEEKDAYS');
  const date = workdayAfter(deadline.due, consultation.works);
  return { date, provisional: deadline.provisional || consultation.provisional() };
}
