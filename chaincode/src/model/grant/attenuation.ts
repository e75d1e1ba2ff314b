import type { ErrorCode } from '../errors.js';
import { isWithinRight } from './meet.js';
import { isSameCode, isWithinSome, type Within } from './order.js';
import type { Bound, GrantScope } from './scope.js';
import { isInTerritory } from './territory.js';

/** In what a scope goes beyond the bound above it. */
export interface Excess {
  readonly code: ErrorCode;
  /** What goes beyond, and what would be allowed, for whoever must mend it. */
  readonly asked?: unknown;
  readonly allowed?: unknown;
}

type Exceeds = (scope: GrantScope, bound: Bound, within: Within) => boolean;

const beyond = (
  codes: readonly string[] | undefined,
  bound: readonly string[] | undefined,
  within: Within,
): boolean => {
  if (bound === undefined) return false;
  return codes?.every((code) => isWithinSome(code, bound, within)) !== true;
};

function exceedsSubset({ subset }: GrantScope, bound: Bound): boolean {
  if (bound.subset === undefined) return false;
  const { data, parts } = bound.subset;
  const other = subset.data.asset !== data.asset || subset.data.version !== data.version;
  return other || beyond(subset.parts, parts, isSameCode);
}

/** In this order: what is prohibited says more than that it is not among the purposes. */
const checks: readonly (readonly [ErrorCode, keyof GrantScope, Exceeds])[] = [
  [
    'SUBGRANT_EXCEEDS_RIGHT',
    'right',
    ({ right }, bound) => bound.right !== undefined && !isWithinRight(right, bound.right),
  ],
  ['SUBGRANT_EXCEEDS_SUBSET', 'subset', exceedsSubset],
  [
    'SUBGRANT_EXCEEDS_FIELDS',
    'fields',
    ({ fields }, bound) => beyond(fields, bound.fields, isSameCode),
  ],
  [
    'PURPOSE_PROHIBITED',
    'prohibited',
    ({ purposes }, { prohibited = [] }, within) =>
      purposes.some((code) => isWithinSome(code, prohibited, within)),
  ],
  [
    'SUBGRANT_EXCEEDS_PURPOSE',
    'purposes',
    ({ purposes }, bound, within) => beyond(purposes, bound.purposes, within),
  ],
  [
    'SUBGRANT_EXCEEDS_PURPOSE',
    'outputTypes',
    ({ outputTypes }, bound) => beyond(outputTypes, bound.outputTypes, isSameCode),
  ],
  [
    'SUBGRANT_EXCEEDS_PURPOSE',
    'algorithms',
    ({ algorithms }, bound) => beyond(algorithms, bound.algorithms, isSameCode),
  ],
  [
    'SUBGRANT_EXCEEDS_TERRITORY',
    'territory',
    ({ territory }, bound) => beyond(territory, bound.territory, isInTerritory),
  ],
  [
    'SUBGRANT_EXCEEDS_TERM',
    'term',
    ({ term }, bound) =>
      bound.term !== undefined && (term.from < bound.term.from || term.to > bound.term.to),
  ],
  [
    'SUBGRANT_EXCEEDS_COUNT',
    'count',
    ({ count }, bound) => bound.count !== undefined && (count === undefined || count > bound.count),
  ],
  [
    'SUBGRANT_EXCEEDS_RECIPIENT',
    'recipients',
    ({ recipients }, bound) => beyond(recipients, bound.recipients, isSameCode),
  ],
  ['SUBGRANT_EXCEEDS_RESALE', 'resale', ({ resale }, bound) => resale && bound.resale === false],
  ['SUBGRANT_EXCEEDS_EXPORT', 'export', (scope, bound) => scope.export && bound.export === false],
  [
    'SUBGRANT_EXCEEDS_DEPTH',
    'depth',
    ({ depth }, bound) => bound.depth !== undefined && depth > bound.depth,
  ],
];

/** Everything in which a scope is wider than its bound; within it where there is nothing. */
export function excesses(scope: GrantScope, bound: Bound, within: Within): Excess[] {
  return checks
    .filter(([, , exceeds]) => exceeds(scope, bound, within))
    .map(([code, dimension]) => ({
      code,
      asked: scope[dimension === 'prohibited' ? 'purposes' : dimension],
      allowed: bound[dimension],
    }));
}
