import {
  addDays,
  type Period,
  renewalWindow,
  type RenewalWindow,
  validityEnd,
} from '../clock/index.js';

/** The operating term ends a registration sooner where it is the shorter one (26号). */
const earlier = (date: string, cap: string | undefined): string =>
  cap !== undefined && cap < date ? cap : date;

/**
 * Last day of a registration made on a day, or, after a renewal, prolonged from its last day on:
 * the validity, or the operating term if that is shorter.
 */
export const validUntil = (
  from: string,
  validity: Period,
  operatingUntil: string | undefined,
): string => earlier(validityEnd(from, validity), operatingUntil);

/** Renewal is asked for within the last days of the validity; the last day is one of them (26号). */
export const lastDays = (lastValidDay: string, opens: Period): RenewalWindow => ({
  from: addDays(renewalWindow(lastValidDay, opens).from, 1),
  until: lastValidDay,
});
