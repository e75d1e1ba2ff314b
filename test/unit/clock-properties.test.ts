import {
  addDays,
  type ClockRule,
  deadline,
  isPaused,
  isWorkday,
  nextWorkday,
  type Period,
  periodEnd,
  type StartDay,
  workdaysBetween,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { calendarsOf, dateIn, noticesFor, pauseNear, periods } from '../support/clock-cases.js';

const YEARS = [2026, 2027, 2028, 2029, 2030, 2031];
const calendars = noticesFor(YEARS).map(calendarsOf);
const starts = dateIn(2026, 2027);
const startDays = fc.constantFrom<StartDay>('EXCLUDED', 'INCLUDED');

interface Clock {
  readonly start: string;
  readonly rule: ClockRule;
  readonly pauses: readonly { from: string; until: string }[];
}

const clocks: fc.Arbitrary<Clock> = starts.chain((start) =>
  fc.record({
    start: fc.constant(start),
    rule: fc.record({
      code: fc.constant('CLOCK'),
      article: fc.constant('NATIONAL_2026/28'),
      period: periods,
      startDay: startDays,
      rollForward: fc.boolean(),
      lateness: fc.constant('RECORDED' as const),
    }),
    pauses: fc.array(
      pauseNear(start).map(([from, until]) => ({ from, until })),
      { maxLength: 4 },
    ),
  }),
);

const inWorkdays = (clock: Clock): boolean => clock.rule.period.unit === 'WORKING_DAY';
const longer = ({ rule, ...clock }: Clock, days: number): Clock => ({
  ...clock,
  rule: { ...rule, period: { ...rule.period, count: rule.period.count + days } },
});

type World = ReturnType<typeof calendarsOf>;
const dueOf = ({ rule, start, pauses }: Clock, world: World): string =>
  deadline(rule, start, world, { pauses }).due;

const holds = (test: (clock: Clock, world: World) => void): void => {
  fc.assert(fc.property(clocks, calendars, test), { numRuns: 300 });
};

describe('every deadline', function () {
  this.timeout(120_000);

  it('is no earlier for a longer period', () => {
    holds((clock, world) => {
      expect(dueOf(longer(clock, 1), world) >= dueOf(clock, world)).to.equal(true);
    });
  });

  it('is later for one more working day', () => {
    holds((clock, world) => {
      fc.pre(inWorkdays(clock));

      expect(dueOf(longer(clock, 1), world) > dueOf(clock, world)).to.equal(true);
    });
  });

  it('is no earlier for a later start', () => {
    holds((clock, world) => {
      // A month paused on the very day that one clock starts and another has begun is longer for
      // the latter; nothing orders those two.
      const { unit } = clock.rule.period;
      fc.pre(unit === 'WORKING_DAY' || unit === 'DAY' || clock.pauses.length === 0);
      const next = { ...clock, start: addDays(clock.start, 1) };

      expect(dueOf(next, world) >= dueOf(clock, world)).to.equal(true);
    });
  });

  it('that rolls forward is a working day outside every pause', () => {
    holds((clock, world) => {
      fc.pre(clock.rule.rollForward || inWorkdays(clock));

      const due = dueOf(clock, world);

      expect(isWorkday(due, world)).to.equal(true);
      expect(clock.pauses.some(({ from, until }) => from <= due && due <= until)).to.equal(false);
    });
  });

  it('has its number of working days up to it, less the paused ones', () => {
    holds((clock, world) => {
      fc.pre(inWorkdays(clock));
      const { start, rule, pauses } = clock;

      const { due, paused } = deadline(rule, start, world, { pauses });

      const origin = rule.startDay === 'INCLUDED' ? addDays(start, -1) : start;
      const lost = paused.map(({ from, until = due }) => {
        const before = addDays(from, -1);
        return workdaysBetween(before > origin ? before : origin, until, world);
      });
      const all = workdaysBetween(origin, due, world);
      expect(all - lost.reduce((sum, days) => sum + days, 0)).to.equal(rule.period.count);
    });
  });

  it('is never shortened by a pause', () => {
    holds((clock, world) => {
      const { pauses } = clock;

      const dues = [0, 1, 2, 3, 4].map((n) =>
        dueOf({ ...clock, pauses: pauses.slice(0, n) }, world),
      );

      expect(dues).to.deep.equal([...dues].sort());
    });
  });

  it('is the same however its pauses are cut, doubled and ordered', () => {
    holds((clock, world) => {
      const { start, rule, pauses } = clock;
      const cut = pauses.flatMap(({ from, until }) =>
        from === until
          ? [{ from, until }]
          : [
              { from: addDays(from, 1), until },
              { from, until: from },
            ],
      );

      const whole = deadline(rule, start, world, { pauses });

      expect(deadline(rule, start, world, { pauses: cut })).to.deep.equal(whole);
      expect(deadline(rule, start, world, { pauses: [...pauses, ...cut].reverse() })).to.deep.equal(
        whole,
      );
    });
  });

  it('is found after an open pause from what the pause left', () => {
    holds((clock, world) => {
      const { start, rule, pauses } = clock;
      const open = { from: addDays(start, 2) };
      const until = addDays(start, 40);
      const earlier = pauses.filter((pause) => pause.until <= until);
      const state = deadline(rule, start, world, { pauses: [...earlier, open] });
      fc.pre(isPaused(state));

      const { remaining, unit } = state;
      const resumed = periodEnd(
        until,
        { count: remaining, unit },
        { startDay: 'EXCLUDED', rollForward: rule.rollForward },
        world,
      );

      const closed = { pauses: [...earlier, { ...open, until }] };
      expect(resumed).to.equal(deadline(rule, start, world, closed).due);
    });
  });

  it('extended is that of the sum of both periods', () => {
    holds((clock, world) => {
      const { start, rule, pauses } = clock;
      const extension: Period = { ...rule.period, count: 1 };
      const options = { pauses, extended: true };

      const { due } = deadline({ ...rule, extension }, start, world, options);

      expect(due).to.equal(dueOf(longer(clock, 1), world));
    });
  });
});

describe('every date', () => {
  it('has a next working day with nothing but days of rest between', () => {
    fc.assert(
      fc.property(starts, calendars, (date, world) => {
        const next = nextWorkday(date, world);

        expect(next > date && isWorkday(next, world)).to.equal(true);
        expect(workdaysBetween(date, next, world)).to.equal(1);
        expect(workdaysBetween(next, date, world)).to.equal(0);
      }),
    );
  });
});
