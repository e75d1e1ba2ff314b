import { endOfDay } from '../clock/index.js';
import { holdEnd, stands } from '../encumbrance/hold.js';
import { qualificationStatus } from '../party.js';
import type { Instants } from '../registration/case-fold.js';
import { consentStatus } from '../voucher/consent.js';
import type { GrantClosure, GrantLink } from './closure.js';
import { boundOf, groundState, type GroundState } from './ground.js';
import { levelBelow, meet } from './meet.js';
import type { Within } from './order.js';
import { type DecisionReason, MAX_WHAT } from './question.js';
import type { Bound, GrantScope } from './scope.js';
import { type GrantStatus, ownChanges, ownScope, ownStatus } from './status.js';

/** What a grant gives at an instant, or why it gives nothing. */
export interface EffectiveGrant {
  /** By itself, or SUSPENDED while something above it is not in force. */
  readonly status: GrantStatus;
  /** What the whole chain allows; absent while it allows nothing. */
  readonly scope?: GrantScope | undefined;
  /** Empty while it is in effect. */
  readonly reasons: readonly DecisionReason[];
  /** When time alone changes this next; absent: never. */
  readonly nextChangeAt?: string | undefined;
}

/**
 * The effective permission: what agreement, right and every grant of the chain allow together at an
 * instant. Nothing of it is stored, so whatever happens above is felt below at once.
 */
export const effectiveScope = (closure: GrantClosure, instants: Instants): EffectiveGrant =>
  effectOn(groundState(closure.ground, instants), closure, instants);

/** The same where the state of the right is known already. */
export function effectOn(
  base: GroundState,
  closure: GrantClosure,
  instants: Instants,
): EffectiveGrant {
  const { links, within } = closure;
  const bound = links.flatMap((link) => pactEffects(link, within, instants));
  const reasons = [
    ...base.reasons,
    ...links.flatMap((link) => statusReasons(link, instants)),
    ...links.flatMap((_, level) => levelReasons(closure, level, instants)),
    ...bound.flatMap((each) => each.reasons),
  ];
  let limit: Bound | undefined = boundOf(base.bounds, within);
  let scope: GrantScope | undefined;
  for (const [level, link] of links.entries()) {
    const above: Bound | undefined = level === 0 ? limit : scope && levelBelow(scope);
    scope = above && meet(above, ownScope(link, instants), within);
    limit = scope;
  }
  if (scope === undefined && reasons.length === 0) reasons.push(nothingLeft(links));
  const changes = [...base.changes, ...changesOf(links, instants)];
  const nextChangeAt = nextOf([...changes, ...bound.flatMap((each) => each.changes)], instants);
  return {
    status: statusOf(links, reasons, instants),
    ...(reasons.length === 0 ? { scope } : {}),
    reasons,
    ...(nextChangeAt === undefined ? {} : { nextChangeAt }),
  };
}

function statusOf(
  links: GrantClosure['links'],
  reasons: readonly DecisionReason[],
  instants: Instants,
): GrantStatus {
  const own = ownStatus(lastOf(links), instants);
  return own === 'ACTIVE' && reasons.length > 0 ? 'SUSPENDED' : own;
}

interface PactEffect {
  readonly reasons: readonly DecisionReason[];
  readonly changes: readonly string[];
}

/** Of a pact both grants are in effect or neither is: whatever stops the other stops this one. */
function pactEffects({ pact: bound }: GrantLink, within: Within, instants: Instants): PactEffect[] {
  if (bound?.other === undefined) return [];
  const { pact, answer, other } = bound;
  const link = { kind: 'PACT' as const, id: pact.id };
  const since = answer?.answered.at;
  if (since === undefined || since > instants.asOf || since > instants.knownAt) {
    return [{ reasons: [{ code: 'PACT_NOT_AGREED', link }], changes: [] }];
  }
  const { reasons, nextChangeAt } = effectiveScope({ ...other, within }, instants);
  return [
    {
      reasons: reasons.map((each) => stoppedBy(each, link)),
      changes: nextChangeAt === undefined ? [] : [nextChangeAt],
    },
  ];
}

/** A reason of the other side, and what it comes from, under the name of the pact. */
function stoppedBy(
  { code, link: { kind, id }, what }: DecisionReason,
  link: DecisionReason['link'],
): DecisionReason {
  const said = code === 'PACT_SUSPENDED' && what !== undefined ? what : `${code} ${kind} ${id}`;
  return { code: 'PACT_SUSPENDED', link, what: said.slice(0, MAX_WHAT) };
}

