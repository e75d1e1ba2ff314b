import { z } from 'zod';
import { LedgerError } from '../errors.js';
import { Code, DateText, Instant, line } from '../schema.js';
import { CalendarRef, type Calendars, type Consultation, consult } from './calendars.js';
import { endOfDay } from './instants.js';
import { type ClosedPause, Pause, unionOf } from './pause.js';
import { countPeriod, Period, StartDay } from './period.js';

const article = line(64);

/** One clock of a rule profile. */
export const ClockRule = z
  .strictObject({
    code: Code,
    article,
    period: Period,
    startDay: StartDay,
    rollForward: z.boolean(),
    /** How much longer the period may be made, once. */
    extension: Period.optional(),
    /** What acting after the deadline leads to. */
    lateness: z.enum(['REFUSED', 'RECORDED']),
    /** Of acceptance alone: silence accepts nothing. Left out, it does (NATIONAL_2026/17). */
    silence: z.literal('NOTHING').optional(),
  })
  .refine(
    ({ period, extension = period }) => extension.unit === period.unit,
    'The extension has another unit than the period',
  )
  .meta({ id: 'ClockRule' });
export type ClockRule = z.infer<typeof ClockRule>;

const basisShape = {
  clock: Code,
  article,
  start: DateText,
  startDay: StartDay,
  /** The days that did not count: those of the pauses that met the period, overlaps joined. */
  paused: z.array(Pause),
  extended: z.boolean(),
  /** The calendars that were asked, in order of their years. */
  calendars: z.array(CalendarRef),
  /** Weekdays stood in for a year without a calendar. */
  provisional: z.boolean(),
};

/** A clock whose end is known, with everything its end rests on. */
export const Deadline = z
  .strictObject({
    ...basisShape,
    /** The last day. */
    due: DateText,
    /** 24:00 of the last day; an act at this instant is late. */
    dueAt: Instant,
  })
  .meta({ id: 'Deadline' });
export type Deadline = z.infer<typeof Deadline>;

/** A clock that an open pause holds. It has no last day until the pause has one. */
export const PausedClock = z
  .strictObject({
    ...basisShape,
    /** First day of the open pause. */
    heldSince: DateText,
    /** What is still to be counted from the day after the pause; the last day is part of it. */
    remaining: z.int().min(1),
    unit: z.enum(['WORKING_DAY', 'DAY']),
  })
  .meta({ id: 'PausedClock' });
export type PausedClock = z.infer<typeof PausedClock>;

/** How a clock stands: its deadline, or the pause that holds it. */
export const DeadlineState = z.union([Deadline, PausedClock]).meta({ id: 'DeadlineState' });
export type DeadlineState = z.infer<typeof DeadlineState>;

export interface DeadlineOptions<P extends Pause = Pause> {
  readonly pauses?: readonly P[];
  readonly extended?: boolean;
}

export const isPaused = (state: DeadlineState): state is PausedClock => 'remaining' in state;

/**
 * When a clock that began to run on `start` ends. For acts: every year that is asked about needs its
 * calendar. A pause that is still open gives a `PausedClock`, unless the period ended before it.
 *
 * @throws LedgerError CALENDAR_MISSING; INPUT_INVALID for an extension that the rule does not know
 */
export function deadline(
  rule: ClockRule,
  start: string,
  calendars: Calendars,
  options?: DeadlineOptions<ClosedPause>,
): Deadline;
export function deadline(
  rule: ClockRule,
  start: string,
  calendars: Calendars,
  options?: DeadlineOptions,
): DeadlineState;
export function deadline(
  rule: ClockRule,
  start: string,
  calendars: Calendars,
  options: DeadlineOptions = {},
): DeadlineState {
  return stateOf(rule, start, options, consult(calendars, 'REFUSED'));
}

/**
 * The same for answers: in a year without a calendar every weekday counts, and `provisional` says
 * so.
 *
 * @throws LedgerError INPUT_INVALID for an extension that the rule does not know
 */
export function provisionalDeadline(
  rule: ClockRule,
  start: string,
  calendars: Calendars,
  options?: DeadlineOptions<ClosedPause>,
): Deadline;
export function provisionalDeadline(
  rule: ClockRule,
  start: string,
  calendars: Calendars,
  options?: DeadlineOptions,
): DeadlineState;
export function provisionalDeadline(
  rule: ClockRule,
  start: string,
  calendars: Calendars,
  options: DeadlineOptions = {},
): DeadlineState {
  return stateOf(rule, start, options, consult(calendars, 'WEEKDAYS'));
}

/**
 * What an open pause leaves to be counted; 0 when the period ended before the pause began.
 *
 * @throws LedgerError CALENDAR_MISSING
 * @throws TypeError when no pause is open, for then there is a deadline to ask for
 */
export function remaining(
  rule: ClockRule,
  start: string,
  calendars: Calendars,
  pauses: readonly Pause[],
  extended = false,
): number {
  if (pauses.every(({ until }) => until !== undefined)) throw new TypeError('No pause is open.');
  const state = deadline(rule, start, calendars, { pauses, extended });
  return isPaused(state) ? state.remaining : 0;
}

function stateOf(
  rule: ClockRule,
  start: string,
  { pauses = [], extended = false }: DeadlineOptions,
  consultation: Consultation,
): DeadlineState {
  const union = unionOf(pauses);
  const period = extended ? extendedPeriod(rule) : rule.period;
  const counted = countPeriod(start, period, rule, union, consultation.works);
  const last = 'left' in counted ? counted.heldSince : counted.lastDay;
  // An open pause may have begun before the clock did.
  const met = ({ from, until }: Pause): boolean =>
    from <= last && (until === undefined || until >= start);
  const basis = {
    clock: rule.code,
    article: rule.article,
    start,
    startDay: rule.startDay,
    paused: union.filter(met),
    extended,
    calendars: consultation.used(),
    provisional: consultation.provisional(),
  };
  if ('lastDay' in counted) return { ...basis, due: last, dueAt: endOfDay(last) };
  const unit = rule.period.unit === 'WORKING_DAY' ? 'WORKING_DAY' : 'DAY';
  return { ...basis, heldSince: last, remaining: counted.left, unit };
}

/** An extended period is one longer period, counted and rolled once. */
function extendedPeriod({ code, period, extension }: ClockRule): Period {
  if (extension?.unit !== period.unit) {
    const refusal = `The period of ${code} can not be extended.`;
    throw new LedgerError('INPUT_INVALID', refusal, { clock: code });
  }
  return { count: period.count + extension.count, unit: period.unit };
}
