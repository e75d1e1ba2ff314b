import {
  type Bound,
  excesses,
  type GrantScope,
  isInTerritory,
  levelBelow,
  meet,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { bounds, purposeCodes, scopes, within } from '../support/grant-orders.js';

const RUNS = { numRuns: 500 };
const and = (a: Bound | undefined, b: Bound | undefined): Bound | undefined =>
  a && b && meet(a, b, within);
const codesOf = (scope: GrantScope, bound: Bound): string[] =>
  excesses(scope, bound, within).map(({ code }) => code);

describe('the meet of bounds', () => {
  it('is the same whichever comes first', () => {
    fc.assert(
      fc.property(bounds, bounds, (a, b) => {
        expect(and(a, b)).to.deep.equal(and(b, a));
      }),
      RUNS,
    );
  });

  it('is the same however three are put together', () => {
    fc.assert(
      fc.property(bounds, bounds, bounds, (a, b, c) => {
        expect(and(and(a, b), c)).to.deep.equal(and(a, and(b, c)));
      }),
      RUNS,
    );
  });

  it('changes nothing when it is taken with what it was made of', () => {
    fc.assert(
      fc.property(bounds, bounds, (a, b) => {
        const both = and(a, b);
        expect(and(both, a)).to.deep.equal(both);
        expect(and(both, both)).to.deep.equal(both);
      }),
      RUNS,
    );
  });

  it('is within each of the two, in every dimension', () => {
    fc.assert(
      fc.property(scopes, scopes, (a, b) => {
        const both = meet(a, b, within);
        if (both === undefined) return;
        expect(codesOf(both, a)).to.deep.equal([]);
        expect(codesOf(both, b)).to.deep.equal([]);
      }),
      RUNS,
    );
  });

  it('leaves a purpose of both, and no other', () => {
    fc.assert(
      fc.property(scopes, scopes, fc.constantFrom(...purposeCodes), (a, b, purpose) => {
        const allows = ({ purposes, prohibited = [] }: GrantScope): boolean =>
          purposes.some((each) => within(purpose, each)) &&
          !prohibited.some((each) => within(purpose, each));
        const both = meet(a, b, within);
        if (both === undefined) return;
        expect(allows(both)).to.equal(allows(a) && allows(b));
      }),
      RUNS,
    );
  });
});

describe('attenuation', () => {
  /** What a grant forbids to everybody below stays with whatever is made of it. */
  const under = (scope: GrantScope, above: GrantScope | undefined): GrantScope | undefined => {
    const left = above && levelBelow(above);
    return left && meet(left, scope, within);
  };

  it('is transitive: what is within a grant is within whatever that one is within', () => {
    fc.assert(
      fc.property(scopes, scopes, scopes, (top, middle, low) => {
        const second = under(middle, top);
        const third = under(low, second);
        if (second === undefined || third === undefined) return;
        expect(codesOf(second, top)).to.deep.equal([]);
        expect(codesOf(third, second)).to.deep.equal([]);
        expect(codesOf(third, top)).to.deep.equal([]);
      }),
      RUNS,
    );
  });

  it('holds of a scope accepted as it is: the meet adds nothing but what was prohibited', () => {
    fc.assert(
      fc.property(scopes, scopes, (above, scope) => {
        if (codesOf(scope, above).length > 0) return;
        const met = meet(above, scope, within);
        if (met === undefined) return;
        const own = meet(scope, { prohibited: above.prohibited }, within);
        expect(met).to.deep.equal(own);
      }),
      RUNS,
    );
  });

  const base: GrantScope = {
    right: 'USE',
    subset: { data: { asset: 'DS-1', version: 1 }, parts: ['2025', '2026'] },
    fields: ['uscc', 'grade'],
    purposes: ['CREDIT_VERIFY'],
    prohibited: ['MARKETING'],
    territory: ['CN-51'],
    term: { from: '2027-01-01', to: '2027-06-30' },
    count: 100,
    recipients: ['BANK'],
    resale: false,
    export: false,
    depth: 1,
  };
  const wider: Readonly<Record<string, readonly [Partial<GrantScope>, readonly string[]]>> = {
    'another right': [{ right: 'OPERATE' }, ['SUBGRANT_EXCEEDS_RIGHT']],
    'a part more': [
      { subset: { data: base.subset.data, parts: ['2024', '2025'] } },
      ['SUBGRANT_EXCEEDS_SUBSET'],
    ],
    'another version': [
      { subset: { data: { asset: 'DS-1', version: 2 }, parts: ['2025'] } },
      ['SUBGRANT_EXCEEDS_SUBSET'],
    ],
    'a field more': [{ fields: ['uscc', 'tel'] }, ['SUBGRANT_EXCEEDS_FIELDS']],
    'all fields': [{ fields: undefined }, ['SUBGRANT_EXCEEDS_FIELDS']],
    'a broader purpose': [{ purposes: ['FINANCE'] }, ['SUBGRANT_EXCEEDS_PURPOSE']],
    'a sibling purpose': [{ purposes: ['RISK'] }, ['SUBGRANT_EXCEEDS_PURPOSE']],
    'a prohibited purpose': [
      { purposes: ['PROFILING'] },
      ['PURPOSE_PROHIBITED', 'SUBGRANT_EXCEEDS_PURPOSE'],
    ],
    'a territory around': [{ territory: ['CN'] }, ['SUBGRANT_EXCEEDS_TERRITORY']],
    'a territory beside': [{ territory: ['CN-5101', 'CN-11'] }, ['SUBGRANT_EXCEEDS_TERRITORY']],
    'a day more': [{ term: { from: '2027-01-01', to: '2027-07-01' } }, ['SUBGRANT_EXCEEDS_TERM']],
    'a day before': [{ term: { from: '2026-12-31', to: '2027-06-30' } }, ['SUBGRANT_EXCEEDS_TERM']],
    'a unit more': [{ count: 101 }, ['SUBGRANT_EXCEEDS_COUNT']],
    'no count': [{ count: undefined }, ['SUBGRANT_EXCEEDS_COUNT']],
    'another class': [{ recipients: ['BANK', 'BROKER'] }, ['SUBGRANT_EXCEEDS_RECIPIENT']],
    'any recipient': [{ recipients: undefined }, ['SUBGRANT_EXCEEDS_RECIPIENT']],
    resale: [{ resale: true }, ['SUBGRANT_EXCEEDS_RESALE']],
    export: [{ export: true }, ['SUBGRANT_EXCEEDS_EXPORT']],
    'a level more': [{ depth: 2 }, ['SUBGRANT_EXCEEDS_DEPTH']],
  };
  for (const [what, [over, codes]] of Object.entries(wider)) {
    it(`refuses ${what} by a code of its own`, () => {
      expect(codesOf({ ...base, ...over }, base)).to.deep.equal(codes);
    });
  }

  const narrower: Readonly<Record<string, Partial<GrantScope>>> = {
    'the same': {},
    'a narrower purpose': { purposes: ['CREDIT_SCORE'] },
    'a county of the province': { territory: ['CN-5101', 'CN-510104'] },
    'a part less': { subset: { data: base.subset.data, parts: ['2026'] } },
    'one day': { term: { from: '2027-06-30', to: '2027-06-30' } },
  };
  for (const [what, over] of Object.entries(narrower)) {
    it(`takes ${what}`, () => {
      expect(codesOf({ ...base, ...over }, base)).to.deep.equal([]);
    });
  }

  it('lets whoever may operate give the use, and nobody the holding', () => {
    const operate = { right: 'OPERATE' } as const;
    expect(codesOf({ ...base, right: 'USE' }, operate)).to.deep.equal([]);
    expect(codesOf({ ...base, right: 'HOLD' }, operate)).to.deep.equal(['SUBGRANT_EXCEEDS_RIGHT']);
  });
});

describe('a territory', () => {
  it('lies within the divisions above it, and within nothing that only looks alike', () => {
    const inside = ['CN-510104', 'CN-5101', 'CN-51', 'CN', 'INTERNATIONAL'];
    inside.forEach((code, i) => {
      for (const above of inside.slice(i)) expect(isInTerritory(code, above)).to.equal(true);
      for (const below of inside.slice(0, i)) expect(isInTerritory(code, below)).to.equal(false);
    });
    expect(isInTerritory('CN-11', 'CN-51')).to.equal(false);
  });
});
