import {
  lastDays,
  lookupCodeOf,
  LookupCode,
  type PublicResourceRegistration,
  type ResourceEntry,
  resourceStatus,
  validUntil,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { HOLDER_A, REG1, REG2 } from '../support/parties.js';

const THREE_YEARS = { count: 3, unit: 'YEAR' } as const;
const SIXTY_DAYS = { count: 60, unit: 'DAY' } as const;

describe('validity of a public data resource', () => {
  const vectors: readonly [from: string, cap: string | undefined, until: string][] = [
    ['2026-02-10', undefined, '2029-02-10'],
    // No corresponding day: the month’s last day stands in (Civil Code 202).
    ['2028-02-29', undefined, '2031-02-28'],
    ['2025-02-28', undefined, '2028-02-28'],
    ['2026-08-31', undefined, '2029-08-31'],
    ['2026-12-31', undefined, '2029-12-31'],
    // The operating term is shorter, as long to the day, longer.
    ['2026-02-10', '2028-12-31', '2028-12-31'],
    ['2026-02-10', '2029-02-10', '2029-02-10'],
    ['2026-02-10', '2029-02-11', '2029-02-10'],
    ['2026-02-10', '2028-02-29', '2028-02-29'],
  ];
  for (const [from, cap, until] of vectors) {
    it(`from ${from}, operated until ${cap ?? 'whenever'}, ends on ${until}`, () => {
      expect(validUntil(from, THREE_YEARS, cap)).to.equal(until);
    });
  }
});

describe('renewal of a public data resource', () => {
  const vectors: readonly [last: string, from: string][] = [
    ['2029-02-10', '2028-12-13'],
    ['2028-12-31', '2028-11-02'],
    // Over the end of a February with and without its 29th.
    ['2028-03-31', '2028-02-01'],
    ['2027-03-31', '2027-01-31'],
    ['2028-02-29', '2028-01-01'],
  ];
  for (const [last, from] of vectors) {
    it(`of what ends on ${last} is asked for from ${from}, on sixty days`, () => {
      expect(lastDays(last, SIXTY_DAYS)).to.deep.equal({ from, until: last });
      expect((Date.parse(last) - Date.parse(from)) / 86_400_000 + 1).to.equal(60);
    });
  }
});

const base: PublicResourceRegistration = {
  v: 1,
  lookupCode: 'ZY-511-20260210-9F86D081884C',
  case: 'rc-1',
  profile: { id: 'PUBLIC_2025', version: 1 },
  article: 'PUBLIC_2025/26号/Code',
  registrar: REG1,
  holder: HOLDER_A,
  basis: 'OWN_DUTY',
  data: { asset: 'ds-p', version: 1 },
  digests: { 'SHA-256': '0'.repeat(64), SM3: '0'.repeat(64) },
  evidence: 'ev-1',
  catalogNos: ['510000-0001'],
  description: {
    name: '企业登记信息',
    overview: '企业登记信息',
    kind: 'DATA_RESOURCE',
    regionScope: 'CITY',
    updateFrequency: 'DAY',
    form: 'TABLE',
    structure: 'STRUCTURED',
    restrictions: { resaleAllowed: false, exportAllowed: false },
  },
  recordDigest: '0'.repeat(64),
  registeredAt: '2026-02-10T02:00:00.000Z',
  validity: THREE_YEARS,
  lastValidDay: '2029-02-10',
  entries: [],
  txId: '0'.repeat(64),
};

describe('status of a public data resource', () => {
  const entry = { case: 'rc-2', article: 'PUBLIC_2025/26号/Code', txId: '0'.repeat(64) };
  const status = (asOf: string, ...entries: ResourceEntry[]): string =>
    resourceStatus({ ...base, entries }, asOf);

  it('begins with its registration and ends with the last day, in Shanghai', () => {
    expect(status('2026-02-10T01:59:59.999Z')).to.equal('PENDING');
    expect(status('2026-02-10T02:00:00.000Z')).to.equal('ACTIVE');
    expect(status('2029-02-10T15:59:59.999Z')).to.equal('ACTIVE');
    expect(status('2029-02-10T16:00:00.000Z')).to.equal('LAPSED');
  });

  it('goes on after a renewal, and not before it was made', () => {
    const at = '2029-01-10T02:00:00.000Z';
    const renewed = { ...entry, kind: 'PROLONGED', at, until: '2032-02-10' } as const;

    expect(status('2029-02-10T16:00:00.000Z', renewed)).to.equal('ACTIVE');
    expect(status('2032-02-10T16:00:00.000Z', renewed)).to.equal('LAPSED');
  });

  it('stays cancelled or revoked, also where time would have ended it since', () => {
    const at = '2027-01-10T02:00:00.000Z';

    for (const kind of ['CANCELLED', 'REVOKED'] as const) {
      const ended = { ...entry, kind, at, ground: 'OTHER' };
      expect(status('2027-01-10T01:59:59.999Z', ended)).to.equal('ACTIVE');
      expect(status(at, ended)).to.equal(kind);
      expect(status('2030-01-01T00:00:00.000Z', ended)).to.equal(kind);
    }
  });
});

describe('lookup code', () => {
  const registrar = { uscc: REG1, region: '51', digit: 1 };
  const coded = { registrar, registeredOn: '2026-02-10', case: 'rc-1' };

  it('has its form, and is another for another case or registrar', () => {
    const codes = [
      lookupCodeOf(coded),
      lookupCodeOf({ ...coded, case: 'rc-2' }),
      lookupCodeOf({ ...coded, registrar: { ...registrar, uscc: REG2 } }),
    ];

    for (const code of codes) expect(LookupCode.safeParse(code).success, code).to.equal(true);
    expect(codes[0]).to.match(/^ZY-511-20260210-/);
    expect(new Set(codes).size).to.equal(3);
    expect(lookupCodeOf(coded)).to.equal(codes[0]);
  });
});
