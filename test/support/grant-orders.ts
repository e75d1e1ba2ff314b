import type { Bound, GrantScope, Within } from '@shuquan/chaincode/model';
import fc from 'fast-check';

/** A small tree of purposes: what stands after a colon lies within what stands before it. */
const PARENTS: Readonly<Record<string, string | undefined>> = {
  FINANCE: undefined,
  CREDIT_VERIFY: 'FINANCE',
  CREDIT_SCORE: 'CREDIT_VERIFY',
  RISK: 'FINANCE',
  MARKETING: undefined,
  PROFILING: 'MARKETING',
};
export const purposeCodes = Object.keys(PARENTS);

export const within: Within = (code, broader) => {
  for (let at: string | undefined = code; at !== undefined; at = PARENTS[at]) {
    if (at === broader) return true;
  }
  return false;
};

const TERRITORIES = ['INTERNATIONAL', 'CN', 'CN-51', 'CN-5101', 'CN-510104', 'CN-11'] as const;
const DAYS = ['2027-01-01', '2027-03-01', '2027-06-30', '2027-12-31', '2028-06-30'] as const;

const setOf = <T extends string>(of: readonly T[]): fc.Arbitrary<T[]> =>
  fc.uniqueArray(fc.constantFrom(...of), { minLength: 1, maxLength: of.length });
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(of, { nil: undefined, freq: 2 });

const term: fc.Arbitrary<GrantScope['term']> = fc
  .tuple(fc.nat({ max: DAYS.length - 1 }), fc.nat({ max: DAYS.length - 1 }))
  .map(([a, b]) => ({ from: DAYS[Math.min(a, b)] ?? '', to: DAYS[Math.max(a, b)] ?? '' }));

/** Scopes over data that is divided into three parts and has four fields. */
export const scopes: fc.Arbitrary<GrantScope> = fc
  .record({
    right: fc.constantFrom('USE', 'USE', 'OPERATE', 'HOLD'),
    subset: setOf(['2024', '2025', '2026']).map((parts) => ({
      data: { asset: 'DS-1', version: 1 },
      parts,
    })),
    fields: maybe(setOf(['uscc', 'grade', 'name', 'tel'])),
    purposes: setOf(purposeCodes),
    prohibited: maybe(setOf(purposeCodes)),
    territory: setOf(TERRITORIES),
    term,
    count: maybe(fc.integer({ min: 1, max: 30 })),
    recipients: maybe(setOf(['BANK', 'INSURER', 'BROKER'])),
    resale: fc.boolean(),
    export: fc.boolean(),
    depth: fc.nat({ max: 8 }),
  })
  .map((scope) => JSON.parse(JSON.stringify(scope)) as GrantScope);

/** A scope of which some dimensions are not limited. */
export const bounds: fc.Arbitrary<Bound> = fc
  .tuple(scopes, fc.nat({ max: 4095 }))
  .map(([scope, mask]) =>
    Object.fromEntries(Object.entries(scope).filter((_, i) => (mask & (1 << i)) !== 0)),
  );
