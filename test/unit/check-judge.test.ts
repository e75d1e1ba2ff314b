import {
  admissionGroups,
  type CheckFacts,
  type CheckReason,
  type EncumbranceKind,
  type ListingStanding,
  type ListingTerms,
  reasonsAgainst,
  requireNone,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { EXCHANGE, HOLDER_A, HOLDER_D } from '../support/parties.js';
import { rejected } from '../support/rejected.js';

const at = '2026-10-01T02:00:00.000Z';
const now = { asOf: at, knownAt: at };
const hex = (digit: string): string => digit.repeat(64);
const by = {
  ...{ uscc: EXCHANGE, mspId: 'ExchangeMSP', role: 'exchange' as const, at },
  ...{ fingerprint: hex('a'), custody: 'CUSTODIAL' as const, txId: hex('b') },
};
const subject = { kind: 'RIGHT' as const, right: 'R-1' };
const terms: ListingTerms = {
  ...{ subject, mode: 'EXCLUSIVE', term: { from: '2026-10-01', to: '2026-12-31' } },
  ...{ text: hex('1'), disclosure: 'DIS-1', admission: 'ADM-1' },
};
const right = {
  id: 'R-1',
  right: 'OPERATE',
  holder: HOLDER_A,
  data: { asset: 'DS-1', version: 1 },
};
const state = { status: 'ACTIVE', parts: ['WHOLE'], reasons: [], until: '2029-09-30' };

/** The parts of a view that the judge reads. */
type Changed = { right?: object; state?: object; encumbrances?: object[] };
const titled = (over: Changed = {}): ListingStanding['title'] =>
  ({
    kind: 'RIGHT',
    view: {
      right: { ...right, ...over.right },
      state: { ...state, ...over.state },
      encumbrances: over.encumbrances ?? [],
    },
  }) as unknown as ListingStanding['title'];
const laid = (kind: EncumbranceKind, status = 'ATTACHED'): object => ({
  ...{ kind, id: 'E-1', right: 'R-1', on: { kind: 'RIGHT', id: 'R-1' }, from: at },
  ...{ status, blocks: ['DISPOSE', 'LIST'] },
});
const standing: ListingStanding = { seller: HOLDER_A, exchange: EXCHANGE, terms, title: titled() };

const admission: NonNullable<CheckFacts['admission']> = {
  ...{ v: 1, id: 'ADM-1', subject, decided: by },
  groups: admissionGroups.map((group) => ({
    group,
    checks: [
      {
        ...{ item: 'FILE_REVIEW', outcome: 'PASS', findings: '材料齐全' },
        evidence: [{ kind: 'EVIDENCE', id: 'EV-1' }],
      },
    ],
  })),
};
const clear: CheckFacts = {
  ...{ standing, pending: false, operatedByExchange: [], contradictions: [], brokenOrigins: [] },
  certificates: [{ no: 'SJ5112026100001', status: 'VALID' }],
  ...{ repeats: [], rivals: [], open: [], staleEvidence: [], unassessed: [], valuationDays: 365 },
  disclosure: {
    ...{ v: 1, id: 'DIS-1', subject, seller: HOLDER_A, digest: hex('2'), disclosed: by },
    fields: [{ name: 'PRICE', digest: hex('3') }],
  },
  admission,
};

const told = (over: Partial<CheckFacts>): string[] =>
  reasonsAgainst({ ...clear, ...over }, now).map(
    ({ group, code, about }) => `${group} ${code} ${about.id}`,
  );
const standingWith = (over: Partial<ListingStanding>): Partial<CheckFacts> => ({
  standing: { ...standing, ...over },
});
const titledWith = (over: Changed): Partial<CheckFacts> => standingWith({ title: titled(over) });
const citing = (more: Partial<ListingTerms>): Partial<CheckFacts> =>
  standingWith({ terms: { ...terms, ...more } });
const other = { listing: 'L-9', exchange: EXCHANGE, until: '2026-12-31' };

const cases: readonly (readonly [string, Partial<CheckFacts>])[] = [
  ['SEPARATION SEPARATION_VIOLATION R-2', { operatedByExchange: ['R-2'] }],
  ['RIGHT RIGHT_NOT_HELD R-1', standingWith({ title: undefined })],
  ['RIGHT RIGHT_NOT_HELD R-1', titledWith({ right: { holder: HOLDER_D } })],
  ['RIGHT RIGHT_NOT_HELD R-1', titledWith({ right: { right: 'USE' } })],
  ['RIGHT RIGHT_NOT_ACTIVE R-1', titledWith({ state: { status: 'PENDING' } })],
  ['RIGHT CERT_LAPSED R-1', titledWith({ state: { status: 'LAPSED' } })],
  ['RIGHT CERT_REVOKED R-1', titledWith({ state: { status: 'REVOKED' } })],
  ['RIGHT LISTING_TERM_EXCEEDED R-1', titledWith({ state: { until: '2026-12-30' } })],
  ['ENCUMBRANCE ASSET_FROZEN E-1', titledWith({ encumbrances: [laid('FREEZE')] })],
  ['ENCUMBRANCE ASSET_FROZEN E-1', titledWith({ encumbrances: [laid('ADMIN_CONTROL')] })],
  ['ENCUMBRANCE PLEDGE_RESTRICTS E-1', titledWith({ encumbrances: [laid('PLEDGE')] })],
  ['DISPUTE DISPUTE_OPEN E-1', titledWith({ encumbrances: [laid('DISPUTE')] })],
  ['RIGHT DISPOSAL_PENDING R-1', { pending: true }],
  ['MARKET LISTING_CONFLICT_EXCLUSIVE L-9', { open: [{ ...other, mode: 'NON_EXCLUSIVE' }] }],
  ['CERTIFICATE CERTIFICATE_MISSING R-1', { certificates: [] }],
  [
    'AGREEMENT LISTING_TERM_EXCEEDED AGR-1',
    { operation: { agreement: 'AGR-1', status: 'ACTIVE', until: '2026-12-01' } },
  ],
  ['ORIGIN ORIGIN_CHAIN_BROKEN S-1', { brokenOrigins: [{ kind: 'STEP', id: 'S-1' }] }],
  ['OVERLAP REPEAT_REGISTRATION C-9', { repeats: ['C-9'] }],
  ['OVERLAP EXCLUSIVE_CONFLICT R-9', { rivals: ['R-9'] }],
  ['DISCLOSURE PRICE_NOT_DISCLOSED DIS-1', { disclosure: undefined }],
  ['ADMISSION ADMISSION_MISSING ADM-1', { admission: undefined }],
  [
    'ADMISSION ADMISSION_MISSING ADM-1',
    { admission: { ...admission, groups: admission.groups.slice(1) } },
  ],
  ['ADMISSION ADMISSION_MISSING EV-1', { staleEvidence: [{ kind: 'EVIDENCE', id: 'EV-1' }] }],
  [
    'ADMISSION ADMISSION_MISSING ADM-1',
    { admission: { ...admission, decided: { ...by, uscc: HOLDER_A } } },
  ],
  ['VALUATION ATTESTATION_MISSING VAL-1', citing({ valuation: 'VAL-1' })],
  ['ADMISSION ATTESTATION_MISSING DS-1@1', { uncoveredStages: ['COLLECT'] }],
  ['SECURITY CORE_DATA_REFUSED CAT-1', { unassessed: [{ catalogNo: 'CAT-1', level: 'CORE' }] }],
  [
    'SECURITY ATTESTATION_MISSING CAT-1',
    { unassessed: [{ catalogNo: 'CAT-1', level: 'IMPORTANT' }] },
  ],
  [
    'PUBLIC_CODE PUBLIC_CODE_LAPSED P-1',
    { contradictions: [{ code: 'PUBLIC_CODE_LAPSED', about: 'P-1' }] },
  ],
  ['EXTERNAL PLEDGED Z-1', { contradictions: [{ code: 'PLEDGED', about: 'Z-1' }] }],
];

describe('the judge of rights checks', () => {
  it('finds nothing against what every register agrees on', () => {
    expect(told({})).to.deep.equal([]);
  });

  for (const [expected, over] of cases) {
    it(`tells ${expected}, and nothing else`, () => {
      expect(told(over)).to.deep.equal([expected]);
    });
  }

  it('tells all at once, whatever the first of them is', () => {
    const all = told({
      ...titledWith({ encumbrances: [laid('FREEZE')] }),
      rivals: ['R-9'],
      open: [{ ...other, mode: 'EXCLUSIVE' }],
    });

    expect(all.map((each) => each.split(' ')[1])).to.deep.equal([
      ...['ASSET_FROZEN', 'LISTING_CONFLICT_EXCLUSIVE', 'EXCLUSIVE_CONFLICT'],
    ]);
  });

  it('lets no order count that was missed, or is over', () => {
    for (const status of ['QUEUED', 'MISSED', 'EXPIRED', 'LIFTED']) {
      expect(told(titledWith({ encumbrances: [laid('FREEZE', status)] }))).to.deep.equal([]);
    }
  });

  it('refuses under the first reason that is an error, or as a whole', async () => {
    const reasonOf = (code: string): CheckReason => ({
      ...{ group: 'EXTERNAL', code, about: { kind: 'RECORD', id: 'Z-1' } },
    });
    const refused = (...codes: string[]): Promise<{ code: string }> =>
      rejected(
        Promise.resolve().then(() => {
          requireNone(codes.map(reasonOf), 'Refused');
        }),
      );

    expect((await refused('PLEDGED')).code).to.equal('CHECK_NOT_CLEAR');
    expect((await refused('PLEDGED', 'ASSET_FROZEN')).code).to.equal('ASSET_FROZEN');
    requireNone([], 'Nothing');
  });
});
