import {
  addDays,
  daysBetween,
  endOfDay,
  punctuality,
  type Punctuality,
  shanghaiDate,
  startOfDay,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';

const at = (time: string): string => new Date(`${time}+08:00`).toISOString();

describe('dates in Shanghai', () => {
  for (const [instant, date] of [
    ['2026-09-17T15:59:59.999Z', '2026-09-17'],
    ['2026-09-17T16:00:00.000Z', '2026-09-18'],
    ['2026-12-31T16:00:00.000Z', '2027-01-01'],
    ['2028-02-28T16:00:00.000Z', '2028-02-29'],
    ['2026-07-01T15:59:59.999Z', '2026-07-01'],
  ] as const) {
    it(`${instant} is on ${date}`, () => {
      expect(shanghaiDate(instant)).to.equal(date);
    });
  }

  it('begin and end at 16:00 UTC', () => {
    expect(startOfDay('2026-01-01')).to.equal('2025-12-31T16:00:00.000Z');
    expect(endOfDay('2026-12-31')).to.equal('2026-12-31T16:00:00.000Z');
    expect(endOfDay('2028-02-28')).to.equal(startOfDay('2028-02-29'));
  });

  it('agree with the time zone database from 2000 to 2050', () => {
    const zone = new Intl.DateTimeFormat('en-CA', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
    });
    const [min, max] = [new Date('2000-01-01'), new Date('2050-12-31')];
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => {
        expect(shanghaiDate(date.toISOString())).to.equal(zone.format(date));
      }),
    );
  });

  it('hold every instant of theirs and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), (n) => {
        const date = addDays('1992-01-01', n);

        expect(daysBetween('1992-01-01', date)).to.equal(n);
        expect(shanghaiDate(startOfDay(date))).to.equal(date);
        const last = new Date(Date.parse(endOfDay(date)) - 1).toISOString();
        expect(shanghaiDate(last)).to.equal(date);
        expect(shanghaiDate(endOfDay(date))).to.equal(addDays(date, 1));
      }),
    );
  });
});

describe('punctuality', () => {
  const dueAt = endOfDay('2026-09-30');
  const noon = at('2026-09-30T12:00:00.000');
  const last = at('2026-09-30T23:59:59.999');
  const midnight = at('2026-10-01T00:00:00.000');
  const after = at('2026-10-01T00:00:00.001');

  const acts: readonly [string, string | null, string | null | undefined, Punctuality][] = [
    ['wholly before 24:00', noon, last, 'IN_TIME'],
    ['at the last instant', last, last, 'IN_TIME'],
    ['before 24:00, whenever it began', null, last, 'IN_TIME'],
    ['possibly at 24:00 itself', noon, midnight, 'BOUNDARY'],
    ['across 24:00', noon, after, 'BOUNDARY'],
    ['before 24:00 at the earliest, unbounded', last, undefined, 'BOUNDARY'],
    ['before 24:00 at the earliest, bound by nothing yet', last, null, 'BOUNDARY'],
    ['without any bound', null, null, 'BOUNDARY'],
    ['without a lower bound', null, after, 'BOUNDARY'],
    ['between bounds that contradict each other', after, last, 'BOUNDARY'],
    ['at 24:00', midnight, midnight, 'LATE'],
    ['after 24:00', midnight, after, 'LATE'],
    ['after 24:00, unbounded', midnight, undefined, 'LATE'],
  ];
  for (const [what, notBefore, notAfter, verdict] of acts) {
    it(`of an act ${what} is ${verdict}`, () => {
      expect(punctuality(dueAt, { notBefore, notAfter })).to.equal(verdict);
    });
  }
});
