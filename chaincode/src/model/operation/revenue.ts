import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { canonicalize } from '../canonical.js';
import { recordDigest } from '../digest.js';
import { LedgerError } from '../errors.js';
import { merkleRoot } from '../merkle.js';
import { refusePersonalData } from '../privacy.js';
import { Code, Hex256, Id, Uscc } from '../schema.js';
import { ActedBy } from './acted.js';
import {
  type AuthorizationAgreement,
  OperatingTerm,
  type RevenueShare,
  RevenueShares,
} from './agreement.js';
import { citedQuery } from '../registration/cited-query.js';

/** Whole fen, far enough below 2^53 that no sum of a statement reaches it. */
const Fen = z.int().min(0).max(10_000_000_000_000);
const Amount = z
  .strictObject({ code: Code, documentDigest: Hex256, fen: Fen })
  .meta({ id: 'RevenueAmount' });

export const RevenueInputs = z
  .strictObject({
    income: z.array(Amount).max(200),
    costs: z.array(Amount).max(200),
    shares: RevenueShares,
  })
  .meta({ id: 'RevenueInputs' });
export type RevenueInputs = z.infer<typeof RevenueInputs>;

/** How it was reckoned: an old statement is recomputed by the rule it names. */
export const RevenueRule = z.enum(['LARGEST_REMAINDER_1']).meta({ id: 'RevenueRule' });
export type RevenueRule = z.infer<typeof RevenueRule>;

export const RevenueResult = z
  .strictObject({
    income: z.int(),
    costs: z.int(),
    /** Of a loss nothing is distributed. */
    distributable: z.int().min(0),
    shares: z.array(z.strictObject({ party: Uscc, fen: z.int().min(0) })),
    inputsRoot: Hex256,
  })
  .meta({ id: 'RevenueResult' });
export type RevenueResult = z.infer<typeof RevenueResult>;

const facts = {
  id: Id,
  agreement: Id,
  period: OperatingTerm,
  rule: RevenueRule,
  inputs: RevenueInputs,
  result: RevenueResult,
  /** A statement that not everybody signed yet, whose days this one accounts for instead. */
  replaces: Id.optional(),
};
export const StateRevenueInput = z
  .strictObject({ ...facts, beacon: BeaconCitation.optional() })
  .meta({ id: 'StateRevenueInput' });
export const SignRevenueInput = z
  .strictObject({ id: Id, digest: Hex256, beacon: BeaconCitation.optional() })
  .meta({ id: 'SignRevenueInput' });
export const RevenueQuery = z.strictObject({ id: Id, ...citedQuery }).meta({ id: 'RevenueQuery' });

/** 收益分配: inputs, rule and result, signed by whoever has a share. */
export const RevenueStatement = z
  .strictObject({
    v: z.literal(1),
    ...facts,
    digest: Hex256,
    stated: ActedBy,
    signatures: z.array(ActedBy),
    state: z.enum(['STATED', 'SIGNED', 'REPLACED']),
    replacedBy: Id.optional(),
  })
  .meta({ id: 'RevenueStatement' });
export type RevenueStatement = z.infer<typeof RevenueStatement>;

export const Recomputation = z
  .strictObject({
    id: Id,
    rule: RevenueRule,
    stored: RevenueResult,
    recomputed: RevenueResult,
    holds: z.boolean(),
  })
  .meta({ id: 'RevenueRecomputation' });

/**
 * Divides whole fen by basis points: everybody gets the whole part, and what is left goes, a fen
 * each, to the largest remainders; of equal ones to the larger share, then to the smaller code. The
 * parts always make up the whole. BigInt, for fen times basis points leave the exact numbers.
 */
export function apportion(
  total: number,
  shares: readonly RevenueShare[],
): { readonly party: string; readonly fen: number }[] {
  const parts = shares.map(({ party, basisPoints }) => {
    const product = BigInt(total) * BigInt(basisPoints);
    return { party, basisPoints, fen: Number(product / WHOLE), rest: product % WHOLE };
  });
  let left = total - parts.reduce((sum, { fen }) => sum + fen, 0);
  const winners = new Set<string>();
  for (const { party } of [...parts].sort(byRemainder)) {
    if (left === 0) break;
    winners.add(party);
    left -= 1;
  }
  return parts.map(({ party, fen }) => ({ party, fen: winners.has(party) ? fen + 1 : fen }));
}

const WHOLE = 10_000n;

interface Part {
  readonly party: string;
  readonly basisPoints: number;
  readonly rest: bigint;
}

function byRemainder(a: Part, b: Part): number {
  if (a.rest !== b.rest) return a.rest > b.rest ? -1 : 1;
  if (a.basisPoints !== b.basisPoints) return b.basisPoints - a.basisPoints;
  return a.party < b.party ? -1 : 1;
}

const sumOf = (amounts: readonly { readonly fen: number }[]): number =>
  amounts.reduce((sum, { fen }) => sum + fen, 0);