/** The grant that is asked about. */
export const lastOf = ([first, ...rest]: GrantClosure['links']): GrantLink => rest.at(-1) ?? first;

/** The same with what is left of its own count: a question writes nothing, so it may look at that. */
export function withLeft(closure: GrantClosure, left: number | undefined): GrantClosure {
  const [first, ...rest] = closure.links;
  const asked = { ...lastOf(closure.links), left };
  return {
    ...closure,
    links: rest.length === 0 ? [asked] : [first, ...rest.slice(0, -1), asked],
  };
}

const linkOf = ({ grant }: GrantLink): DecisionReason['link'] => ({ kind: 'GRANT', id: grant.id });

/** Narrowed above until nothing was left in some dimension. */
const nothingLeft = (links: GrantClosure['links']): DecisionReason => ({
  code: 'GRANT_SCOPE_EMPTY',
  link: linkOf(lastOf(links)),
});

const codes: Readonly<Partial<Record<GrantStatus, DecisionReason['code']>>> = {
  SUSPENDED: 'GRANT_SUSPENDED',
  REVOKED: 'GRANT_REVOKED',
  EXPIRED: 'GRANT_EXPIRED',
};

/** Used up is the grant itself alone: what a sub-licence has was taken out of its parent’s count. */
function statusReasons(link: GrantLink, instants: Instants): DecisionReason[] {
  const status = ownStatus(link, instants);
  const own =
    status === 'ACTIVE' || status === 'EXHAUSTED'
      ? []
      : [{ code: codes[status] ?? 'GRANT_NOT_ACTIVE', link: linkOf(link), what: status }];
  return [...own, ...haltReasons(link, instants), ...consentReasons(link, instants)];
}

/** What its grantee was given is stopped with everything else of that party. */
const haltReasons = (link: GrantLink, instants: Instants): DecisionReason[] =>
  (link.halts ?? [])
    .filter(({ hold }) => stands(hold, instants) && hold.blocks.includes('USE'))
    .map(({ hold: { id } }) => ({
      ...{ code: 'GRANT_SUSPENDED' as const, link: linkOf(link), what: `EMERGENCY ${id}` },
    }));

function consentReasons({ consent: found }: GrantLink, { asOf }: Instants): DecisionReason[] {
  if (found === undefined) return [];
  const { consent, withdrawal } = found;
  const status = consentStatus(consent, withdrawal, asOf);
  if (status === 'GIVEN') return [];
  return [
    { code: `CONSENT_${status}` as const, link: { kind: 'CONSENT', id: consent.id }, what: status },
  ];
}

/** What grants above ask of one that so many levels are below them. */
function levelReasons(
  { links }: GrantClosure,
  level: number,
  instants: Instants,
): DecisionReason[] {
  const link = links[level];
  if (link === undefined) return [];
  return links.slice(0, level).flatMap((above, i) => {
    const { depth, recipients } = ownScope(above, instants);
    const found: DecisionReason['code'][] = [];
    if (depth < level - i) found.push('SUBGRANT_EXCEEDS_DEPTH');
    const isMember = recipients === undefined || isOfClass(link, recipients, instants);
    if (!isMember) found.push('SUBGRANT_EXCEEDS_RECIPIENT');
    return found.map((code) => ({ code, link: linkOf(above), what: link.grant.id }));
  });
}

/** Whether a grantee is verified and has a valid qualification of one of the classes. */
export function isOfClass(
  { grantee, qualifications }: Pick<GrantLink, 'grantee' | 'qualifications'>,
  classes: readonly string[],
  { asOf }: Pick<Instants, 'asOf'>,
): boolean {
  if (grantee === undefined) return false;
  if (grantee.state !== 'VERIFIED' && grantee.changedAt <= asOf) return false;
  return qualifications.some(
    (each) => classes.includes(each.code) && qualificationStatus(each, asOf) === 'VALID',
  );
}

function changesOf(links: GrantClosure['links'], instants: Instants): string[] {
  return links.flatMap((link) => [
    ...ownChanges(link, instants),
    ...(link.halts ?? []).map(({ hold }) => holdEnd(hold, instants.knownAt).at),
    ...link.qualifications.flatMap(({ validFrom, validTo }) => [validFrom, validTo]),
    ...(link.consent === undefined ? [] : [endOfDay(link.consent.consent.until)]),
  ]);
}

const nextOf = (changes: readonly string[], { asOf }: Instants): string | undefined =>
  changes.filter((at) => at > asOf).sort()[0];
