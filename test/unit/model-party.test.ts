import {
  moveParty,
  type Party,
  type PartyQualification,
  type PartyState,
  qualificationStatus,
  qualify,
  registerParty,
  withdrawQualification,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { refusal } from '../support/refusal.js';

const uscc = '91510100MA7DEM0166';
const at = (time: string, txId = 'a'.repeat(64)): { txId: string; time: string } => ({
  txId,
  time,
});
const registered = registerParty(
  { uscc, type: 'LEGAL_PERSON', name: '成都蓉信数据科技有限公司（示例）' },
  'RegistryMSP',
  at('2026-03-02T01:00:00.000Z'),
);
const inState = (state: PartyState): Party => ({ ...registered, state });

describe('party', () => {
  it('starts unverified', () => {
    expect(registered).to.deep.equal({
      v: 1,
      uscc,
      type: 'LEGAL_PERSON',
      name: '成都蓉信数据科技有限公司（示例）',
      state: 'UNVERIFIED',
      registeredBy: 'RegistryMSP',
      changedAt: '2026-03-02T01:00:00.000Z',
      txId: 'a'.repeat(64),
    });
  });

  const table: Readonly<Record<PartyState, readonly ('VERIFIED' | 'SUSPENDED' | 'EXITED')[]>> = {
    UNVERIFIED: ['VERIFIED', 'EXITED'],
    VERIFIED: ['SUSPENDED', 'EXITED'],
    SUSPENDED: ['VERIFIED', 'EXITED'],
    EXITED: [],
  };
  for (const from of Object.keys(table) as PartyState[]) {
    for (const to of ['VERIFIED', 'SUSPENDED', 'EXITED'] as const) {
      const may = table[from].includes(to);
      it(`${may ? 'goes' : 'does not go'} from ${from} to ${to}`, () => {
        const act = (): Party => moveParty(inState(from), to, {}, at('2026-03-03T00:00:00.000Z'));

        if (may) expect(act().state).to.equal(to);
        else {
          expect(refusal(act)).to.deep.include({
            code: 'PARTY_STATE_FORBIDS',
            params: { uscc, state: from },
          });
        }
      });
    }
  }

  it('loses the reason of a state with the state, and keeps its credential', () => {
    const verified = moveParty(
      registered,
      'VERIFIED',
      { credentialCommitment: 'c'.repeat(64) },
      at('2026-03-03T00:00:00.000Z'),
    );
    const suspended = moveParty(
      verified,
      'SUSPENDED',
      { reason: '年报逾期' },
      at('2026-03-04T00:00:00.000Z'),
    );
    const again = moveParty(
      suspended,
      'VERIFIED',
      { credentialCommitment: 'd'.repeat(64) },
      at('2026-03-05T00:00:00.000Z'),
    );

    expect(suspended).to.include({ reason: '年报逾期', credentialCommitment: 'c'.repeat(64) });
    expect(again.reason).to.equal(undefined);
    expect(again.credentialCommitment).to.equal('d'.repeat(64));
  });

  it('never changes before it last changed, whatever the client’s clock says', () => {
    const moved = moveParty(registered, 'VERIFIED', {}, at('2020-01-01T00:00:00.000Z'));

    expect(moved.changedAt).to.equal(registered.changedAt);
  });

  it('carries no personal data in its name or reasons', () => {
    const input = { uscc, type: 'LEGAL_PERSON' as const, name: '张三 13812345678' };
    const acts = [
      () => registerParty(input, 'RegistryMSP', at('2026-03-02T01:00:00.000Z')),
      () =>
        moveParty(
          inState('VERIFIED'),
          'SUSPENDED',
          { reason: 'a@example.com' },
          at('2026-03-02T01:00:00.000Z'),
        ),
    ];

    for (const act of acts) expect(refusal(act).code).to.equal('PERSONAL_DATA_REFUSED');
  });

  it('is registered under a checked code only', () => {
    const input = { uscc: '91510100MA7DEM0167', type: 'LEGAL_PERSON' as const, name: '示例' };

    const act = (): Party => registerParty(input, 'RegistryMSP', at('2026-03-02T01:00:00.000Z'));

    expect(refusal(act).code).to.equal('USCC_INVALID');
  });
});

describe('qualification', () => {
  const input = {
    uscc,
    id: 'q-1',
    code: 'DATA_MERCHANT',
    validFrom: '2026-04-01T00:00:00.000Z',
    validTo: '2027-04-01T00:00:00.000Z',
    documentDigest: 'd'.repeat(64),
  };
  const recordedAt = '2026-03-02T01:00:00.000Z';
  const given: PartyQualification = qualify(
    inState('VERIFIED'),
    input,
    'RegistryMSP',
    at(recordedAt),
  );
  const withdrawnAt = '2026-06-01T00:00:00.000Z';
  const withdrawn = withdrawQualification(given, '资料不实', at(withdrawnAt, 'b'.repeat(64)));

  const rows: readonly [PartyQualification, string, string][] = [
    [given, '2026-03-31T23:59:59.999Z', 'PENDING'],
    [given, '2026-04-01T00:00:00.000Z', 'VALID'],
    [given, '2027-03-31T23:59:59.999Z', 'VALID'],
    [given, '2027-04-01T00:00:00.000Z', 'EXPIRED'],
    [withdrawn, '2026-05-31T23:59:59.999Z', 'VALID'],
    [withdrawn, '2026-06-01T00:00:00.000Z', 'WITHDRAWN'],
    [withdrawn, '2028-01-01T00:00:00.000Z', 'WITHDRAWN'],
  ];
  for (const [q, asOf, status] of rows) {
    it(`${q.withdrawn ? 'withdrawn, ' : ''}is ${status} as of ${asOf}`, () => {
      expect(qualificationStatus(q, asOf)).to.equal(status);
    });
  }

  it('never comes back once it ended', () => {
    const time = fc
      .date({ min: new Date('2025-01-01'), max: new Date('2029-01-01'), noInvalidDate: true })
      .map((d) => d.toISOString());
    fc.assert(
      fc.property(time, time, fc.option(time, { nil: undefined }), (a, b, ended) => {
        const q = ended === undefined ? given : withdrawQualification(given, 'x', at(ended));
        const [early, late] = a < b ? [a, b] : [b, a];
        const over = (asOf: string): boolean =>
          ['EXPIRED', 'WITHDRAWN'].includes(qualificationStatus(q, asOf));
        expect(!over(early) || over(late)).to.equal(true);
      }),
    );
  });

  it('is withdrawn once, at an instant that stays', () => {
    const act = (): unknown =>
      withdrawQualification(withdrawn, 'later', at('2027-01-01T00:00:00.000Z'));

    expect(refusal(act)).to.deep.include({
      code: 'QUALIFICATION_WITHDRAWN',
      params: { id: 'q-1', txId: 'b'.repeat(64) },
    });
  });

  it('is not withdrawn before it was recorded', () => {
    const early = withdrawQualification(given, 'x', at('2020-01-01T00:00:00.000Z'));

    expect(early.withdrawn?.at).to.equal(recordedAt);
  });

  it('is not given to a party that left', () => {
    const act = (): unknown => qualify(inState('EXITED'), input, 'RegistryMSP', at(recordedAt));

    expect(refusal(act).code).to.equal('PARTY_STATE_FORBIDS');
  });
});