/** What follows from the inputs, by the rule that a statement names. */
const reckoners: Readonly<Record<RevenueRule, (inputs: RevenueInputs) => RevenueResult>> = {
  LARGEST_REMAINDER_1: (inputs) => {
    const [income, costs] = [sumOf(inputs.income), sumOf(inputs.costs)];
    const distributable = Math.max(0, income - costs);
    const leaves = [
      ...inputs.income.map((amount) => canonicalize(['INCOME', amount])),
      ...inputs.costs.map((amount) => canonicalize(['COST', amount])),
      ...inputs.shares.map((share) => canonicalize(['SHARE', share])),
    ];
    const shares = apportion(distributable, inputs.shares);
    return { income, costs, distributable, shares, inputsRoot: merkleRoot(leaves) };
  },
};

export const reckon = (rule: RevenueRule, inputs: RevenueInputs): RevenueResult =>
  reckoners[rule](inputs);

const sameShares = (a: readonly RevenueShare[], b: readonly RevenueShare[]): boolean =>
  recordDigest(sorted(a)) === recordDigest(sorted(b));
const sorted = (shares: readonly RevenueShare[]): RevenueShare[] =>
  [...shares].sort((a, b) => (a.party < b.party ? -1 : 1));

/** @throws LedgerError REVENUE_SHARES_DIFFER, REVENUE_MISMATCH, REVENUE_PERIOD_WRONG, PERSONAL_DATA_REFUSED */
export function stateRevenue(
  { beacon: _, ...given }: z.infer<typeof StateRevenueInput>,
  { term, revenue }: AuthorizationAgreement,
  stated: ActedBy,
): RevenueStatement {
  refusePersonalData({ id: given.id });
  const { period, inputs, rule, result } = given;
  if (period.from < term.from || period.to > term.to) {
    throw new LedgerError('REVENUE_PERIOD_WRONG', 'The period lies outside of the term.', { term });
  }
  if (!sameShares(inputs.shares, revenue)) {
    throw new LedgerError('REVENUE_SHARES_DIFFER', 'The shares are not those of the agreement.', {
      agreed: revenue,
    });
  }
  const recomputed = reckon(rule, inputs);
  if (recordDigest(recomputed) !== recordDigest(result)) {
    throw new LedgerError('REVENUE_MISMATCH', 'The inputs give another result.', { recomputed });
  }
  return { v: 1, ...given, digest: recordDigest(given), stated, signatures: [], state: 'STATED' };
}

/** @throws LedgerError CALLER_FORBIDDEN, ROOT_MISMATCH, STATEMENT_SIGNED, STATEMENT_REPLACED */
export function signRevenue(
  statement: RevenueStatement,
  digest: string,
  by: ActedBy,
): RevenueStatement {
  const { inputs, signatures } = statement;
  if (inputs.shares.every(({ party }) => party !== by.uscc)) {
    throw new LedgerError('CALLER_FORBIDDEN', 'A statement is signed by whoever has a share.', {
      id: statement.id,
    });
  }
  if (digest !== statement.digest) {
    throw new LedgerError('ROOT_MISMATCH', 'The digest is not that of the statement.', {
      digest: statement.digest,
    });
  }
  refuseReplaced(statement);
  if (signatures.some(({ uscc }) => uscc === by.uscc)) {
    throw new LedgerError('STATEMENT_SIGNED', `${by.uscc} signed already.`, { id: statement.id });
  }
  const all = [...signatures, by];
  const state = all.length === inputs.shares.length ? 'SIGNED' : 'STATED';
  return { ...statement, signatures: all, state };
}

function refuseReplaced({ id, state, replacedBy = '?' }: RevenueStatement): void {
  if (state !== 'REPLACED') return;
  throw new LedgerError('STATEMENT_REPLACED', `${id} was replaced by ${replacedBy}.`, {
    ...{ id, replacedBy },
  });
}

/**
 * What everybody signed stands; before that either party may state it anew, so that a statement that
 * the other does not sign keeps no days for itself.
 *
 * @throws LedgerError STATEMENT_NOT_FOUND, STATEMENT_SIGNED, STATEMENT_REPLACED
 */
export function replaceRevenue(
  replaced: RevenueStatement,
  { id: replacedBy, agreement }: Pick<RevenueStatement, 'id' | 'agreement'>,
): RevenueStatement {
  const { id } = replaced;
  if (replaced.agreement !== agreement) {
    throw new LedgerError('STATEMENT_NOT_FOUND', `${agreement} has no statement ${id}.`, { id });
  }
  refuseReplaced(replaced);
  if (replaced.state === 'SIGNED') {
    throw new LedgerError('STATEMENT_SIGNED', `Everybody who shares signed ${id}.`, { id });
  }
  return { ...replaced, state: 'REPLACED', replacedBy };
}

/** @throws LedgerError CALLER_FORBIDDEN for whoever is neither supervisor, court nor party */
export const sharersOf = ({
  implementingBody,
  operator,
  revenue,
}: Pick<AuthorizationAgreement, 'implementingBody' | 'operator' | 'revenue'>): string[] => [
  implementingBody,
  operator,
  ...revenue.map(({ party }) => party),
];

export const recomputeStatement = (statement: RevenueStatement): z.infer<typeof Recomputation> => {
  const { id, rule, inputs, result } = statement;
  const recomputed = reckon(rule, inputs);
  const holds = recordDigest(recomputed) === recordDigest(result);
  return { id, rule, stored: result, recomputed, holds };
};
