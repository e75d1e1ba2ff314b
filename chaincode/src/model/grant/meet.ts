import type { RightType } from '../registration/codes.js';
import { isSameVersion } from '../registration/description.js';
import { broadest, commonCodes, isSameCode, isWithinSome, type Within } from './order.js';
import type { Bound, GrantScope, GrantTerm, Subset } from './scope.js';
import { isInTerritory } from './territory.js';

/** Nothing at all: what is in no dimension empty is above it. */
export type Nothing = undefined;

type Dimension = keyof GrantScope;
type Value<D extends Dimension> = NonNullable<GrantScope[D]>;
/** What two limits of one dimension have in common; `undefined`: nothing. */
type Meet<D extends Dimension> = (
  a: Value<D>,
  b: Value<D>,
  purposeWithin: Within,
) => Value<D> | undefined;

/** USE lies within OPERATE: whoever may provide data to others may let them use it. */
export const isWithinRight = (right: RightType, broader: RightType): boolean =>
  right === broader || (right === 'USE' && broader === 'OPERATE');

const filled = (codes: string[]): string[] | undefined => (codes.length === 0 ? undefined : codes);
const same = (a: readonly string[], b: readonly string[]): string[] | undefined =>
  filled(commonCodes(a, b, isSameCode));

function commonRight(a: RightType, b: RightType): RightType | undefined {
  if (isWithinRight(a, b)) return a;
  return isWithinRight(b, a) ? b : undefined;
}

function commonSubset(a: Subset, b: Subset): Subset | undefined {
  if (!isSameVersion(a.data, b.data)) return undefined;
  const parts = same(a.parts, b.parts);
  return parts && { data: a.data, parts };
}

function commonTerm(a: GrantTerm, b: GrantTerm): GrantTerm | undefined {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return from <= to ? { from, to } : undefined;
}

const meets: { readonly [D in Dimension]-?: Meet<D> } = {
  right: commonRight,
  subset: commonSubset,
  fields: same,
  purposes: (a, b, within) => filled(commonCodes(a, b, within)),
  // They add up: what one of the two forbids, both forbid.
  prohibited: (a, b, within) => broadest([...a, ...b], within),
  outputTypes: same,
  algorithms: same,
  territory: (a, b) => filled(commonCodes(a, b, isInTerritory)),
  term: commonTerm,
  count: (a, b) => Math.min(a, b),
  recipients: same,
  resale: (a, b) => a && b,
  export: (a, b) => a && b,
  depth: (a, b) => Math.min(a, b),
};
export const dimensions = Object.keys(meets) as Dimension[];

/**
 * What two bounds both allow, in its one normal form; nothing as soon as one dimension is empty.
 * Commutative and associative, and of a normal form with itself the same.
 */
export function meet(a: Bound, b: GrantScope, within: Within): GrantScope | Nothing;
export function meet(a: Bound, b: Bound, within: Within): Bound | Nothing;
export function meet(a: Bound, b: Bound, within: Within): Bound | Nothing {
  const met: Record<string, unknown> = {};
  for (const dimension of dimensions) {
    const [one, other] = [a[dimension] ?? b[dimension], b[dimension] ?? a[dimension]];
    if (one === undefined || other === undefined) continue;
    const both = (meets[dimension] as Meet<Dimension>)(one, other, within);
    if (both === undefined) return undefined;
    met[dimension] = both;
  }
  return withoutProhibited(met, within);
}

function withoutProhibited(bound: Bound, within: Within): Bound | Nothing {
  const { purposes, prohibited } = bound;
  if (purposes === undefined || prohibited === undefined) return bound;
  const left = purposes.filter((code) => !isWithinSome(code, prohibited, within));
  return left.length === 0 ? undefined : { ...bound, purposes: left };
}

/** What a bound leaves to the level below it: one sub-licence less. */
export function levelBelow<B extends Bound>(bound: B): B | Nothing {
  if (bound.depth === undefined) return bound;
  return bound.depth === 0 ? undefined : { ...bound, depth: bound.depth - 1 };
}
