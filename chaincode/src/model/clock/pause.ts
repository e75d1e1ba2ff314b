import { z } from 'zod';
import { LedgerError } from '../errors.js';
import { DateText } from '../schema.js';
import { addDays } from './dates.js';

/** Days that do not count, first and last included; without `until` the pause is still open. */
export const Pause = z
  .strictObject({ from: DateText, until: DateText.optional() })
  .refine(({ from, until }) => until === undefined || from <= until, 'Ends before it begins')
  .meta({ id: 'Pause' });
export type Pause = z.infer<typeof Pause>;

export type ClosedPause = Pause & { readonly until: string };

/**
 * The same days as the fewest pauses, in order. Pauses overlap when an objection comes in while
 * supplements are awaited; a day that two of them claim is still one day.
 *
 * @throws LedgerError INPUT_INVALID when a pause ends before it begins
 */
export function unionOf(pauses: readonly Pause[]): Pause[] {
  const union: Pause[] = [];
  for (const { from, until } of [...pauses].sort(byBegin)) {
    if (until !== undefined && until < from) throw reversed(from, until);
    const last = union.at(-1);
    if (last === undefined || isAfter(from, last)) {
      union.push(until === undefined ? { from } : { from, until });
    } else if (until === undefined) {
      delete last.until;
    } else if (last.until !== undefined && last.until < until) {
      last.until = until;
    }
  }
  return union;
}

const byBegin = (a: Pause, b: Pause): number => (a.from < b.from ? -1 : Number(a.from > b.from));

/** Whether a day counts again between a pause and a date. */
const isAfter = (date: string, { until }: Pause): boolean =>
  until !== undefined && date > addDays(until, 1);

/** The pause of a union that covers a day. */
export const pauseOn = (date: string, union: readonly Pause[]): Pause | undefined =>
  union.find(({ from, until = date }) => from <= date && date <= until);

const reversed = (from: string, until: string): LedgerError =>
  new LedgerError('INPUT_INVALID', `A pause from ${from} can not end on ${until}.`, {
    from,
    until,
  });
