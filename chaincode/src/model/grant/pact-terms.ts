import { z } from 'zod';
import { canonicalize } from '../canonical.js';
import { recordDigest } from '../digest.js';
import { isSameVersion } from '../registration/description.js';
import { Hex256 } from '../schema.js';
import type { Grant } from './grant.js';
import { meet } from './meet.js';
import type { Within } from './order.js';
import { PactSide } from './pact.js';
import { type Bound, GrantScope } from './scope.js';

/** The ten dimensions of a grant, and the members of its scope that each consists of. */
const members = {
  RIGHT: ['right'],
  SUBSET: ['subset'],
  FIELDS: ['fields'],
  PURPOSE: ['purposes', 'prohibited', 'outputTypes', 'algorithms'],
  TERRITORY: ['territory'],
  TERM: ['term'],
  COUNT: ['count'],
  RECIPIENT: ['recipients'],
  FLAGS: ['resale', 'export'],
  DEPTH: ['depth'],
} as const satisfies Record<string, readonly (keyof GrantScope)[]>;
type TermsDimension = keyof typeof members;
const dimensionNames = Object.keys(members) as [TermsDimension, ...TermsDimension[]];

/** Who gives more. What neither contains is not comparable: nobody is told that it is fair. */
export const TermsVerdict = z
  .enum(['EQUAL', 'FIRST_WIDER', 'SECOND_WIDER', 'NOT_COMPARABLE'])
  .meta({ id: 'TermsVerdict' });
export type TermsVerdict = z.infer<typeof TermsVerdict>;

const stated = GrantScope.partial().meta({ id: 'StatedTerms' });

/** Both grants of a pact, dimension by dimension. It names no winner: that is for the two to judge. */
export const PactTerms = z
  .strictObject({
    first: PactSide,
    second: PactSide,
    rows: z.array(
      z
        .strictObject({
          dimension: z.enum(dimensionNames).meta({ id: 'TermsDimension' }),
          verdict: TermsVerdict,
          /** What each gives there; what is left out is not limited. */
          first: stated,
          second: stated,
        })
        .meta({ id: 'TermsRow' }),
    ),
    /** Over everything above. */
    digest: Hex256,
  })
  .meta({ id: 'PactTerms' });
export type PactTerms = z.infer<typeof PactTerms>;

const side = ({ id, grantor, termsDigest }: Grant): PactSide => ({
  ...{ grant: id, grantor, termsDigest },
});

/** The report of symmetric terms: a function of the two grants as they were offered. */
export function pactTerms(first: Grant, second: Grant, within: Within): PactTerms {
  const rows = dimensionNames.map((dimension) => ({
    dimension,
    verdict: verdictOf(dimension, first.scope, second.scope, within),
    first: statedIn(dimension, first.scope),
    second: statedIn(dimension, second.scope),
  }));
  const report = { first: side(first), second: side(second), rows };
  return { ...report, digest: recordDigest(report) };
}

function verdictOf(
  dimension: TermsDimension,
  first: GrantScope,
  second: GrantScope,
  within: Within,
): TermsVerdict {
  const [one, other] = [statedIn(dimension, first), statedIn(dimension, second)];
  if (dimension === 'FIELDS' && !isSameData(first, second)) {
    // Names of fields mean nothing across two data sets; all of them is all of them.
    return isOpen(one) && isOpen(other) ? 'EQUAL' : 'NOT_COMPARABLE';
  }
  const [below, above] = [isBelow(one, other, within), isBelow(other, one, within)];
  if (below && above) return 'EQUAL';
  if (below) return 'SECOND_WIDER';
  return above ? 'FIRST_WIDER' : 'NOT_COMPARABLE';
}

/** One gives no more than another exactly where it is all that the two have in common. */
function isBelow(one: Bound, other: Bound, within: Within): boolean {
  const [common, normal] = [meet(one, other, within), meet(one, one, within)];
  if (common === undefined || normal === undefined) return false;
  return canonicalize(common) === canonicalize(normal);
}

const isSameData = ({ subset: a }: GrantScope, { subset: b }: GrantScope): boolean =>
  isSameVersion(a.data, b.data);

const isOpen = ({ fields }: Bound): boolean => fields === undefined;

const statedIn = (dimension: TermsDimension, scope: GrantScope): Partial<GrantScope> =>
  Object.fromEntries(
    members[dimension]
      .filter((each) => scope[each] !== undefined)
      .map((each) => [each, scope[each]]),
  );
