import { shanghaiDate } from '../clock/index.js';
import { encumbrancesOf } from '../encumbrance/closure.js';
import type { Encumbrance } from '../encumbrance/encumbrance.js';
import { blocking } from '../encumbrance/unencumbered.js';
import {
  agreementAt,
  agreementStatus,
  type AuthorizationAgreement,
} from '../operation/agreement.js';
import { operatedBy, resourceState, type ResourceState } from '../public-resource/state.js';
import type { Instants } from '../registration/case-fold.js';
import { rightState, type RightState } from '../registration/right.js';
import type { GrantGround } from './closure.js';
import { meet } from './meet.js';
import type { Within } from './order.js';
import type { ChainLink, DecisionReason } from './question.js';
import type { Bound } from './scope.js';

/** What limits a grant before there is any grant: a link of its chain, at the instants asked. */
export interface BoundLink {
  readonly link: ChainLink;
  readonly bound: Bound;
}

/** A right and what it rests on, at the instants asked. */
export interface GroundState {
  readonly right: RightState;
  readonly bounds: readonly BoundLink[];
  /** Why nothing may be made of it. */
  readonly reasons: readonly DecisionReason[];
  readonly changes: readonly string[];
}

/** A ground as it was known, with the state of its public data resource. */
interface Known {
  readonly ground: GrantGround;
  readonly agreement?: AuthorizationAgreement | undefined;
  readonly resource?: ResourceState | undefined;
}

function knownGround(ground: GrantGround, { asOf, knownAt }: Instants): Known {
  if (ground.resource === undefined) return { ground };
  const { record, agreement: found } = ground.resource;
  const agreement = found && agreementAt(found, knownAt);
  const operation = agreement && operatedBy(agreement, asOf);
  const resource = resourceState({ record, operation }, { asOf, knownAt });
  return { ground, agreement, resource };
}

/** The state of a right out of records alone: the same that `rightState` gives of a closure read then. */
export const groundRight = (ground: GrantGround, instants: Instants): RightState =>
  knownRight(knownGround(ground, instants), instants);

function knownRight({ ground, resource: publicSource }: Known, instants: Instants): RightState {
  const { right, registration, dispositions, above } = ground;
  const upstream = above && groundRight(above, instants);
  return rightState({ right, registration, dispositions, upstream, publicSource }, instants);
}

/** The agreement, the public data resource and the right of a chain, each with what it limits. */
export function groundState(ground: GrantGround, instants: Instants): GroundState {
  const known = knownGround(ground, instants);
  const state = knownRight(known, instants);
  const { agreement, resource } = known;
  const found = [
    agreement && agreementReason(agreement, instants),
    resource && resourceReason(ground, resource),
    rightReason(ground, state),
  ];
  const measures = measuresOn(ground, instants);
  return {
    right: state,
    bounds: [
      ...(agreement === undefined ? [] : [agreementBound(agreement)]),
      { link: rightLink(ground), bound: rightBound(ground, state) },
    ],
    reasons: [
      ...found.filter((reason) => reason !== undefined),
      ...blocking(measures, 'USE').map(measureReason),
    ],
    changes: [state, ...measures].flatMap(({ nextChangeAt }) => nextChangeAt ?? []),
  };
}

/** Orders and controls on the right, and on whatever it is a licence of. */
function measuresOn(
  { above, measures, ...ground }: GrantGround,
  instants: Instants,
): Encumbrance[] {
  const own =
    measures === undefined ? [] : encumbrancesOf({ ...ground, ...measures, pledges: [] }, instants);
  return [...own, ...(above === undefined ? [] : measuresOn(above, instants))];
}

const measureReason = ({ kind, id, right }: Encumbrance): DecisionReason => ({
  ...{ code: 'ASSET_FROZEN', link: { kind: 'RIGHT', id: right }, what: `${kind} ${id}` },
});

/** What all of these allow together. */
export const boundOf = (bounds: readonly BoundLink[], within: Within): Bound | undefined =>
  bounds.reduce<Bound | undefined>((sum, { bound }) => sum && meet(sum, bound, within), {});

const rightLink = ({ right }: GrantGround): ChainLink => ({ kind: 'RIGHT', id: right.id });

/** 27号: its purposes are closed where it names some, and what it prohibits it prohibits to everybody. */
function agreementBound(agreement: AuthorizationAgreement): BoundLink {
  const { id, purposes, prohibitedPurposes: prohibited, term } = agreement;
  return {
    link: { kind: 'AGREEMENT', id },
    bound: {
      ...(purposes.length === 0 ? {} : { purposes }),
      ...(prohibited.length === 0 ? {} : { prohibited }),
      term: { from: term.from, to: term.to },
    },
  };
}

function rightBound({ right }: GrantGround, { from, until, parts }: RightState): Bound {
  const { resaleAllowed, exportAllowed } = right.restrictions;
  return {
    right: right.right,
    ...(parts.length === 0 ? {} : { subset: { data: right.data, parts } }),
    ...(from === undefined || until === undefined
      ? {}
      : { term: { from: shanghaiDate(from), to: until } }),
    resale: resaleAllowed,
    export: exportAllowed,
  };
}

function agreementReason(
  agreement: AuthorizationAgreement,
  { asOf }: Instants,
): DecisionReason | undefined {
  const status = agreementStatus(agreement, asOf);
  if (status === 'ACTIVE') return undefined;
  const link = { kind: 'AGREEMENT' as const, id: agreement.id };
  return { code: 'AGREEMENT_NOT_ACTIVE', link, what: status };
}

function resourceReason(
  { resource }: GrantGround,
  { status }: ResourceState,
): DecisionReason | undefined {
  if (status === 'ACTIVE' || resource === undefined) return undefined;
  const link = { kind: 'RESOURCE' as const, id: resource.record.lookupCode };
  return { code: 'RESOURCE_NOT_ACTIVE', link, what: status };
}

/** As whoever disposes of such a right would be told. */
const codes: Readonly<Partial<Record<RightState['status'], DecisionReason['code']>>> = {
  LAPSED: 'CERT_LAPSED',
  REVOKED: 'CERT_REVOKED',
};

function rightReason(
  ground: GrantGround,
  { status, reasons }: RightState,
): DecisionReason | undefined {
  if (status === 'ACTIVE') return undefined;
  const what = [status, ...reasons.map(({ code }) => code)].join(' ');
  return { code: codes[status] ?? 'RIGHT_NOT_ACTIVE', link: rightLink(ground), what };
}
