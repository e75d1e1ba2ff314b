import {
  checkCalendar,
  type ClockRule,
  deadline,
  isPaused,
  LedgerError,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { answer, type Question, type Reply, tableOf } from '../support/clock-oracle.js';
import { calendarsOf, noticesFor, questions } from '../support/clock-cases.js';

const CASES = 10_000;
const PER_WORLD = 50;
/** A failure prints its seed; SEED runs it again. */
const seed = Number(process.env['SEED'] ?? Math.trunc(Math.random() * 0x7fffffff));

const YEARS = [2026, 2027, 2028, 2029, 2030];

function modelAnswer(question: Question, calendars: ReturnType<typeof calendarsOf>): Reply {
  const { start, count, unit, includesStart, rolls } = question;
  const rule: ClockRule = {
    code: 'CLOCK',
    article: 'NATIONAL_2026/28',
    period: { count, unit },
    startDay: includesStart ? 'INCLUDED' : 'EXCLUDED',
    rollForward: rolls,
    lateness: 'RECORDED',
  };
  const pauses = question.pauses.map(([from, until]) =>
    until === null ? { from } : { from, until },
  );
  try {
    const state = deadline(rule, start, calendars, { pauses });
    return isPaused(state) ? { left: state.remaining } : { due: state.due };
  } catch (err) {
    if (err instanceof LedgerError && err.code === 'CALENDAR_MISSING') return 'CALENDAR_MISSING';
    throw err;
  }
}

describe('statutory clock, counted by two implementations', function () {
  this.timeout(120_000);

  it(`gives one answer to ${String(CASES)} random questions (seed ${String(seed)})`, () => {
    const seen = { due: 0, left: 0, CALENDAR_MISSING: 0 };
    // Some years have no calendar, so that both must notice whether they ask about them.
    const world = fc.subarray(YEARS, { minLength: 2 }).chain(noticesFor);
    const asked = fc.array(questions, { minLength: PER_WORLD, maxLength: PER_WORLD });
    const property = fc.property(world, asked, (notices, all) => {
      const calendars = calendarsOf(notices);
      calendars.forEach(checkCalendar);
      const table = tableOf(notices);
      for (const question of all) {
        const reply = modelAnswer(question, calendars);

        expect(reply, JSON.stringify(question)).to.deep.equal(answer(question, table));
        seen[typeof reply === 'string' ? reply : 'due' in reply ? 'due' : 'left'] += 1;
      }
    });
    fc.assert(property, { numRuns: CASES / PER_WORLD, seed, endOnFailure: true });

    expect(seen.due + seen.left + seen.CALENDAR_MISSING).to.equal(CASES);
    // Agreement means something only where each kind of answer was given often.
    expect(seen.due).to.be.above(CASES / 5);
    expect(seen.left).to.be.above(CASES / 50);
    expect(seen.CALENDAR_MISSING).to.be.above(CASES / 50);
  });
});
