import { addDays, type Grant, type GrantScope } from '@shuquan/chaincode/model';
import {
  actions,
  CONTEXT,
  type Constraint,
  EXPORT,
  GRANT_USE,
  iris,
  NEXT_POLICY,
  operands,
  type Policy,
  PROFILE,
  type Rule,
  SELL,
  SOURCE,
  type Target,
  TEXT_DIGEST,
} from './terms.js';

/** Between whom, of what, on which text, and on whose consent where it tells of persons. */
export type Agreed = Pick<
  Grant,
  'id' | 'grantor' | 'grantee' | 'source' | 'personal' | 'textDigest'
>;

/**
 * A grant as an ODRL Agreement. The scope is what the whole chain allows, so the policy of a
 * sub-licence says no more than those of everything above it together.
 */
export function policyOf(agreed: Agreed, scope: GrantScope): Policy {
  const { id, grantor, grantee, source, textDigest } = agreed;
  const uid = `${iris.grant}${id}`;
  const target = targetOf(scope);
  const { permission, prohibition } = rulesOf(agreed, scope, target);
  return {
    '@context': CONTEXT,
    '@type': 'Agreement',
    ...{ uid, profile: PROFILE, conflict: 'prohibit' },
    assigner: `${iris.party}${grantor}`,
    assignee: `${iris.party}${grantee}`,
    [SOURCE]: sourceIri(source),
    [TEXT_DIGEST]: `${iris.digest}${textDigest}`,
    permission,
    prohibition,
  };
}

const sourceIri = (source: Grant['source']): string =>
  source.kind === 'RIGHT' ? `${iris.right}${source.right}` : `${iris.grant}${source.grant}`;

const isAnyOf = (leftOperand: string, prefix: string, codes: readonly string[]): Constraint => ({
  ...{ leftOperand, operator: 'isAnyOf' },
  rightOperand: codes.map((code) => `${prefix}${code}`),
});
const someOf = (
  leftOperand: string,
  prefix: string,
  codes: readonly string[] | undefined,
): Constraint[] => (codes === undefined ? [] : [isAnyOf(leftOperand, prefix, codes)]);
const atMost = (leftOperand: string, rightOperand: number): Constraint => ({
  ...{ leftOperand, operator: 'lteq', rightOperand },
});

const targetOf = ({ subset: { data, parts }, fields }: GrantScope): Target => ({
  '@type': 'AssetCollection',
  source: `${iris.data}${data.asset}:${String(data.version)}`,
  refinement: [isAnyOf(operands.part, '', parts), ...someOf(operands.field, '', fields)],
});

/** Midnight in Shanghai, which knows no summer time (ledger rule 3). */
const midnight = (date: string): object => ({
  '@value': `${date}T00:00:00+08:00`,
  '@type': 'xsd:dateTime',
});

/** Fields that tell of persons are used while their consent stands, and not beyond it (PIPL 15). */
const personalLimits = ({ personal }: Agreed): Constraint[] =>
  personal === undefined
    ? []
    : [
        isAnyOf(operands.personalField, '', personal.fields),
        {
          ...{ leftOperand: operands.consent, operator: 'eq' },
          rightOperand: `${iris.consent}${personal.consent}`,
        },
      ];

const limitsOf = (agreed: Agreed, scope: GrantScope): Constraint[] => [
  isAnyOf(operands.purpose, iris.purpose, scope.purposes),
  ...someOf(operands.outputType, '', scope.outputTypes),
  ...someOf(operands.algorithm, iris.digest, scope.algorithms),
  isAnyOf(operands.spatial, iris.territory, scope.territory),
  { leftOperand: operands.dateTime, operator: 'gteq', rightOperand: midnight(scope.term.from) },
  // The last day is inside: everything before the next one is.
  {
    ...{ leftOperand: operands.dateTime, operator: 'lt' },
    rightOperand: midnight(addDays(scope.term.to, 1)),
  },
  ...(scope.count === undefined ? [] : [atMost(operands.count, scope.count)]),
  ...someOf(operands.recipient, iris.qualification, scope.recipients),
  ...personalLimits(agreed),
];

function rulesOf(
  agreed: Agreed,
  scope: GrantScope,
  target: Target,
): Pick<Policy, 'permission' | 'prohibition'> {
  const action = actions[scope.right];
  const isAllowed = (what: string): boolean => (what === SELL ? scope.resale : scope.export);
  const flags = (allowed: boolean): Rule[] =>
    [SELL, EXPORT]
      .filter((what) => isAllowed(what) === allowed)
      .map((what) => ({ action: what, target }));
  const passing: Rule = {
    ...{ action: GRANT_USE, target },
    constraint: [atMost(operands.depth, scope.depth)],
    // What is passed on lies within this policy.
    duty: [{ action: NEXT_POLICY, target: `${iris.grant}${agreed.id}` }],
  };
  const { prohibited } = scope;
  return {
    permission: [
      { action, target, constraint: limitsOf(agreed, scope) },
      ...(scope.depth === 0 ? [] : [passing]),
      ...flags(true),
    ],
    prohibition: [
      ...(prohibited === undefined
        ? []
        : [{ action, target, constraint: someOf(operands.purpose, iris.purpose, prohibited) }]),
      ...(scope.depth === 0 ? [{ action: GRANT_USE, target }] : []),
      ...flags(false),
    ],
  };
}
