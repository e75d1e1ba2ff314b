import {
  addDays,
  type ClockRule,
  deadline,
  isWorkday,
  type Period,
  periodEnd,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { calendars, notices } from '../support/calendars.js';
import { datesOf, type DayVector, vectors, type WorkdayVector } from '../support/clock-vectors.js';

const dates = (from: string, until: string): string[] =>
  from > until ? [] : [from, ...dates(addDays(from, 1), until)];

/** Read off the notices, so that a wrong vector is not excused by wrong code. */
const made = new Set(notices.flatMap(({ makeupWorkdays }) => makeupWorkdays));
const off = new Set(notices.flatMap(({ holidays }) => holidays.flatMap((h) => dates(...h))));
const rests = (date: string): boolean =>
  off.has(date) || (!made.has(date) && /^S/.test(new Date(date).toUTCString()));
const paused = ({ pauses = [] }: WorkdayVector | DayVector, date: string): boolean =>
  pauses.some(([from, until]) => from <= date && date <= until);

const ruleOf = (vector: WorkdayVector | DayVector, period: Period): ClockRule => ({
  code: 'CLOCK',
  article: 'NATIONAL_2026/28',
  period,
  startDay: vector.startDay ?? 'EXCLUDED',
  rollForward: 'count' in vector || vector.over !== undefined,
  ...('extension' in vector ? { extension: { ...period, count: vector.extension } } : {}),
  lateness: 'RECORDED',
});

const closed = ({ pauses = [] }: WorkdayVector | DayVector): { from: string; until: string }[] =>
  pauses.map(([from, until]) => ({ from, until }));

const resultOf = (vector: WorkdayVector | DayVector, rule: ClockRule) => {
  const extended = rule.extension !== undefined;
  const {
    due,
    dueAt,
    provisional,
    calendars: used,
  } = deadline(rule, vector.start, calendars, {
    pauses: closed(vector),
    extended,
  });
  return { due, dueAt, provisional, used };
};

const expected = ({ due, years = [2026] }: WorkdayVector | DayVector) => ({
  due,
  // 24:00 in Shanghai is 16:00 in UTC.
  dueAt: `${due}T16:00:00.000Z`,
  provisional: false,
  used: years.map((year) => ({ listId: `CN-${String(year)}`, version: 1 })),
});

describe('deadline in working days', () => {
  it('is shown by at least forty vectors, each its own', () => {
    const questions = vectors.workingDays.map(({ what: _, ...vector }) => JSON.stringify(vector));

    expect(new Set(questions).size).to.equal(questions.length).and.to.be.at.least(40);
  });

  for (const vector of vectors.workingDays) {
    const { what, start, due, count, extension = 0, startDay } = vector;
    const counted = datesOf(vector.counted);

    describe(`${what}: ${String(count + extension)} from ${start}`, () => {
      it('lists as many days as the period has, the last one due', () => {
        expect(counted).to.have.length(count + extension);
        expect(counted.at(-1)).to.equal(due);
      });

      it('lists the working days of the notices outside pauses, and no other day', () => {
        const first = startDay === 'INCLUDED' ? start : addDays(start, 1);
        const working = dates(first, due).filter((day) => !paused(vector, day) && !rests(day));

        expect(counted).to.deep.equal(working);
        expect(counted.every((day) => isWorkday(day, calendars))).to.equal(true);
      });

      it(`ends on ${due}`, () => {
        const rule = ruleOf(vector, { count, unit: 'WORKING_DAY' });

        expect(resultOf(vector, rule)).to.deep.equal(expected(vector));
      });
    });
  }
});

describe('deadline in days, months and years', () => {
  for (const vector of vectors.calendarDays) {
    const { what, start, due, ends, period, over } = vector;
    const [count, unit] = period;

    describe(`${what}: ${period.join(' ')} from ${start}`, () => {
      it('rolls over days of rest and pauses only', () => {
        const days = datesOf(over ?? []);

        expect(days).to.deep.equal(dates(ends, addDays(due, -1)));
        expect(days.every((day) => rests(day) || paused(vector, day))).to.equal(true);
        expect(over !== undefined && rests(due)).to.equal(false);
      });

      it(`ends on ${due}`, () => {
        const rule = ruleOf(vector, { count, unit });

        expect(resultOf(vector, rule)).to.deep.equal(expected(vector));
        expect(resultOf(vector, { ...rule, rollForward: false })).to.deep.equal(
          expected({ ...vector, due: ends, years: [] }),
        );
      });

      if (vector.pauses === undefined) {
        it('ends there as a bare period', () => {
          const rule = ruleOf(vector, { count, unit });

          expect(periodEnd(start, rule.period, rule, calendars)).to.equal(due);
        });
      }
    });
  }
});
