import { shanghaiDate } from '../clock/index.js';
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

function resourceOf({ resource }: GrantGround, instants: Instants): ResourceState | undefined {
  if (resource === undefined) return undefined;
  const { record, agreement } = resource;
  const operation =
    agreement && operatedBy(agreementAt(agreement, instants.knownAt), instants.asOf);
  return resourceState({ record, operation }, instants);
}

/** The state of a right out of records alone: the same that `rightState` gives of a closure read then. */
export function groundRight(ground: GrantGround, instants: Instants): RightState {
  const { right, registration, dispositions, above } = ground;
  const upstream = above && groundRight(above, instants);
  const publicSource = resourceOf(ground, instants);
  return rightState({ right, registration, dispositions, upstream, publicSource }, instants);
}

/** The agreement, the public data resource and the right of a chain, each with what it limits. */
export function groundState(ground: GrantGround, instants: Instants): GroundState {
  const state = groundRight(ground, instants);
  const agreement = ground.resource?.agreement;
  const found = [
    ...(agreement === undefined ? [] : [agreementReason(agreement, instants)]),
    resourceReason(ground, instants),
    rightReason(ground, state),
  ];
  return {
    right: state,
    bounds: [
      ...(agreement === undefined ? [] : [agreementBound(agreement)]),
      { link: rightLink(ground), bound: rightBound(ground, state) },
    ],
    reasons: found.filter((reason) => reason !== undefined),
    changes: state.nextChangeAt === undefined ? [] : [state.nextChangeAt],
  };
}

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
  { asOf, knownAt }: Instants,
): DecisionReason | undefined {
  const status = agreementStatus(agreementAt(agreement, knownAt), asOf);
  if (status === 'ACTIVE') return undefined;
  const link = { kind: 'AGREEMENT' as const, id: agreement.id };
  return { code: 'AGREEMENT_NOT_ACTIVE', link, what: status };
}

function resourceReason(ground: GrantGround, instants: Instants): DecisionReason | undefined {
  const status = resourceOf(ground, instants)?.status ?? 'ACTIVE';
  if (status === 'ACTIVE' || ground.resource === undefined) return undefined;
  const link = { kind: 'RESOURCE' as const, id: ground.resource.record.lookupCode };
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
