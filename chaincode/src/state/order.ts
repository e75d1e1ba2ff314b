import { millis } from '../model/index.js';

/** Milliseconds counted down from the year 2286, in one width: later instants sort first. */
export function newestFirst(instant: string): string {
  return String(9_999_999_999_999 - millis(instant)).padStart(13, '0');
}
