import {
  addDays,
  check,
  ClockRule,
  Deadline,
  deadline,
  DeadlineState,
  deemedOn,
  errorCatalogue,
  isWorkday,
  nextWorkday,
  Pause,
  PausedClock,
  Period,
  periodEnd,
  provisionalDeadline,
  provisionalDeemedOn,
  remaining,
  workdaysBetween,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { calendars } from '../support/calendars.js';
import { refusal } from '../support/refusal.js';

const rule = (over: Partial<ClockRule> = {}): ClockRule => ({
  code: 'REVIEW',
  article: 'NATIONAL_2026/28',
  period: { count: 10, unit: 'WORKING_DAY' },
  startDay: 'EXCLUDED',
  rollForward: true,
  extension: { count: 10, unit: 'WORKING_DAY' },
  lateness: 'RECORDED',
  ...over,
});
const days = (count: number, over: Partial<ClockRule> = {}): ClockRule => {
  const period: Period = { count, unit: 'DAY' };
  return rule({ period, extension: period, ...over });
};
const cn = (year: number) => ({ listId: `CN-${String(year)}`, version: 1 });
const until2026 = new Map([...calendars].filter(([year]) => year === 2026));

describe('deadline', () => {
  it('states everything it rests on', () => {
    const pauses = [
      { from: '2026-09-23', until: '2026-10-13' },
      { from: '2026-09-21', until: '2026-09-29' },
      { from: '2026-11-01', until: '2026-11-02' },
      { from: '2026-09-01', until: '2026-09-02' },
    ];

    const due = deadline(rule(), '2026-09-16', calendars, { pauses });

    expect(due).to.deep.equal({
      clock: 'REVIEW',
      article: 'NATIONAL_2026/28',
      start: '2026-09-16',
      due: '2026-10-22',
      dueAt: '2026-10-22T16:00:00.000Z',
      startDay: 'EXCLUDED',
      paused: [{ from: '2026-09-21', until: '2026-10-13' }],
      extended: false,
      calendars: [cn(2026)],
      provisional: false,
    });
    expect(check(Deadline, due)).to.deep.equal(due);
    expect(check(DeadlineState, due)).to.deep.equal(due);
  });

  it('names the calendars it asked in order of their years', () => {
    expect(deadline(rule(), '2026-12-24', calendars).calendars).to.deep.equal([cn(2026), cn(2027)]);
  });

  it('names the version of the calendar it asked', () => {
    const [year, calendar] = [...until2026][0] ?? [];
    if (year === undefined || calendar === undefined) throw new TypeError('No calendar.');
    const corrected = new Map([[year, { ...calendar, version: 7 }]]);

    expect(deadline(rule(), '2026-09-16', corrected).calendars).to.deep.equal([
      { listId: 'CN-2026', version: 7 },
    ]);
  });

  it('leaves the pauses it was given as they were', () => {
    const pauses = Object.freeze([
      Object.freeze({ from: '2026-09-21', until: '2026-09-24' }),
      Object.freeze({ from: '2026-09-22', until: '2026-09-29' }),
    ]);

    expect(deadline(rule(), '2026-09-16', calendars, { pauses }).due).to.equal('2026-10-14');
  });
});

describe('clock held by an open pause', () => {
  const held = (clock: ClockRule, pauses: Pause[], extended = false) =>
    deadline(clock, '2026-09-16', calendars, { pauses, extended });

  it('has a remainder instead of a last day', () => {
    const state = held(rule(), [{ from: '2026-09-21' }]);

    expect(state).to.deep.equal({
      clock: 'REVIEW',
      article: 'NATIONAL_2026/28',
      start: '2026-09-16',
      heldSince: '2026-09-21',
      // 17, 18 and the make-up Sunday are counted.
      remaining: 7,
      unit: 'WORKING_DAY',
      startDay: 'EXCLUDED',
      paused: [{ from: '2026-09-21' }],
      extended: false,
      calendars: [cn(2026)],
      provisional: false,
    });
    expect(check(PausedClock, state)).to.deep.equal(state);
    expect(check(DeadlineState, state)).to.deep.equal(state);
  });

  const remainders: readonly [string, ClockRule, Pause[], number][] = [
    ['with its extension to come', rule({ code: 'EXTENDED' }), [{ from: '2026-09-21' }], 17],
    ['of which every day is to come', rule(), [{ from: '2026-09-17' }], 10],
    ['before it started', rule(), [{ from: '2026-09-01' }], 10],
    ['on what would be the last day', rule(), [{ from: '2026-09-30' }], 1],
    [
      'after a pause that ended',
      rule(),
      [{ from: '2026-09-17', until: '2026-09-20' }, { from: '2026-09-22' }],
      9,
    ],
    [
      'after a pause that it swallows',
      rule(),
      [{ from: '2026-09-21' }, { from: '2026-09-23', until: '2026-09-24' }],
      7,
    ],
    ['of days', days(10), [{ from: '2026-09-21' }], 6],
    [
      'of days, lengthened before',
      days(10),
      [{ from: '2026-09-17', until: '2026-09-18' }, { from: '2026-09-28' }],
      1,
    ],
    ['of a month', days(1, { period: { count: 1, unit: 'MONTH' } }), [{ from: '2026-10-01' }], 16],
    // 2026-09-25 is a holiday: the period rolls to the 28th, which must still come.
    ['while it rolls forward', days(9), [{ from: '2026-09-26' }], 1],
  ];
  for (const [what, clock, pauses, left] of remainders) {
    it(`has ${String(left)} left ${what}`, () => {
      const extended = clock.code === 'EXTENDED';

      expect(held(clock, pauses, extended)).to.include({ remaining: left, extended });
      expect(remaining(clock, '2026-09-16', calendars, pauses, extended)).to.equal(left);
    });
  }

  it('was not held by a pause that began after its last day', () => {
    const pauses: Pause[] = [{ from: '2026-10-01' }];

    expect(held(rule(), pauses))
      .to.include({ due: '2026-09-30' })
      .and.to.deep.include({ paused: [] });
    expect(remaining(rule(), '2026-09-16', calendars, pauses)).to.equal(0);
  });

  it('has no remainder without an open pause', () => {
    const pauses = [{ from: '2026-09-21', until: '2026-09-22' }];

    expect(() => remaining(rule(), '2026-09-16', calendars, pauses)).to.throw(TypeError);
  });

  it('asks no calendar about days that do not count', () => {
    const state = deadline(rule(), '2026-12-30', until2026, { pauses: [{ from: '2027-01-01' }] });

    expect(state)
      .to.include({ remaining: 9 })
      .and.to.deep.include({ calendars: [cn(2026)] });
  });
});

describe('deemed acceptance', () => {
  const acceptance = rule({ code: 'ACCEPTANCE', period: { count: 3, unit: 'WORKING_DAY' } });
  for (const [start, due, on, what] of [
    ['2026-09-14', '2026-09-17', '2026-09-18', 'scenario 1a'],
    ['2026-09-21', '2026-09-24', '2026-09-28', 'over Mid-Autumn'],
    ['2026-09-15', '2026-09-18', '2026-09-20', 'on a make-up Sunday'],
    ['2026-09-27', '2026-09-30', '2026-10-08', 'after National Day week'],
    ['2026-12-28', '2026-12-31', '2027-01-04', 'in the next year'],
  ] as const) {
    it(`follows ${due} on ${on}: ${what}`, () => {
      const state = deadline(acceptance, start, calendars);

      expect(state.due).to.equal(due);
      expect(deemedOn(state, calendars)).to.equal(on);
      expect(provisionalDeemedOn(state, calendars)).to.deep.equal({ date: on, provisional: false });
    });
  }

  it('is provisional in a year without a calendar, or after a provisional deadline', () => {
    const last = deadline(acceptance, '2026-12-28', until2026);
    const beyond = provisionalDeadline(acceptance, '2026-12-30', until2026);

    expect(refusal(() => deemedOn(last, until2026)).code).to.equal('CALENDAR_MISSING');
    const friday = { date: '2027-01-01', provisional: true };
    expect(provisionalDeemedOn(last, until2026)).to.deep.equal(friday);
    // 31 December, then 1 and 4 January as plain weekdays.
    expect(beyond.due).to.equal('2027-01-04');
    expect(provisionalDeemedOn(beyond, calendars)).to.deep.equal({
      date: '2027-01-05',
      provisional: true,
    });
  });
});

describe('provisional deadline', () => {
  it('counts plain weekdays in a year without a calendar, and says so', () => {
    const state = provisionalDeadline(rule(), '2026-12-24', until2026);

    // 25, 28, 29, 30, 31 December; 1, 4, 5, 6, 7 January.
    expect(state).to.include({ due: '2027-01-07', provisional: true });
    expect(state.calendars).to.deep.equal([cn(2026)]);
  });

  it('is the deadline itself where no calendar is missing', () => {
    for (const start of ['2026-09-16', '2026-12-24']) {
      expect(provisionalDeadline(rule(), start, calendars)).to.deep.equal(
        deadline(rule(), start, calendars),
      );
    }
  });

  it('keeps what an open pause leaves', () => {
    const pauses: Pause[] = [{ from: '2027-01-04' }];

    expect(provisionalDeadline(rule(), '2026-12-24', until2026, { pauses })).to.include({
      remaining: 4,
      provisional: true,
    });
  });

  it('rolls a period of days over a weekend', () => {
    // 2027-01-02 is a Saturday.
    expect(provisionalDeadline(days(10), '2026-12-23', until2026)).to.include({
      due: '2027-01-04',
      provisional: true,
    });
  });
});

describe('clock refusals', () => {
  const { code, article, period, startDay, rollForward, lateness } = rule();
  const bare: ClockRule = { code, article, period, startDay, rollForward, lateness };
  const month: Period = { count: 1, unit: 'MONTH' };
  const reading = { startDay: 'EXCLUDED', rollForward: true } as const;
  const reversed = { pauses: [{ from: '2026-09-22', until: '2026-09-21' }] };
  const refusals: readonly [string, keyof typeof errorCatalogue, object, () => unknown][] = [
    [
      'a working day of a year without a calendar',
      'CALENDAR_MISSING',
      { date: '2029-01-01' },
      () => isWorkday('2029-01-01', calendars),
    ],
    [
      'a calendar under the wrong year',
      'CALENDAR_MISSING',
      { date: '2029-01-01' },
      () => isWorkday('2029-01-01', new Map([[2029, [...calendars.values()][0] as never]])),
    ],
    [
      'the next working day across a missing year',
      'CALENDAR_MISSING',
      { date: '2029-01-01' },
      () => nextWorkday('2028-12-31', calendars),
    ],
    [
      'counting working days into a missing year',
      'CALENDAR_MISSING',
      { date: '2029-01-01' },
      () => workdaysBetween('2028-12-01', '2029-02-01', calendars),
    ],
    [
      'counting a deadline into a missing year',
      'CALENDAR_MISSING',
      { date: '2027-01-01' },
      () => deadline(rule(), '2026-12-24', until2026),
    ],
    [
      'rolling a deadline in a missing year',
      'CALENDAR_MISSING',
      { date: '2027-01-02' },
      () => deadline(days(10), '2026-12-23', until2026),
    ],
    [
      'what is left across a missing year',
      'CALENDAR_MISSING',
      { date: '2027-01-01' },
      () => remaining(rule(), '2026-12-24', until2026, [{ from: '2027-02-01' }]),
    ],
    [
      'an extension that the rule does not know',
      'INPUT_INVALID',
      { clock: 'REVIEW' },
      () => deadline(bare, '2026-09-16', calendars, { extended: true }),
    ],
    [
      'an extension in another unit',
      'INPUT_INVALID',
      { clock: 'REVIEW' },
      () => deadline(rule({ extension: month }), '2026-09-16', calendars, { extended: true }),
    ],
    [
      'a pause that ends before it begins',
      'INPUT_INVALID',
      { from: '2026-09-22', until: '2026-09-21' },
      () => deadline(rule(), '2026-09-16', calendars, reversed),
    ],
    [
      'the same in an answer',
      'INPUT_INVALID',
      { from: '2026-09-22', until: '2026-09-21' },
      () => provisionalDeadline(rule(), '2026-09-16', until2026, reversed),
    ],
    [
      'a period of days beyond it',
      'INPUT_INVALID',
      { date: '9999-12-31' },
      () =>
        periodEnd(
          '9999-12-31',
          { count: 1, unit: 'DAY' },
          { ...reading, rollForward: false },
          calendars,
        ),
    ],
    ['a day before it', 'INPUT_INVALID', { date: '0000-01-01' }, () => addDays('0000-01-01', -1)],
  ];
  for (const [what, refused, params, act] of refusals) {
    it(`refuse ${what}`, () => {
      expect(refusal(act)).to.deep.include({ code: refused, params });
    });
  }

  const malformed: readonly [string, Parameters<typeof check>[0], unknown][] = [
    ['a pause that ends before it begins', Pause, { from: '2026-09-22', until: '2026-09-21' }],
    ['a pause on no such date', Pause, { from: '2026-02-29' }],
    ['a period of no days', Period, { count: 0, unit: 'DAY' }],
    ['a period of part of a day', Period, { count: 1.5, unit: 'DAY' }],
    ['a period of too many', Period, { count: 601, unit: 'YEAR' }],
    ['a period in weeks', Period, { count: 1, unit: 'WEEK' }],
    ['a rule extended in another unit', ClockRule, rule({ extension: month })],
    ['a rule without an article', ClockRule, rule({ article: '' })],
    ['a rule that knows no lateness', ClockRule, { ...rule(), lateness: undefined }],
    [
      'a paused clock with nothing left',
      PausedClock,
      {
        ...deadline(rule(), '2026-09-16', calendars, {
          pauses: [{ from: '2026-09-21' }] as Pause[],
        }),
        remaining: 0,
      },
    ],
    [
      'a deadline that is held as well',
      DeadlineState,
      { ...deadline(rule(), '2026-09-16', calendars), remaining: 1 },
    ],
  ];
  for (const [what, schema, value] of malformed) {
    it(`have no form for ${what}`, () => {
      expect(refusal(() => check(schema, value)).code).to.equal('INPUT_INVALID');
    });
  }

  it('spare a rule and its parts as they should be', () => {
    for (const value of [rule(), days(600), rule({ lateness: 'REFUSED' })]) {
      expect(check(ClockRule, value)).to.deep.equal(value);
    }
    expect(check(Pause, { from: '2026-09-21', until: '2026-09-21' })).to.have.property('until');
  });
});
