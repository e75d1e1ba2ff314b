import {
  type Beacon,
  type BeaconStatement,
  type BeaconWitness,
  checkAsOf,
  checkCitation,
  checkSuccession,
  cite,
  confirmBeacon,
  instant,
  matureBeacon,
  millis,
  proposeBeacon,
  type TimePolicy,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { refusal } from '../support/refusal.js';

const policy: TimePolicy = {
  witnesses: ['RegistryMSP', 'AuthorityMSP', 'CourtMSP'],
  quorum: 2,
  skewSeconds: 60,
  maxAgeSeconds: 300,
};
const T = millis('2026-03-02T01:00:00.000Z');
const statement = (over: Partial<BeaconStatement> = {}): BeaconStatement => ({
  number: 5,
  time: instant(T),
  height: 100,
  headerHash: 'a'.repeat(64),
  ...over,
});
const witness = (mspId: string): BeaconWitness => ({
  mspId,
  fingerprint: 'b'.repeat(64),
  txId: 'c'.repeat(64),
  statedAt: instant(T),
});
const beacon = (over: Partial<BeaconStatement> = {}): Beacon => ({
  v: 1,
  statement: statement(over),
  witnesses: [witness('RegistryMSP'), witness('CourtMSP')],
});
const at = (ms: number): { txId: string; time: string } => ({
  txId: 'd'.repeat(64),
  time: instant(ms),
});

describe('citation of a beacon', () => {
  const cited = beacon();
  const hold = (ms: number, overtaken = false, known: Beacon | undefined = cited): void => {
    checkCitation(cite(cited), { beacon: known, overtaken }, policy, at(ms));
  };

  for (const [what, ms] of [
    ['as early as the skew allows', T - 60_000],
    ['at the beacon’s own time', T],
    ['as late as the age allows', T + 300_000],
  ] as const) {
    it(`holds ${what}`, () => {
      hold(ms);
    });
  }

  const refusals: readonly [string, () => void, string][] = [
    [
      'a millisecond too early',
      () => {
        hold(T - 60_001);
      },
      'CLIENT_TIME_OUT_OF_WINDOW',
    ],
    [
      'a millisecond too late',
      () => {
        hold(T + 300_001);
      },
      'BEACON_TOO_OLD',
    ],
    [
      'of a beacon that is not there',
      () => {
        checkCitation(cite(cited), { beacon: undefined, overtaken: false }, policy, at(T));
      },
      'BEACON_TOO_OLD',
    ],
    [
      'of a beacon two behind',
      () => {
        hold(T, true);
      },
      'BEACON_TOO_OLD',
    ],
    [
      'whose digest was guessed',
      () => {
        hold(T, false, beacon({ headerHash: 'e'.repeat(64) }));
      },
      'BEACON_TOO_OLD',
    ],
  ];
  for (const [what, act, code] of refusals) {
    it(`is refused with ${code} when ${what}`, () => {
      expect(refusal(act).code).to.equal(code);
    });
  }

  it('binds the witnesses as well as the statement', () => {
    const others = { ...cited, witnesses: [witness('RegistryMSP'), witness('AuthorityMSP')] };

    expect(cite(others).digest).not.to.equal(cite(cited).digest);
  });
});

describe('succession of beacons', () => {
  const previous = beacon({ number: 4, time: instant(T - 10_000), height: 90 });
  const follow = (
    over: Partial<BeaconStatement>,
    before: Beacon | undefined = previous,
    ms = T,
  ): void => {
    checkSuccession(statement(over), before, at(ms), policy);
  };

  it('takes the next number at a later time and height', () => {
    follow({});
  });

  it('takes the first beacon without a predecessor, at any height', () => {
    checkSuccession(statement({ number: 1, height: 0 }), undefined, at(T), policy);
  });

  for (const [what, over] of [
    ['the same time', { time: previous.statement.time }],
    ['an earlier time', { time: instant(T - 10_001) }],
    ['the same height', { height: 90 }],
    ['a lower height', { height: 89 }],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(
        refusal(() => {
          follow(over);
        }).code,
      ).to.equal('BEACON_OUT_OF_ORDER');
    });
  }

  it('refuses a gap', () => {
    const act = (): void => {
      checkSuccession(statement({ number: 6 }), undefined, at(T), policy);
    };

    expect(refusal(act).code).to.equal('BEACON_OUT_OF_ORDER');
  });

  for (const ms of [T - 60_000, T + 60_000]) {
    it(`takes a witness whose clock shows ${instant(ms)}`, () => {
      follow({}, previous, ms);
    });
  }
  for (const ms of [T - 60_001, T + 60_001]) {
    it(`refuses a witness whose clock shows ${instant(ms)}`, () => {
      expect(
        refusal(() => {
          follow({}, previous, ms);
        }).code,
      ).to.equal('CLIENT_TIME_OUT_OF_WINDOW');
    });
  }
});

describe('a beacon on its way', () => {
  const proposal = proposeBeacon(statement(), witness('RegistryMSP'));

  it('is not mature on one word', () => {
    expect(matureBeacon(proposal, policy)).to.equal(undefined);
  });

  it('is mature with its quorum', () => {
    const confirmed = confirmBeacon(proposal, witness('CourtMSP'));

    expect(matureBeacon(confirmed, policy)).to.deep.equal(beacon());
  });

  it('can not be confirmed by who stated it', () => {
    const err = refusal(() => confirmBeacon(proposal, witness('RegistryMSP')));

    expect(err.code).to.equal('BEACON_SELF_CONFIRMED');
  });

  it('does not count who is no witness any more', () => {
    const confirmed = confirmBeacon(proposal, witness('CourtMSP'));
    const changed = { ...policy, witnesses: ['AuthorityMSP', 'CourtMSP'] };

    expect(matureBeacon(confirmed, changed)).to.equal(undefined);
  });
});

describe('an instant asked about', () => {
  it('may lie as far beyond the latest beacon as clocks may differ', () => {
    checkAsOf(instant(T + 60_000), beacon(), policy);
  });

  it('may not lie a millisecond further', () => {
    expect(
      refusal(() => {
        checkAsOf(instant(T + 60_001), beacon(), policy);
      }).code,
    ).to.equal('AS_OF_TOO_LATE');
  });
});
