import {
  agreementChangesAt,
  agreementStatus,
  type AuthorizationAgreement,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { actedAt, agreementRecord } from '../support/operation-records.js';

const reasons = '测试';
const signature = (side: 'IMPLEMENTING_BODY' | 'OPERATOR', at: string) => ({
  ...{ side, textDigest: '0'.repeat(64) },
  ...actedAt(at),
});
const signatures = [
  signature('IMPLEMENTING_BODY', '2025-12-01T00:00:00.000Z'),
  signature('OPERATOR', '2025-12-02T00:00:00.000Z'),
];
const filing = { filingNo: 'B-1', ...actedAt('2025-12-03T00:00:00.000Z') };
const record = (over: Partial<AuthorizationAgreement> = {}): AuthorizationAgreement =>
  agreementRecord({ signatures, filing, ...over });

describe('status of an agreement', () => {
  const cases: readonly [string, Partial<AuthorizationAgreement>, string, string][] = [
    ['is DRAFT before anybody signed', { signatures: [] }, '2026-03-01T00:00:00.000Z', 'DRAFT'],
    ['is DRAFT until the second signature', {}, '2025-12-01T12:00:00.000Z', 'DRAFT'],
    ['is SIGNED until it is filed', {}, '2025-12-02T12:00:00.000Z', 'SIGNED'],
    ['is FILED before its term', {}, '2025-12-31T15:59:59.999Z', 'FILED'],
    ['is ACTIVE from 00:00 of its first day in Shanghai', {}, '2025-12-31T16:00:00.000Z', 'ACTIVE'],
    ['is ACTIVE until 24:00 of its last day', {}, '2028-12-31T15:59:59.999Z', 'ACTIVE'],
    ['is EXPIRED afterwards, without a transaction', {}, '2028-12-31T16:00:00.000Z', 'EXPIRED'],
  ];
  for (const [title, over, asOf, status] of cases) {
    it(title, () => {
      expect(agreementStatus(record(over), asOf)).to.equal(status);
    });
  }

  it('is SUSPENDED from the word that suspends it to the word that resumes it', () => {
    const resumed = { reasons, ...actedAt('2026-05-01T00:00:00.000Z') };
    const suspended = record({
      suspensions: [{ reasons, ...actedAt('2026-04-01T00:00:00.000Z'), resumed }],
    });

    expect(
      ['2026-03-31', '2026-04-01', '2026-04-30', '2026-05-01'].map((day) =>
        agreementStatus(suspended, `${day}T00:00:00.000Z`),
      ),
    ).to.deep.equal(['ACTIVE', 'SUSPENDED', 'SUSPENDED', 'ACTIVE']);
  });

  it('is TERMINATED from the instant of the termination, whatever stood before', () => {
    const ended = record({ terminated: { reasons, ...actedAt('2026-04-01T00:00:00.000Z') } });

    expect(agreementStatus(ended, '2026-03-31T23:59:59.999Z')).to.equal('ACTIVE');
    expect(agreementStatus(ended, '2026-04-01T00:00:00.000Z')).to.equal('TERMINATED');
    expect(agreementStatus(ended, '2030-01-01T00:00:00.000Z')).to.equal('TERMINATED');
  });

  it('is TERMINATED from the day for which an exit was planned', () => {
    const planned = {
      ...{ effectiveOn: '2026-07-01', planDigest: '0'.repeat(64), reasons },
      ...actedAt('2026-06-01T00:00:00.000Z'),
    };
    const leaving = record({ exit: { planned } });

    expect(agreementStatus(leaving, '2026-06-30T15:59:59.999Z')).to.equal('ACTIVE');
    expect(agreementStatus(leaving, '2026-06-30T16:00:00.000Z')).to.equal('TERMINATED');
    expect(agreementChangesAt(leaving, '2026-06-15T00:00:00.000Z')).to.equal(
      '2026-06-30T16:00:00.000Z',
    );
  });

  it('says when time alone changes it next, and that it never will', () => {
    expect(agreementChangesAt(record(), '2025-12-05T00:00:00.000Z')).to.equal(
      '2025-12-31T16:00:00.000Z',
    );
    expect(agreementChangesAt(record(), '2026-03-01T00:00:00.000Z')).to.equal(
      '2028-12-31T16:00:00.000Z',
    );
    expect(agreementChangesAt(record(), '2029-01-01T00:00:00.000Z')).to.equal(undefined);
  });
});
