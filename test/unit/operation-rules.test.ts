import {
  type AuthorizationScheme,
  checkOperationRules,
  closeExit,
  decideScheme,
  deliverProduct,
  expectations,
  type OperatedProduct,
  provisionalDeadline,
  requireImplementer,
  requireOperator,
  resumeAgreement,
  selectOperator,
  sequenceGaps,
  suspendAgreement,
  terminateAgreement,
  extendTimeline,
  type WorkCalendar,
} from '@shuquan/chaincode/model';
import { shippedRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import { actedAt, agreementRecord } from '../support/operation-records.js';
import { deliveryInput, shippedOperationRules } from '../support/operating.js';
import { HOLDER_A, OPERATOR } from '../support/parties.js';
import { refusal } from '../support/refusal.js';

const rules = shippedOperationRules();
const calendars = new Map(
  shippedRules()
    .filter((each): each is WorkCalendar => each.kind === 'CALENDAR')
    .map((calendar) => [calendar.year, calendar]),
);
const by = actedAt('2026-03-16T02:00:00.000Z');
const stranger = { ...by, uscc: HOLDER_A };
const filing = { filingNo: 'B-1', ...actedAt('2025-12-03T00:00:00.000Z') };
const agreement = agreementRecord({ filing });

describe('rules of operation', () => {
  it('list twelve items of a scheme, each marked provisional, and thirteen of an agreement', () => {
    expect(rules.schemeItems).to.have.length(12);
    expect(rules.schemeItems.every(({ provisional }) => provisional)).to.equal(true);
    expect(rules.agreementItems).to.have.length(13);
    expect(rules.agreementItems.map(({ zh }) => zh)).to.include('争议解决方式');
  });

  it('state nothing twice, and no term in working days', () => {
    const [item] = rules.schemeItems;
    const twice = { ...rules, schemeItems: [...rules.schemeItems, item ?? rules.schemeItems[1]] };
    const term = { ...rules, longestTerm: { count: 5, unit: 'WORKING_DAY' as const } };

    expect(
      refusal(() => {
        checkOperationRules(twice as typeof rules);
      }).code,
    ).to.equal('INPUT_INVALID');
    expect(
      refusal(() => {
        checkOperationRules(term);
      }).code,
    ).to.equal('INPUT_INVALID');
    checkOperationRules(rules);
  });
});

describe('clock of the first registration', () => {
  const due = provisionalDeadline(rules.clocks.FIRST_REGISTRATION.rule, '2026-03-16', calendars, {
    pauses: [] as { from: string; until: string }[],
  });
  const product: OperatedProduct = {
    ...{ v: 1, id: 'PR-1', agreement: 'AGR-1', operator: OPERATOR, name: '核验服务' },
    ...{ catalogNos: ['CD-GS-0007'], added: actedAt('2026-03-01T00:00:00.000Z') },
    firstDelivery: { delivery: 'D-1', at: by.at, due },
  };
  const registration = (asOf: string, over: Partial<OperatedProduct> = {}) =>
    expectations({
      ...{ agreement, rules, calendars, asOf, until: asOf },
      ...{ head: { v: 1, last: 0 }, products: [{ ...product, ...over }] },
    }).find(({ step }) => step === 'FIRST_REGISTRATION');

  it('ends on 2026-04-14 for a delivery of 2026-03-16, and is overdue on 04-15', () => {
    expect(due.due).to.equal('2026-04-14');
    expect(registration('2026-04-14T15:59:59.999Z')).to.include({
      state: 'PENDING',
      due: '2026-04-14',
    });
    expect(registration('2026-04-14T16:00:00.000Z')).to.include({ state: 'OVERDUE' });
  });

  it('is kept by a registration in time, and remembers a late one', () => {
    const registered = (registeredAt: string) => ({
      registration: { lookupCode: 'ZY', registeredAt, linked: by },
    });
    const asOf = '2026-05-01T00:00:00.000Z';

    expect(registration(asOf, registered('2026-04-14T15:00:00.000Z'))?.state).to.equal('DONE');
    expect(registration(asOf, registered('2026-04-14T16:00:00.000Z'))?.state).to.equal('DONE_LATE');
  });
});

describe('expected steps', () => {
  it('ask for an evaluation again and again, and for an exit once the agreement ended', () => {
    const evaluatedAt = ['2026-11-01T00:00:00.000Z', '2027-12-01T00:00:00.000Z'];
    const asked = (asOf: string) =>
      expectations({
        ...{ agreement, rules, calendars, asOf, until: asOf, products: [] },
        head: { v: 1, last: 0, evaluatedAt },
      })
        .filter(({ step }) => step !== 'SCOPE_DISCLOSURE')
        .map(({ step, state }) => `${step} ${state}`);
    const signature = { textDigest: '0'.repeat(64), ...actedAt(filing.at) };
    const signatures = (['IMPLEMENTING_BODY', 'OPERATOR'] as const).map((side) => ({
      side,
      ...signature,
    }));
    const ended = agreementRecord({ filing, signatures });
    const after = expectations({
      ...{ agreement: ended, rules, calendars, products: [], head: { v: 1, last: 0 } },
      ...{ asOf: '2029-02-01T00:00:00.000Z', until: '2029-02-01T00:00:00.000Z' },
    });

    expect(asked('2028-01-01T00:00:00.000Z')).to.deep.equal([
      ...['EVALUATION DONE', 'EVALUATION DONE_LATE', 'EVALUATION PENDING'],
    ]);
    expect(after.map(({ step, state }) => `${step} ${state}`)).to.deep.equal([
      ...['SCOPE_DISCLOSURE OVERDUE', 'EXIT PENDING'],
    ]);
  });
});

describe('sequence of a timeline', () => {
  const steps = ['a', 'b', 'c'].map((subject) => ({ kind: 'DELIVERED' as const, subject, by }));
  const { entries, head } = extendTimeline('AGR-1', undefined, steps);

  it('is whole where every entry cites the one before', () => {
    expect(sequenceGaps(1, entries, undefined)).to.deep.equal([]);
    expect(sequenceGaps(2, entries.slice(1), entries[0])).to.deep.equal([]);
    expect(head.last).to.equal(3);
  });

  it('names what is missing and what does not follow', () => {
    const [first, second, third] = entries;
    const other = second === undefined ? undefined : { ...second, subject: 'x' };

    expect(sequenceGaps(1, [first, undefined, third], undefined)).to.deep.equal([
      { kind: 'SEQUENCE', seq: 2 },
    ]);
    expect(sequenceGaps(1, [first, other, third], undefined)).to.deep.equal([
      { kind: 'CHAIN', seq: 3 },
    ]);
  });
});

describe('acts of an operation', () => {
  const scheme = { id: 'SCH-1', implementingBody: by.uscc, draftedBy: 'a' } as AuthorizationScheme;
  const reasons = '测试';

  it('are the implementing body’s where they are', () => {
    const input = {
      ...{ id: 'SEL-1', scheme: 'SCH-1', operator: OPERATOR },
      procedure: 'PUBLIC_TENDER',
    };
    const selection = { ...input, evidence: 'EV-1', evidenceDigest: '0'.repeat(64) };
    const acts: readonly (() => unknown)[] = [
      () => {
        requireImplementer(agreement, stranger);
      },
      () => selectOperator(selection, scheme, rules, stranger),
      () => suspendAgreement(agreement, reasons, stranger),
      () => resumeAgreement(agreement, reasons, stranger),
      () => terminateAgreement(agreement, reasons, stranger),
      () => closeExit(agreement, undefined, stranger),
    ];

    expect(acts.map((act) => refusal(act).code)).to.deep.equal(acts.map(() => 'CALLER_FORBIDDEN'));
  });

  it('are the operator’s where they are', () => {
    expect(
      refusal(() => {
        requireOperator(agreement, by);
      }).code,
    ).to.equal('CALLER_FORBIDDEN');
    const deliver = () => deliverProduct(deliveryInput('PR-1'), agreement, rules.scopeArticle, by);
    expect(refusal(deliver).code).to.equal('CALLER_FORBIDDEN');
  });

  it('let nobody decide the scheme that is the own', () => {
    const decide = (person: string) => () =>
      decideScheme(scheme, { outcome: 'APPROVED', reasons }, { by, person });

    expect(refusal(decide('a')).code).to.equal('REVIEWER_CAN_NOT_DECIDE');
    expect(decide('b')().decision?.outcome).to.equal('APPROVED');
  });
});
