export {
  CalendarRef,
  type Calendars,
  isWorkday,
  nextWorkday,
  workdaysBetween,
} from './calendars.js';
export { addDays, daysBetween } from './dates.js';
export * from './deadline.js';
export * from './deemed.js';
export * from './instants.js';
export { type ClosedPause, Pause } from './pause.js';
export { Period, periodEnd, type Reading, StartDay } from './period.js';
export * from './punctuality.js';
export * from './validity.js';
