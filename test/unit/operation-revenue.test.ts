import {
  apportion,
  recomputeStatement,
  reckon,
  type RevenueShare,
  signRevenue,
  stateRevenue,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { actedAt, agreementRecord } from '../support/operation-records.js';
import { revenueInputs, shares, statementInput } from '../support/operating.js';
import { HOLDER_A, OPERATOR } from '../support/parties.js';
import { refusal } from '../support/refusal.js';

const party = (i: number): string => String(i).padStart(18, '0');
/** Positive basis points that make up ten thousand. */
const anyShares = fc
  .array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 20 })
  .map((weights): RevenueShare[] => {
    const rest = 10_000 - weights.slice(1).reduce((sum, weight) => sum + weight, 0);
    return [rest, ...weights.slice(1)].map((basisPoints, i) => ({ party: party(i), basisPoints }));
  });
const anyTotal = fc.integer({ min: 0, max: 10_000_000_000_000 });

describe('apportionment', () => {
  it('gives everybody the exact part to within a fen, and all of it to somebody', () => {
    fc.assert(
      fc.property(anyTotal, anyShares, (total, given) => {
        const parts = apportion(total, given);
        const sum = parts.reduce((all, { fen }) => all + BigInt(fen), 0n);
        expect(sum).to.equal(BigInt(total));
        parts.forEach(({ fen }, i) => {
          const exact = BigInt(total) * BigInt(given[i]?.basisPoints ?? 0);
          const off = BigInt(fen) * 10_000n - exact;
          expect(off > -10_000n && off < 10_000n).to.equal(true);
        });
      }),
    );
  });

  it('does not depend on the order in which parties stand', () => {
    fc.assert(
      fc.property(anyTotal, anyShares, (total, given) => {
        const sorted = (all: typeof given) =>
          [...apportion(total, all)].sort((a, b) => (a.party < b.party ? -1 : 1));
        expect(sorted([...given].reverse())).to.deep.equal(sorted(given));
      }),
    );
  });

  it('gives what is left to the largest remainder, of equal ones to the smaller code', () => {
    const thirds = [3_333, 3_333, 3_334].map((basisPoints, i) => ({
      party: party(i),
      basisPoints,
    }));

    expect(apportion(100, thirds).map(({ fen }) => fen)).to.deep.equal([33, 33, 34]);
    expect(apportion(1, thirds).map(({ fen }) => fen)).to.deep.equal([0, 0, 1]);
    expect(apportion(2, thirds).map(({ fen }) => fen)).to.deep.equal([1, 0, 1]);
  });
});

describe('revenue statement', () => {
  const agreement = agreementRecord({ revenue: shares });
  const by = actedAt('2026-05-01T00:00:00.000Z');

  it('distributes nothing of a loss', () => {
    const result = reckon('LARGEST_REMAINDER_1', { ...revenueInputs, income: [] });

    expect(result).to.include({ income: 0, costs: 200_000, distributable: 0 });
    expect(result.shares.map(({ fen }) => fen)).to.deep.equal([0, 0]);
  });

  it('is found out when what is stored is another result', () => {
    const statement = stateRevenue(statementInput(agreement), agreement, by);
    const forged = { ...statement, result: { ...statement.result, distributable: 1 } };

    expect(recomputeStatement(statement).holds).to.equal(true);
    expect(recomputeStatement(forged).holds).to.equal(false);
  });

  it('commits to every input: a root over all of them', () => {
    const roots = [
      revenueInputs,
      { ...revenueInputs, income: revenueInputs.costs, costs: revenueInputs.income },
      { ...revenueInputs, shares: [...shares].reverse() },
    ].map((inputs) => reckon('LARGEST_REMAINDER_1', inputs).inputsRoot);

    expect(new Set(roots)).to.have.length(3);
  });

  it('is signed by those who share', () => {
    const statement = stateRevenue(statementInput(agreement), agreement, by);
    const stranger = { ...by, uscc: HOLDER_A };

    expect(refusal(() => signRevenue(statement, statement.digest, stranger)).code).to.equal(
      'CALLER_FORBIDDEN',
    );
    const first = signRevenue(statement, statement.digest, by);
    const second = signRevenue(first, statement.digest, { ...by, uscc: OPERATOR });
    expect([first.state, second.state]).to.deep.equal(['STATED', 'SIGNED']);
  });
});
