/**
 * The counting rules a second time, so that two pieces of code must agree. Nothing is shared with
 * the model, the method least of all: a table of every day is filled in first, and time passes one
 * `Date` at a time, each day spending one of the tokens that the period is worth.
 */
export interface Question {
  readonly start: string;
  readonly count: number;
  readonly unit: 'WORKING_DAY' | 'DAY' | 'MONTH' | 'YEAR';
  readonly includesStart: boolean;
  readonly rolls: boolean;
  /** First and last day; `null` for a pause without end. */
  readonly pauses: readonly (readonly [string, string | null])[];
}

export interface Notice {
  readonly year: number;
  readonly holidays: readonly (readonly [string, string])[];
  readonly makeup: readonly string[];
}

export type Reply = { due: string } | { left: number } | 'CALENDAR_MISSING';

type Mark = 'WORK' | 'REST';
export type DayTable = ReadonlyMap<number, Mark>;

const utc = (text: string): Date => {
  const [y = 0, m = 1, d = 1] = text.split('-').map(Number);
  return new Date(Date.UTC(y, m - 1, d));
};
const write = (day: Date): string => {
  const two = (n: number): string => (n < 10 ? `0${String(n)}` : String(n));
  return [String(day.getUTCFullYear()), two(day.getUTCMonth() + 1), two(day.getUTCDate())].join(
    '-',
  );
};
const tomorrow = (day: Date): Date =>
  new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + 1));

export function tableOf(notices: readonly Notice[]): DayTable {
  const table = new Map<number, Mark>();
  for (const { year, holidays, makeup } of notices) {
    for (let d = new Date(Date.UTC(year, 0, 1)); d.getUTCFullYear() === year; d = tomorrow(d)) {
      table.set(d.getTime(), d.getUTCDay() % 6 === 0 ? 'REST' : 'WORK');
    }
    for (const day of makeup) table.set(utc(day).getTime(), 'WORK');
    for (const [first, last] of holidays) {
      for (let d = utc(first); d <= utc(last); d = tomorrow(d)) table.set(d.getTime(), 'REST');
    }
  }
  return table;
}

/** What a period is worth in days, found by walking until the calendar shows its end. */
function worth({ start, count, unit, includesStart }: Question): number {
  if (unit === 'DAY' || unit === 'WORKING_DAY') return count;
  const begin = utc(start);
  const month = begin.getUTCMonth() + (unit === 'YEAR' ? 12 : 1) * count;
  // A month that is too short spills over: then day 0 of the next is its last.
  let end = new Date(Date.UTC(begin.getUTCFullYear(), month, begin.getUTCDate()));
  const spilt = end.getUTCDate() !== begin.getUTCDate();
  if (spilt) end = new Date(Date.UTC(begin.getUTCFullYear(), month + 1, 0));
  let days = 0;
  for (let d = begin; d < end; d = tomorrow(d)) days += 1;
  return includesStart && spilt ? days + 1 : days;
}

export function answer(question: Question, table: DayTable): Reply {
  const { start, unit, includesStart, rolls } = question;
  const pauses = question.pauses.map(
    ([from, until]) => [utc(from), until === null ? undefined : utc(until)] as const,
  );
  const spends = unit === 'WORKING_DAY' ? 'WORK' : 'ANY';
  let tokens = worth(question);
  for (let day = includesStart ? utc(start) : tomorrow(utc(start)); ; day = tomorrow(day)) {
    const held = pauses.filter(([from, until]) => from <= day && (until ?? day) >= day);
    if (held.some(([, until]) => until === undefined)) return { left: Math.max(tokens, 1) };
    if (held.length > 0) continue;
    const asked = spends === 'WORK' || (rolls && tokens <= 1);
    const mark = asked ? table.get(day.getTime()) : 'REST';
    if (mark === undefined) return 'CALENDAR_MISSING';
    if (spends === 'ANY' || mark === 'WORK') tokens -= 1;
    if (tokens <= 0 && (mark === 'WORK' || (spends === 'ANY' && !rolls))) {
      return { due: write(day) };
    }
  }
}
