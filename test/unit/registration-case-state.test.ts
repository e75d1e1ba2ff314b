import {
  type Act,
  append,
  type Calendars,
  caseState,
  type CaseState,
  type Clocks,
  deadline,
  type Deadline,
  firstStep,
  type RegistrationCase,
  requireOtherPerson,
} from '@shuquan/chaincode/model';
import { shippedRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import fc from 'fast-check';
import { refusal } from '../support/refusal.js';
import { HOLDER_A, HOLDER_B, REG1 } from '../support/parties.js';
import { shanghai } from '../support/registrar.js';

const national = shippedRules().find(({ listId }) => listId === 'NATIONAL_2026');
if (national?.kind !== 'PROFILE') throw new TypeError('The national profile is not shipped.');
const clocks: Clocks = national.clocks;
const calendars: Calendars = new Map(
  shippedRules().flatMap((each) => (each.kind === 'CALENDAR' ? [[each.year, each] as const] : [])),
);
const hex = '0'.repeat(64);

const actAt = (when: string, uscc = REG1): Act => ({
  by: {
    ...{ mspId: 'RegistryMSP', uscc, role: uscc === REG1 ? 'registrar' : 'rightsHolder' },
    ...{ fingerprint: hex, person: hex, custody: 'CUSTODIAL' },
  },
  moment: { txId: hex, time: shanghai(when) },
  notBefore: shanghai(when),
});
const dueOf = (clock: keyof Clocks, start: string): Deadline =>
  deadline(clocks[clock], start, calendars);

const begun = (): RegistrationCase => ({
  ...{ v: 1, id: 'RC-A1', type: 'INITIAL', effect: 'CREATE' },
  profile: { id: 'NATIONAL_2026', version: 1 },
  ...{ article: 'NATIONAL_2026/32', clocks, registrationMoment: 'NATIONAL_RECEIPT' },
  ...{ noticeRequired: true, registrar: REG1, applicant: HOLDER_A, consents: [] },
  fields: { root: hex, count: 1 },
  steps: [
    firstStep(
      {
        kind: 'SUBMITTED',
        consents: [],
        article: 'NATIONAL_2026/32',
        acceptance: dueOf('ACCEPTANCE', '2026-09-14'),
      },
      actAt('2026-09-14 10:00', HOLDER_A),
    ),
  ],
});

/** The case of scenario 1, hand-made to the receipt. */
function scenario(): RegistrationCase {
  const article = 'NATIONAL_2026/17';
  const accepted = append(
    begun(),
    {
      ...{ kind: 'ACCEPTED', article, acceptedOn: '2026-09-16' },
      decision: dueOf('DECISION', '2026-09-16'),
    },
    actAt('2026-09-16 10:00'),
  );
  const noticed = append(
    accepted,
    {
      ...{ kind: 'NOTICE_PUBLISHED', article, opened: [] },
      notice: dueOf('NOTICE', '2026-09-21'),
    },
    actAt('2026-09-21 10:00'),
  );
  const objected = append(
    noticed,
    {
      ...{ kind: 'OBJECTION_RAISED', article, objection: 'OB-1', phase: 'NOTICE', heard: false },
      ...{ reasons: '测试', materialDigest: hex },
      due: dueOf('OBJECTION', '2026-09-23'),
    },
    actAt('2026-09-23 10:00', HOLDER_B),
  );
  const rejected = append(
    objected,
    { kind: 'OBJECTION_DECIDED', article, objection: 'OB-1', outcome: 'REJECTED', findings: '无' },
    actAt('2026-10-13 10:00'),
  );
  const decided = append(
    rejected,
    {
      ...{ kind: 'DECIDED', article, outcome: 'APPROVED', reasons: '符合' },
      decision: dueOf('DECISION', '2026-09-16'),
    },
    actAt('2026-10-15 09:00'),
  );
  const deposited = append(
    decided,
    { kind: 'DEPOSITED', article, recordDigest: hex },
    actAt('2026-10-15 10:02'),
  );
  return append(
    deposited,
    {
      ...{ kind: 'RECEIPTED', article, registeredAt: shanghai('2026-10-15 10:05') },
      receipt: { id: 'NDR-20261015', time: shanghai('2026-10-15 10:05'), recordDigest: hex },
    },
    actAt('2026-10-15 10:20'),
  );
}

const at = (record: RegistrationCase, when: string, known = when): CaseState =>
  caseState(record, calendars, { asOf: shanghai(when), knownAt: shanghai(known) });

describe('state of a case', () => {
  const days: readonly (readonly [string, string, string | undefined])[] = [
    ['2026-09-14 10:00', 'SUBMITTED', '2026-09-17'],
    ['2026-09-16 10:00', 'ACCEPTED', '2026-09-30'],
    ['2026-09-21 10:00', 'PUBLICISED', '2026-10-14'],
    ['2026-09-23 10:00', 'OBJECTED', undefined],
    ['2026-10-13 10:00', 'NOTICE_ENDED', '2026-10-22'],
    ['2026-10-15 09:00', 'APPROVED', undefined],
    ['2026-10-15 10:02', 'DEPOSITED_PENDING', undefined],
    ['2026-10-15 10:20', 'REGISTERED', undefined],
  ];
  for (const [when, status, due] of days) {
    it(`of scenario 1 is ${status} on ${when}`, () => {
      const { deadlines, ...state } = at(scenario(), when);

      expect(state.status).to.equal(status);
      const first = deadlines.find(({ clock }) => clock === 'ACCEPTANCE' || clock === 'DECISION');
      expect(first?.due).to.equal(due);
    });
  }

  it('has the ends of scenario 1: of the notice, and of the objection', () => {
    const of = (when: string, clock: string): string | undefined =>
      at(scenario(), when).deadlines.find((each) => each.clock === clock)?.due;

    expect(of('2026-09-21 10:00', 'NOTICE')).to.equal('2026-09-29');
    expect(of('2026-09-23 10:00', 'OBJECTION')).to.equal('2026-10-14');
  });

  it('is accepted by silence from Friday 18 September on (variant 1a)', () => {
    const before = at(begun(), '2026-09-17 23:59');
    const after = at(begun(), '2026-09-18 00:00');

    expect(before).to.include({ status: 'SUBMITTED', deemedAccepted: false });
    expect(before.nextChangeAt).to.equal(shanghai('2026-09-18 00:00'));
    expect(after).to.include({
      ...{ status: 'ACCEPTED', deemedAccepted: true, acceptedOn: '2026-09-18' },
    });
  });

  it('acts backwards in law, and never in what was known', () => {
    const when = '2026-10-15 10:10';

    expect(at(scenario(), when, '2026-10-15 10:10').status).to.equal('DEPOSITED_PENDING');
    expect(at(scenario(), when, '2026-10-15 10:20').status).to.equal('REGISTERED');
  });

  it('asked for the past is what it was when it was asked, whatever came later', () => {
    const whole = scenario();
    const instant = fc.integer({
      min: Date.parse(shanghai('2026-09-14 10:00')),
      max: Date.parse(shanghai('2026-10-16 00:00')),
    });
    fc.assert(
      fc.property(instant, (ms) => {
        const now = new Date(ms).toISOString();
        const then = { ...whole, steps: whole.steps.filter((step) => step.at <= now) };
        const asked = { asOf: now, knownAt: now };

        expect(caseState(whole, calendars, asked)).to.deep.equal(caseState(then, calendars, asked));
      }),
      { numRuns: 500 },
    );
  });

  it('is nothing yet before its application, whether asked of then or known by then', () => {
    const [before, after] = ['2026-09-14 09:59', '2026-10-16 00:00'];
    const nothing = {
      ...{ status: 'NOT_YET_APPLIED', deemedAccepted: false, consentsMissing: [] },
      ...{ openObjections: [], unexplained: [], deadlines: [], late: [] },
    };

    expect(at(scenario(), before, after)).to.deep.equal(nothing);
    expect(at(scenario(), after, before)).to.deep.equal(nothing);
  });

  it('goes on and never back, but for an objection’s end', () => {
    const order = ['SUBMITTED', 'ACCEPTED', 'PUBLICISED', 'OBJECTED', 'NOTICE_ENDED'].concat([
      ...['APPROVED', 'DEPOSITED_PENDING', 'REGISTERED'],
    ]);
    let last = 0;
    const [from, to] = [shanghai('2026-09-14 10:00'), shanghai('2026-10-16 00:00')].map(Date.parse);
    for (let ms = from ?? 0; ms < (to ?? 0); ms += 3_600_000) {
      const asked = new Date(ms).toISOString();
      const { status } = caseState(scenario(), calendars, { asOf: asked, knownAt: asked });
      const rank = order.indexOf(status);
      expect(rank, `${asked} ${status}`).to.be.at.least(last);
      last = rank;
    }
  });

  it('is decided by another person than reviewed it, whatever certificate either has', () => {
    const reviewer = actAt('2026-09-17 10:00');
    const findings = [{ matter: 'SOURCE' as const, outcome: 'SATISFIED' as const, note: '属实' }];
    const facts = { kind: 'REVIEWED' as const, article: 'NATIONAL_2026/32', findings };
    const record = append(begun(), facts, reviewer);
    const as = (over: object): Act => ({ ...reviewer, by: { ...reviewer.by, ...over } });
    const other = 'f'.repeat(64);
    const code = 'REVIEWER_CAN_NOT_DECIDE';

    const renewed = as({ fingerprint: other });
    expect(
      refusal(() => {
        requireOtherPerson(record, renewed);
      }).code,
    ).to.equal(code);
    const renamed = as({ person: other });
    expect(
      refusal(() => {
        requireOtherPerson(record, renamed);
      }).code,
    ).to.equal(code);
    requireOtherPerson(record, as({ fingerprint: other, person: other }));
  });
});
