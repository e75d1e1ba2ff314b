import {
  affected,
  approve,
  type Change,
  checkFresh,
  type Founding,
  foundingSettings,
  propose,
  type Proposal,
  recordDigest,
  reject,
  type Setting,
  settingKey,
  type Vote,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { refusal } from '../support/refusal.js';

const usccA = '91510100MA7DEM0166';
const usccB = '91510700MA7DEM059J';
const [R, A, C, X] = ['RegistryMSP', 'AuthorityMSP', 'CourtMSP', 'ExchangeMSP'] as const;
const vote = (mspId: string): Vote => ({
  mspId,
  fingerprint: 'f'.repeat(64),
  txId: 'a'.repeat(64),
  at: '2026-03-02T01:00:00.000Z',
});
const setting = (
  change: Exclude<Change, { kind: 'FOUNDING' }>,
  txId = 'e'.repeat(64),
): Setting => ({
  v: 1,
  kind: change.kind,
  key: settingKey(change),
  value: change.value,
  proposal: 'founding',
  txId,
});
const time = (over: object = {}): Change => ({
  kind: 'TIME',
  value: { witnesses: [R, A, C], quorum: 2, skewSeconds: 60, maxAgeSeconds: 300, ...over },
});
const role = (
  name: 'court' | 'official',
  ...msps: string[]
): Exclude<Change, { kind: 'FOUNDING' }> => ({
  kind: 'ROLE',
  value: { role: name, msps },
});
const founding = (over: Partial<Founding> = {}): Founding => ({
  channelId: 'shuquan',
  purpose: 'TEST',
  governors: [R, C],
  roles: [{ role: 'official', msps: [R, C] }],
  homes: [
    { uscc: usccA, msps: [R] },
    { uscc: usccB, msps: [C] },
  ],
  time: { witnesses: [R, C], quorum: 2, skewSeconds: 60, maxAgeSeconds: 300 },
  registrars: [],
  custody: { custodians: [R], court: C },
  ...over,
});
const proposed = (change: Change, by: string, current?: Setting): Proposal =>
  propose({ id: 'p-1', change, reason: 'because' }, { current }, vote(by));

describe('organisations a change touches', () => {
  const home = (msps: string[]): Change => ({ kind: 'HOME', value: { uscc: usccA, msps } });
  const registrar: Change = {
    kind: 'REGISTRAR',
    value: { uscc: usccA, mspId: R, digit: 1, region: '51', state: 'ACTIVE' },
  };
  const adoption = {
    version: 1,
    digest: 'a'.repeat(64),
    effectiveFrom: '2026-01-01T00:00:00.000Z',
  };
  const rows: readonly [string, Change, Setting | undefined, string[]][] = [
    ['who may give a role, before and after', role('court', C), setting(role('court', R)), [C, R]],
    ['who gets a role', role('court', X), undefined, [X]],
    ['a party’s homes, before and after', home([X]), setting(home([A]) as never), [A, X]],
    ['every witness', time(), undefined, [A, C, R]],
    ['a registrar’s organisation', registrar, undefined, [R]],
    [
      'a certificate’s organisation',
      {
        kind: 'CERTIFICATE',
        value: { mspId: C, fingerprint: 'b'.repeat(64), suspended: true, reason: 'lost' },
      },
      undefined,
      [C],
    ],
    [
      'custodians and court',
      { kind: 'CUSTODY', value: { custodians: [R, A], court: C } },
      undefined,
      [A, C, R],
    ],
    [
      'nobody by a rule profile',
      { kind: 'RULE_PROFILE', value: { profileId: 'NATIONAL_2026', ...adoption } },
      undefined,
      [],
    ],
    [
      'nobody by a calendar',
      { kind: 'CALENDAR', value: { listId: 'CN-2026', ...adoption } },
      undefined,
      [],
    ],
    ['the governors by a founding', { kind: 'FOUNDING', value: founding() }, undefined, [C, R]],
  ];
  for (const [what, change, current, msps] of rows) {
    it(`are ${what}`, () => {
      expect(affected(change, current)).to.deep.equal(msps);
    });
  }
});

describe('setting key', () => {
  it('gives every immutable version a key of its own', () => {
    const adoption = { digest: 'a'.repeat(64), effectiveFrom: '2026-01-01T00:00:00.000Z' };
    const keys = [1, 2].map((version) =>
      settingKey({ kind: 'CALENDAR', value: { listId: 'CN-2026', version, ...adoption } }),
    );

    expect(keys).to.deep.equal(['CN-2026.1', 'CN-2026.2']);
  });

  it('keeps a suspension under its organisation, so that nobody suspends another’s certificate', () => {
    const of = (mspId: string): string =>
      settingKey({
        kind: 'CERTIFICATE',
        value: { mspId, fingerprint: 'b'.repeat(64), suspended: true, reason: 'x' },
      });

    expect(of(R)).not.to.equal(of(C));
  });
});

describe('proposal', () => {
  it('carries the proposer’s vote and the digest of the change', () => {
    const change = role('court', C);

    expect(proposed(change, R, setting(role('court', A)))).to.deep.equal({
      v: 1,
      id: 'p-1',
      change,
      reason: 'because',
      digest: recordDigest(change),
      required: [A, C],
      replaces: 'e'.repeat(64),
      votes: [vote(R)],
      state: 'OPEN',
    });
  });

  const rows: readonly [string, Change, string, string[], 'OPEN' | 'ADOPTED'][] = [
    ['two organisations where nobody is touched', role('court', C), R, [C], 'ADOPTED'],
    [
      'another organisation, though only the proposer is touched',
      role('court', R),
      R,
      [X],
      'ADOPTED',
    ],
    ['every organisation touched', time(), R, [A, C], 'ADOPTED'],
    ['all but one organisation touched', time(), R, [A], 'OPEN'],
    ['two that are not touched', role('court', C), R, [A], 'OPEN'],
  ];
  for (const [what, change, by, approvers, state] of rows) {
    it(`is ${state} after ${what} agreed`, () => {
      const decided = approvers.reduce(
        (p, mspId) => approve(p, p.digest, vote(mspId)),
        proposed(change, by),
      );

      expect(decided.state).to.equal(state);
    });
  }

  it('counts an organisation once, however many officials it has', () => {
    const p = proposed(role('court', C), C);

    expect(refusal(() => approve(p, p.digest, vote(C))).code).to.equal('APPROVER_NOT_INDEPENDENT');
  });

  it('wants the digest of what was read', () => {
    const p = proposed(role('court', C), R);

    expect(refusal(() => approve(p, 'c'.repeat(64), vote(C))).code).to.equal('PROPOSAL_MISMATCH');
  });

  it('is closed once adopted or rejected', () => {
    const p = proposed(role('court', C), R);
    const adopted = approve(p, p.digest, vote(C));
    const rejected = reject(p, vote(C));

    for (const closed of [adopted, rejected]) {
      expect(refusal(() => approve(closed, p.digest, vote(A))).code).to.equal('PROPOSAL_CLOSED');
      expect(refusal(() => reject(closed, vote(R))).code).to.equal('PROPOSAL_CLOSED');
    }
  });

  it('is withdrawn by its proposer and turned down by who is touched, by nobody else', () => {
    const p = proposed(role('court', C), R);

    expect(reject(p, vote(R)).state).to.equal('REJECTED');
    expect(reject(p, vote(C)).state).to.equal('REJECTED');
    expect(refusal(() => reject(p, vote(A))).code).to.equal('CALLER_FORBIDDEN');
  });

  it('is stale when the setting changed since', () => {
    const current = setting(role('court', A));
    const onNothing = proposed(role('court', C), R);
    const onSomething = proposed(role('court', C), R, current);

    checkFresh(onNothing, undefined);
    checkFresh(onSomething, current);
    for (const [p, now] of [
      [onNothing, current],
      [onSomething, undefined],
      [onSomething, setting(role('court', A), 'd'.repeat(64))],
    ] as const) {
      expect(
        refusal(() => {
          checkFresh(p, now);
        }).code,
      ).to.equal('PROPOSAL_STALE');
    }
  });

  it('does not wait for an organisation that has no officials, so that one can join', () => {
    const joining = { id: 'p-1', change: role('official', R, A, C, X), reason: 'joins' };
    const current = setting(role('official', R, A, C));

    const { required } = propose(joining, { current, voters: [R, A, C] }, vote(R));

    expect(required).to.deep.equal([A, C, R]);
  });

  const contradictions: readonly [string, Change, string][] = [
    ['a quorum above the witnesses', time({ quorum: 4 }), 'INPUT_INVALID'],
    ['officials of one organisation alone', role('official', R), 'INPUT_INVALID'],
    [
      'a court that is a custodian',
      { kind: 'CUSTODY', value: { custodians: [R, C], court: C } },
      'INPUT_INVALID',
    ],
    [
      'a home for a wrong code',
      { kind: 'HOME', value: { uscc: '91510100MA7DEM0167', msps: [R] } },
      'USCC_INVALID',
    ],
  ];
  for (const [what, change, code] of contradictions) {
    it(`is refused with ${code} for ${what}`, () => {
      expect(refusal(() => proposed(change, R)).code).to.equal(code);
    });
  }

  it('is refused with personal data in its reason or id', () => {
    for (const over of [{ reason: '电话13812345678' }, { id: '13812345678' }]) {
      const input = { id: 'p-1', change: role('court', C), reason: 'x', ...over };
      expect(refusal(() => propose(input, {}, vote(R))).code).to.equal('PERSONAL_DATA_REFUSED');
    }
  });
});

describe('founding document', () => {
  const rows: readonly [string, Partial<Founding>, string][] = [
    [
      'one role twice',
      {
        roles: [
          { role: 'official', msps: [R, C] },
          { role: 'official', msps: [R, A] },
        ],
      },
      'INPUT_INVALID',
    ],
    ['no officials', { roles: [{ role: 'court', msps: [C] }] }, 'INPUT_INVALID'],
    ['a governor without officials', { governors: [R, A] }, 'INPUT_INVALID'],
    [
      'a governor where no party is at home',
      { homes: [{ uscc: usccA, msps: [R] }] },
      'INPUT_INVALID',
    ],
    ['a wrong code', { homes: [{ uscc: '91510100MA7DEM0167', msps: [R, C] }] }, 'USCC_INVALID'],
    [
      'two registrars with one digit',
      {
        registrars: [usccA, usccB].map((uscc) => ({
          uscc,
          mspId: R,
          digit: 1,
          region: '51',
          state: 'ACTIVE' as const,
        })),
      },
      'INPUT_INVALID',
    ],
    ['a quorum above the witnesses', { time: { ...founding().time, quorum: 3 } }, 'INPUT_INVALID'],
  ];
  for (const [what, over, code] of rows) {
    it(`is refused with ${code} for ${what}`, () => {
      const change: Change = { kind: 'FOUNDING', value: founding(over) };

      expect(refusal(() => proposed(change, R)).code).to.equal(code);
    });
  }

  it('comes into force as one setting for each of its parts', () => {
    const keys = foundingSettings(founding()).map((s) => `${s.kind} ${settingKey(s)}`);

    expect(keys).to.deep.equal([
      'ROLE official',
      `HOME ${usccA}`,
      `HOME ${usccB}`,
      'TIME channel',
      'CUSTODY channel',
    ]);
  });
});
