import {
  addDays,
  effectiveScope,
  type GrantScope,
  LedgerError,
  shanghaiDate,
  type UseQuestion,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { GrantHistory, type Move, type Told } from '../support/grant-history.js';
import { purposeCodes, scopes, within } from '../support/grant-orders.js';
import { without } from '../support/without.js';

const TERM = { from: '2027-01-01', to: '2027-12-31' };
const WIDE: GrantScope = {
  right: 'OPERATE',
  subset: { data: { asset: 'DS-1', version: 1 }, parts: ['2024', '2025', '2026'] },
  purposes: ['FINANCE', 'MARKETING'],
  territory: ['INTERNATIONAL'],
  term: TERM,
  resale: true,
  export: true,
  depth: 8,
};

/** Scopes that more often lie within each other than any would. */
const likely: fc.Arbitrary<GrantScope> = fc
  .tuple(scopes, fc.constantFrom('ALL', 'PURPOSE', 'FIELDS', 'TERM', 'NONE'), fc.nat({ max: 8 }))
  .map(([scope, which, depth]) => {
    const drawn = without(scope, 'recipients', 'count');
    const wide = { ...WIDE, depth };
    if (which === 'ALL') return drawn;
    if (which === 'PURPOSE') return { ...wide, purposes: drawn.purposes };
    if (which === 'FIELDS') return { ...wide, fields: drawn.fields ?? ['uscc'] };
    return which === 'TERM' ? { ...wide, term: drawn.term } : wide;
  });
const on = fc.nat({ max: 40 });
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('GRANT' as const), on, scope: likely }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('NARROW' as const), on, scope: likely }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('SUSPENDED', 'RESUMED', 'REVOKED'), on }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('AGREEMENT' as const), suspended: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('WAIT' as const), days: fc.nat({ max: 90 }) }),
  },
);
type Asked = Omit<UseQuestion, 'grant' | 'by'>;
const asked: fc.Arbitrary<Asked> = fc.record({
  purpose: fc.constantFrom(...purposeCodes),
  fields: fc.uniqueArray(fc.constantFrom('uscc', 'grade', 'name'), { minLength: 1 }),
  parts: fc.uniqueArray(fc.constantFrom('2024', '2025', '2026'), { minLength: 1 }),
  territory: fc.constantFrom('INTERNATIONAL', 'CN', 'CN-51', 'CN-5101', 'CN-11'),
});

/** What a scope says by itself, without any function of the model under test. */
function allows(scope: GrantScope, question: Asked, day: string): boolean {
  const { fields, subset, purposes, prohibited = [], territory, term } = scope;
  const isIn = (code: string, broader: string): boolean =>
    broader === 'INTERNATIONAL' ||
    code === broader ||
    code.startsWith(`${broader}-`) ||
    (broader !== 'CN' && code !== 'CN' && code.startsWith(broader));
  return (
    term.from <= day &&
    day <= term.to &&
    purposes.some((each) => within(question.purpose, each)) &&
    !prohibited.some((each) => within(question.purpose, each)) &&
    (question.fields ?? []).every((field) => fields?.includes(field) !== false) &&
    (question.parts ?? []).every((part) => subset.parts.includes(part)) &&
    territory.some((each) => isIn(question.territory ?? '', each))
  );
}

/** Whether somebody above, or the grant itself, forbids it: every scope it ever had counts. */
function isForbidden(history: GrantHistory, index: number, question: Asked): boolean {
  if (history.agreementSuspended) return true;
  const prohibitedAbove = within(question.purpose, 'PROFILING');
  if (prohibitedAbove) return true;
  const day = shanghaiDate(history.now);
  const chain: Told[] = [];
  for (let at: number | undefined = index; at !== undefined; at = history.told[at]?.parent) {
    const told = history.told[at];
    if (told !== undefined) chain.push(told);
  }
  return chain.some(
    (told, level) =>
      told.suspended ||
      told.revoked ||
      told.scopes.some((scope) => scope.depth < level || !allows(scope, question, day)),
  );
}

function played(moves: readonly Move[]): GrantHistory {
  const history = new GrantHistory();
  history.move({ kind: 'GRANT', on: 0, scope: WIDE });
  for (const each of moves) {
    try {
      history.move(each);
    } catch (err) {
      if (!(err instanceof LedgerError)) throw err;
    }
  }
  return history;
}

describe('grants over random histories', function () {
  this.timeout(120_000);

  it('permit nothing that anybody above forbids, and everything that nobody does', () => {
    let [yes, no, deep] = [0, 0, 0];
    fc.assert(
      fc.property(
        fc.array(move, { maxLength: 25 }),
        fc.array(asked, { minLength: 1, maxLength: 6 }),
        (moves, questions) => {
          const history = played(moves);
          for (let index = 0; index < history.told.length; index += 1) {
            for (const question of questions) {
              const { permitted } = history.permits(index, question);
              const forbidden = isForbidden(history, index, question);
              expect(permitted && forbidden, 'permitted and forbidden').to.equal(false);
              const isWhole = effectiveScope(history.closure(index), history.instants).scope;
              if (!forbidden && isWhole !== undefined) expect(permitted).to.equal(true);
              if (permitted) yes += 1;
              else no += 1;
              if (permitted && history.told[index]?.parent !== undefined) deep += 1;
            }
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(
      [yes, no, deep].every((times) => times > 10),
      `${yes}, ${no}, ${deep}`,
    ).to.equal(true);
  });

  it('give below what they give above, or less', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 25 }), (moves) => {
        const history = played(moves);
        history.told.forEach(({ parent }, index) => {
          if (parent === undefined) return;
          const own = effectiveScope(history.closure(index), history.instants).scope;
          if (own === undefined) return;
          const above = effectiveScope(history.closure(parent), history.instants).scope;
          expect(above?.depth).to.be.greaterThan(own.depth);
          expect(own.subset.parts.every((part) => above?.subset.parts.includes(part))).to.equal(
            true,
          );
          expect(
            own.term.from >= (above?.term.from ?? '9') && own.term.to <= (above?.term.to ?? ''),
          ).to.equal(true);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('say when time alone changes them next: nothing changes before, and something then', () => {
    const history = played([]);
    const closure = history.closure(0);
    const { nextChangeAt = '' } = effectiveScope(closure, history.instants);
    const end = `${addDays(TERM.to, 0)}T16:00:00.000Z`;
    expect(nextChangeAt).to.equal(end);
    const at = (asOf: string): string => effectiveScope(closure, { asOf, knownAt: asOf }).status;
    expect(at('2027-12-31T15:59:59.999Z')).to.equal('ACTIVE');
    expect(at(nextChangeAt)).to.equal('EXPIRED');
  });
});
