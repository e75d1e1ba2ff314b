import { addDays, type Period, renewalWindow, validityEnd } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { dateIn } from '../support/clock-cases.js';
import { vectors } from '../support/clock-vectors.js';
import { refusal } from '../support/refusal.js';

describe('validity', () => {
  for (const [from, count, unit, last, what] of vectors.validity) {
    it(`of ${String(count)} ${unit} from ${from} ends on ${last}: ${what}`, () => {
      expect(validityEnd(from, { count, unit })).to.equal(last);
    });
  }

  for (const [last, count, unit, from, until, what] of vectors.renewal) {
    it(`until ${last} is renewed from ${from} to ${until}: ${what}`, () => {
      expect(renewalWindow(last, { count, unit })).to.deep.equal({ from, until });
    });
  }

  const spans: fc.Arbitrary<Period> = fc.record({
    count: fc.integer({ min: 1, max: 24 }),
    unit: fc.constantFrom('DAY', 'MONTH', 'YEAR'),
  });

  it('ends on the day it is renewed for, when it began as the renewal opens', () => {
    fc.assert(
      fc.property(dateIn(2026, 2040), spans, (last, span) => {
        const { from, until } = renewalWindow(last, span);
        const end = validityEnd(from, span);

        expect(addDays(until, 1)).to.equal(last);
        expect(end <= last).to.equal(true);
        // Only a month without the corresponding day loses some.
        if (from.slice(8) === last.slice(8) || span.unit === 'DAY') expect(end).to.equal(last);
        else expect(Number(last.slice(8))).to.be.above(28);
      }),
      { numRuns: 1000 },
    );
  });

  const workdays: Period = { count: 5, unit: 'WORKING_DAY' };
  const refusals: readonly [string, object, () => unknown][] = [
    ['in working days', { unit: 'WORKING_DAY' }, () => validityEnd('2026-10-15', workdays)],
    [
      'renewed in working days',
      { unit: 'WORKING_DAY' },
      () => renewalWindow('2026-10-15', workdays),
    ],
    [
      'beyond the year 9999',
      { date: '9995-01-01' },
      () => validityEnd('9995-01-01', { count: 5, unit: 'YEAR' }),
    ],
    [
      'renewed before the year 0',
      { date: '0000-01-31' },
      () => renewalWindow('0000-01-31', { count: 1, unit: 'MONTH' }),
    ],
  ];
  for (const [what, params, act] of refusals) {
    it(`is refused ${what}`, () => {
      expect(refusal(act)).to.deep.include({ code: 'INPUT_INVALID', params });
    });
  }
});
