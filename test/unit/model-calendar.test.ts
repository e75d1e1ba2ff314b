import { readFileSync } from 'node:fs';
import { check, checkCalendar, isWorkingDay, WorkCalendar } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { refusal } from '../support/refusal.js';
import { calendarOf } from '../support/calendar.js';

const fixture = JSON.parse(
  readFileSync(new URL('../../fixtures/workcal_2026.json', import.meta.url), 'utf8'),
) as Parameters<typeof calendarOf>[0];
const calendar = calendarOf(fixture);
const changed = (over: Partial<WorkCalendar>): WorkCalendar => ({ ...calendar, ...over });

describe('working-day calendar', () => {
  it('is a record of the ledger once converted', () => {
    expect(check(WorkCalendar, calendar)).to.deep.equal(calendar);
    checkCalendar(calendar);
  });

  const days: readonly [string, boolean, string][] = [
    ['2026-01-01', false, 'New Year'],
    ['2026-01-04', true, 'a Sunday that makes up'],
    ['2026-01-05', true, 'a Monday'],
    ['2026-01-10', false, 'a Saturday'],
    ['2026-02-14', true, 'a Saturday that makes up'],
    ['2026-02-15', false, 'the first day of Spring Festival'],
    ['2026-02-23', false, 'its last day, a Monday'],
    ['2026-02-24', true, 'the day after'],
    ['2026-02-28', true, 'a Saturday that makes up'],
    ['2026-05-09', true, 'a Saturday that makes up'],
    ['2026-10-07', false, 'the last day of National Day'],
    ['2026-12-31', true, 'the last day of the year'],
  ];
  for (const [date, works, what] of days) {
    it(`${works ? 'works' : 'rests'} on ${date}, ${what}`, () => {
      expect(isWorkingDay(calendar, date)).to.equal(works);
    });
  }

  it('counts 2026 as 248 working days', () => {
    // 261 weekdays − 19 weekdays in holidays + 6 make-up days.
    const year = Array.from({ length: 365 }, (_, i) =>
      new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10),
    );

    expect(year.filter((date) => isWorkingDay(calendar, date))).to.have.length(248);
  });

  for (const date of ['2025-12-31', '2027-01-01']) {
    it(`says nothing about ${date}`, () => {
      expect(refusal(() => isWorkingDay(calendar, date))).to.deep.include({
        code: 'CALENDAR_MISSING',
        params: { date },
      });
    });
  }

  const refusals: readonly [string, Partial<WorkCalendar>][] = [
    ['an id of another year', { listId: 'CN-2027' }],
    ['a holiday of another year', { holidays: [['2025-12-31', '2026-01-02']] }],
    ['a holiday that ends before it starts', { holidays: [['2026-01-03', '2026-01-01']] }],
    [
      'holidays that overlap',
      {
        holidays: [
          ['2026-01-01', '2026-01-03'],
          ['2026-01-03', '2026-01-05'],
        ],
      },
    ],
    [
      'holidays out of order',
      {
        holidays: [
          ['2026-05-01', '2026-05-05'],
          ['2026-01-01', '2026-01-03'],
        ],
      },
    ],
    ['a make-up day of another year', { makeupWorkdays: ['2027-01-02'] }],
    ['a make-up day on a weekday', { makeupWorkdays: ['2026-01-05'] }],
    ['a make-up day in a holiday', { makeupWorkdays: ['2026-02-21'] }],
    ['a make-up day twice', { makeupWorkdays: ['2026-01-04', '2026-01-04'] }],
  ];
  for (const [what, over] of refusals) {
    it(`refuses ${what}`, () => {
      expect(
        refusal(() => {
          checkCalendar(changed(over));
        }).code,
      ).to.equal('INPUT_INVALID');
    });
  }

  for (const [what, over] of [
    ['a date that does not exist', { makeupWorkdays: ['2026-02-29'] }],
    ['another time zone', { timezone: 'UTC' }],
    ['a period of three days', { holidays: [['2026-01-01', '2026-01-02', '2026-01-03']] }],
    [
      'more periods than a year has weeks',
      { holidays: Array.from({ length: 61 }, () => ['2026-01-01', '2026-01-01']) },
    ],
  ] as const) {
    it(`has no form for ${what}`, () => {
      expect(refusal(() => check(WorkCalendar, { ...calendar, ...over })).code).to.equal(
        'INPUT_INVALID',
      );
    });
  }
});
