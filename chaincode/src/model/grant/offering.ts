import { endOfDay } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import type { ActedBy } from '../operation/acted.js';
import { refusePersonalData } from '../privacy.js';
import type { RegistrationCase } from '../registration/case.js';
import { type Instants, isDisputed } from '../registration/case-fold.js';
import { requireSettled } from '../registration/right.js';
import { requireUscc } from '../uscc.js';
import { type Excess, excesses } from './attenuation.js';
import type { GrantClosure, GrantGround, GrantLink } from './closure.js';
import { effectiveScope, isOfClass, lastOf } from './effect.js';
import { type Grant, termsDigestOf } from './grant.js';
import { boundOf, groundState } from './ground.js';
import type { OfferGrantInput } from './inputs.js';
import { levelBelow } from './meet.js';
import type { Within } from './order.js';
import type { DecisionReason } from './question.js';
import type { Bound, GrantScope } from './scope.js';
import { ownScope } from './status.js';

/** @throws LedgerError INPUT_INVALID, USCC_INVALID, PURPOSE_PROHIBITED, PERSONAL_DATA_REFUSED */
export function offerGrant(input: OfferGrantInput, within: Within, offered: ActedBy): Grant {
  const { id, grantee, source, scope, personal, textDigest } = input;
  const named = personal === undefined ? {} : { personal };
  const terms = { id, grantee, source, scope, ...named, textDigest };
  refusePersonalData({ id: terms.id });
  requireUscc(terms.grantee);
  const grantor = offered.uscc;
  if (terms.grantee === grantor) throw invalid('/grantee', 'Nobody grants to himself');
  const { prohibited, fields } = terms.scope;
  refuseExcess(excesses(terms.scope, { prohibited }, within), terms.id);
  const stray = terms.personal?.fields.find((field) => fields?.includes(field) === false);
  if (stray !== undefined) throw invalid('/personal/fields', `${stray} is not among the fields`);
  return { v: 1, grantor, ...terms, termsDigest: termsDigestOf({ grantor, ...terms }), offered };
}

const invalid = (pointer: string, message: string): LedgerError =>
  new LedgerError('INPUT_INVALID', `${pointer}: ${message}.`, { issues: [{ pointer, message }] });

/** What a grant is about to be made of, read when it is. */
export interface OfferGround {
  readonly ground: GrantGround;
  /** The case that registered the right: an open objection to it is a dispute. */
  readonly record: RegistrationCase | undefined;
  /** The grant above, with its chain. */
  readonly parent?: GrantClosure | undefined;
  /** Units left of the parent’s count, where it has one. */
  readonly left?: number | undefined;
  readonly recipient: Pick<GrantLink, 'grantee' | 'qualifications'>;
  readonly within: Within;
}

/**
 * 先确后授: a grant is made of a right that its grantor has and that is in force, or of a grant that
 * allows it, and is within that in every dimension.
 *
 * @throws LedgerError GRANT_EXPIRED; of a right RIGHT_NOT_HELD, RIGHT_NOT_ACTIVE, CERT_LAPSED,
 *   CERT_REVOKED, RESOURCE_NOT_ACTIVE, AGREEMENT_NOT_ACTIVE, DISPOSAL_PENDING, DISPUTE_OPEN; of a grant
 *   GRANT_NOT_HELD and the codes of its chain; SUBLICENSE_NOT_ALLOWED, PURPOSE_PROHIBITED,
 *   SUBGRANT_EXCEEDS_* with every violation in `params.violations`
 */
export function requireGrantable(grant: Grant, given: OfferGround, instants: Instants): void {
  if (instants.asOf >= endOfDay(grant.scope.term.to)) {
    throw new LedgerError('GRANT_EXPIRED', `The term of ${grant.id} is over.`, {
      grant: grant.id,
      ...grant.scope.term,
    });
  }
  requireUndisputed(given, instants);
  const bound =
    given.parent === undefined
      ? rightBound(grant, given, instants)
      : parentBound(grant, { ...given, parent: given.parent }, instants);
  const found = excesses(grant.scope, bound, given.within);
  refuseExcess([...found, ...wrongClass(given, bound, instants)], grant.id);
}

