import type { WorkCalendar } from '@shuquan/chaincode/model';
import fc from 'fast-check';
import type { Notice, Question } from './clock-oracle.js';

const dayOf = (year: number, index: number): string =>
  new Date(Date.UTC(year, 0, 1 + index)).toISOString().slice(0, 10);

const isWeekend = (date: string): boolean => /^S/.test(new Date(date).toUTCString());

/** A year with holidays and make-up days of its own, as `checkCalendar` admits them. */
export const noticeIn = (year: number): fc.Arbitrary<Notice> =>
  fc
    .record({
      // Gaps and lengths in turn keep the holidays in order and apart.
      spans: fc.array(fc.tuple(fc.nat(60), fc.nat(9)), { maxLength: 12 }),
      makeup: fc.uniqueArray(fc.nat(363), { maxLength: 20 }),
    })
    .map(({ spans, makeup }) => {
      const holidays: [string, string][] = [];
      let next = 0;
      for (const [gap, length] of spans) {
        const first = next + gap;
        const last = first + length;
        if (last > 364) break;
        holidays.push([dayOf(year, first), dayOf(year, last)]);
        next = last + 1;
      }
      const rests = (date: string): boolean => holidays.some(([a, b]) => a <= date && date <= b);
      const days = makeup.map((index) => dayOf(year, index));
      return { year, holidays, makeup: days.filter((d) => isWeekend(d) && !rests(d)) };
    });

export const noticesFor = (years: readonly number[]): fc.Arbitrary<Notice[]> =>
  fc.tuple(...years.map(noticeIn));

export const calendarsOf = (notices: readonly Notice[]): Map<number, WorkCalendar> =>
  new Map(
    notices.map(({ year, holidays, makeup }) => [
      year,
      {
        kind: 'CALENDAR',
        listId: `CN-${String(year)}`,
        version: 1,
        year,
        timezone: 'Asia/Shanghai',
        holidays: holidays.map(([from, to]) => [from, to]),
        makeupWorkdays: [...makeup],
        basis: 'Random',
      },
    ]),
  );

/** Dates that fall on ends of months and years more often than chance would have it. */
export const dateIn = (first: number, last: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.integer({ min: 0, max: 366 * (last - first + 1) - 2 }).map((index) => dayOf(first, index)),
    fc
      .tuple(fc.integer({ min: first, max: last }), fc.integer({ min: 1, max: 12 }), fc.nat(3))
      // Day 0 is the last of the month before.
      .map(([year, month, back]) =>
        new Date(Date.UTC(year, month, -back)).toISOString().slice(0, 10),
      ),
  );

export const periods: fc.Arbitrary<Pick<Question, 'count' | 'unit'>> = fc.oneof(
  fc.record({ count: fc.integer({ min: 1, max: 60 }), unit: fc.constant('WORKING_DAY' as const) }),
  fc.record({ count: fc.integer({ min: 1, max: 120 }), unit: fc.constant('DAY' as const) }),
  fc.record({ count: fc.integer({ min: 1, max: 12 }), unit: fc.constant('MONTH' as const) }),
  fc.record({ count: fc.integer({ min: 1, max: 2 }), unit: fc.constant('YEAR' as const) }),
);

/** A pause that begins near a date, often within a period from there. */
export const pauseNear = (start: string): fc.Arbitrary<readonly [string, string]> =>
  fc
    .tuple(fc.integer({ min: -20, max: 90 }), fc.oneof(fc.nat(5), fc.nat(60)))
    .map(([offset, length]): readonly [string, string] => {
      const at = (days: number): string =>
        new Date(Date.parse(start) + days * 86_400_000).toISOString().slice(0, 10);
      return [at(offset), at(offset + length)];
    });

export const questions: fc.Arbitrary<Question> = dateIn(2026, 2028).chain((start) =>
  fc
    .record({
      period: periods,
      includesStart: fc.boolean(),
      rolls: fc.boolean(),
      pauses: fc.array(pauseNear(start), { maxLength: 4 }),
      open: fc.option(pauseNear(start), { freq: 4 }),
    })
    .map(({ period, pauses, open, ...reading }) => ({
      start,
      ...period,
      ...reading,
      pauses: [...pauses, ...(open === null ? [] : [[open[0], null] as const])],
    })),
);