function requireUndisputed({ ground, record }: OfferGround, instants: Instants): void {
  requireSettled(ground);
  if (record === undefined || !isDisputed(record, instants)) return;
  throw new LedgerError('DISPUTE_OPEN', `An objection to ${ground.right.id} is open.`, {
    right: ground.right.id,
    case: record.id,
  });
}

function rightBound(grant: Grant, { ground, within }: OfferGround, instants: Instants): Bound {
  const { right } = ground;
  if (right.holder !== grant.grantor || !mayProvide(ground)) {
    throw new LedgerError(
      'RIGHT_NOT_HELD',
      `${grant.grantor} holds no right in ${right.id} to provide the data to others.`,
      { right: right.id, article: 'NATIONAL_2026/3' },
    );
  }
  const { bounds, reasons } = groundState(ground, instants);
  refuseReasons(reasons);
  const bound = boundOf(bounds, within);
  if (bound !== undefined) return bound;
  throw new LedgerError('GRANT_SCOPE_EMPTY', `Nothing can be granted of ${right.id}.`, {
    right: right.id,
  });
}

/** To provide data to others is OPERATE; a USE that was licensed to be passed on is passed on. */
const mayProvide = ({ right }: GrantGround): boolean =>
  right.right === 'OPERATE' ||
  (right.right === 'USE' && right.basis?.kind === 'LICENSE' && right.restrictions.resaleAllowed);

function parentBound(
  grant: Grant,
  { parent, left }: OfferGround & { readonly parent: GrantClosure },
  instants: Instants,
): Bound {
  const above = lastOf(parent.links).grant;
  if (above.grantee !== grant.grantor) {
    throw new LedgerError('GRANT_NOT_HELD', `${above.id} was not granted to ${grant.grantor}.`, {
      grant: above.id,
    });
  }
  const { scope, reasons } = effectiveScope(parent, instants);
  refuseReasons(reasons);
  const bound = scope && levelBelow(scope);
  if (bound === undefined) throw tooDeep(parent, instants);
  return left === undefined ? bound : { ...bound, count: left };
}

/** A grant that could have sub-licences and has none forbids them; otherwise the chain is at its end. */
function tooDeep({ links }: GrantClosure, instants: Instants): LedgerError {
  const parent = lastOf(links);
  const depths = links.map((link, i) => ownScope(link, instants).depth - (links.length - 1 - i));
  const inherited = depths.slice(0, -1);
  const isOwnChoice = inherited.every((depth) => depth > 0);
  const { id } = parent.grant;
  const violations = [{ code: 'SUBGRANT_EXCEEDS_DEPTH' }];
  return isOwnChoice
    ? new LedgerError('SUBLICENSE_NOT_ALLOWED', `${id} allows no sub-licence.`, { grant: id })
    : new LedgerError('SUBGRANT_EXCEEDS_DEPTH', `No level is left below ${id}.`, {
        ...{ grant: id, violations },
      });
}

function wrongClass(
  { recipient }: OfferGround,
  { recipients }: Bound,
  instants: Instants,
): Excess[] {
  if (recipients === undefined || isOfClass(recipient, recipients, instants)) return [];
  return [
    { code: 'SUBGRANT_EXCEEDS_RECIPIENT', asked: recipient.grantee?.uscc, allowed: recipients },
  ];
}

/** The first reason is the error; all of them are its parameters. */
function refuseReasons(reasons: readonly DecisionReason[]): void {
  const [first] = reasons;
  if (first === undefined) return;
  const { code, link, what } = first;
  throw new LedgerError(code, `${link.kind} ${link.id} stands against it: ${what ?? code}.`, {
    link: link.id,
    reasons,
  });
}

/** The first violation is the error; all of them are its parameters. */
export function refuseExcess(violations: readonly Excess[], grant: string): void {
  const [first] = violations;
  if (first === undefined) return;
  const unique = [...new Map(violations.map((each) => [each.code, each])).values()];
  throw new LedgerError(
    first.code,
    `${grant} goes beyond what it is made of: ${unique.map(({ code }) => code).join(', ')}.`,
    { grant, violations: unique },
  );
}

/** A scope as it stands after a narrowing: what was prohibited stays so. */
export const keepingProhibited = (scope: GrantScope, before: GrantScope): GrantScope => {
  const prohibited = [...new Set([...(before.prohibited ?? []), ...(scope.prohibited ?? [])])];
  return prohibited.length === 0 ? scope : { ...scope, prohibited: prohibited.sort() };
};
