import { competent } from '../encumbrance/closure.js';
import {
  type Hold,
  holdChangedAt,
  holdEnd,
  type HoldHead,
  MAX_HOLDS,
  stands,
} from '../encumbrance/hold.js';
import { type ErrorCode, LedgerError } from '../errors.js';
import type { ActedBy } from '../operation/acted.js';
import { later } from '../schema.js';
import type { ControlInput, FreezeInput, LiftInput } from './inputs.js';
import { type EnforcementRules, requireOrderTerm } from './rules.js';

/** Who acts on a head, and until when at least. */
export interface HoldAct {
  readonly by: ActedBy;
  /** The time of the beacon cited: an order’s term is over only if this says so. */
  readonly notBefore: string;
}

/** Within a head time never runs backwards, whatever clients claim (ledger rule 3). */
export const afterAll = ({ orders }: HoldHead, { by }: HoldAct): ActedBy => ({
  ...by,
  at: orders.map(holdChangedAt).reduce(later, by.at),
});

/** Orders stand in the order in which they were appended: that is the queue (ledger rule 7). */
export function layHold(
  head: HoldHead,
  { id, caseNo, documentDigest, blocks, until, ...rest }: FreezeInput | ControlInput,
  term: EnforcementRules['freeze'],
  act: HoldAct,
): HoldHead {
  if (head.orders.some((each) => each.id === id)) {
    throw new LedgerError('ORDER_EXISTS', `Order ${id} stands there already.`, { order: id });
  }
  if (head.orders.length >= MAX_HOLDS) {
    throw new LedgerError('ORDERS_TOO_MANY', 'No more orders fit upon this.', { limit: MAX_HOLDS });
  }
  const ordered = afterAll(head, act);
  requireOrderTerm(until, ordered.at, term);
  const superiors = 'superiors' in rest ? (rest.superiors ?? []) : [];
  const made = { id, caseNo, documentDigest, blocks, until, superiors, ordered };
  return { ...head, orders: [...head.orders, { ...made, renewals: [], handOvers: [] }] };
}

/** Whose an entry is for an act, and what anybody else is told. */
interface Owning {
  readonly isOwn: (hold: Hold, by: ActedBy) => boolean;
  readonly notOwn: ErrorCode;
}

/**
 * An entry that still stands, for whoever it belongs to.
 *
 * @throws LedgerError ORDER_NOT_FOUND, ORDER_ENDED and `notOwn`
 */
export function openHold(
  head: HoldHead,
  id: string,
  { by, notBefore }: HoldAct,
  { isOwn, notOwn }: Owning,
): Hold {
  const hold = head.orders.find((each) => each.id === id);
  if (hold === undefined) {
    throw new LedgerError('ORDER_NOT_FOUND', `No order ${id} was laid upon this.`, { order: id });
  }
  if (!isOwn(hold, by)) {
    throw new LedgerError(notOwn, `${id} is the order of ${competent(hold)}.`, {
      ...{ order: id, by: competent(hold), caseNo: hold.caseNo },
    });
  }
  const now = later(notBefore, holdChangedAt(hold));
  const { at, how } = holdEnd(hold, now);
  if (at > now) return hold;
  throw new LedgerError('ORDER_ENDED', `${id} is ${how} since ${at}.`, {
    ...{ order: id, status: how, at },
  });
}

/** An order is its author’s in the same role: who manages a court’s certificates is no judge of it. */
const isCompetent = (hold: Hold, { uscc, role }: ActedBy): boolean =>
  competent(hold) === uscc && hold.ordered.role === role;
/** Its court, and a superior one that the order names. */
const mayLift = (hold: Hold, by: ActedBy): boolean =>
  isCompetent(hold, by) || (by.role === 'court' && hold.superiors.includes(by.uscc));

/** @throws LedgerError ORDER_NOT_FOUND, ORDER_NOT_LIFTED, ORDER_ENDED */
export function liftHold(
  head: HoldHead,
  { id, caseNo, documentDigest }: Pick<LiftInput, 'id' | 'caseNo' | 'documentDigest'>,
  act: HoldAct,
  executed?: string,
): HoldHead {
  openHold(head, id, act, { isOwn: mayLift, notOwn: 'ORDER_NOT_LIFTED' });
  const lifted = afterAll(head, act);
  const how = executed === undefined ? {} : { executed };
  return changed(head, id, (hold) => ({
    ...hold,
    lift: { caseNo, documentDigest, ...how, lifted },
  }));
}

export interface Prolonging {
  readonly id: string;
  readonly caseNo: string;
  readonly documentDigest: string;
  readonly until: string;
}

/** @throws LedgerError ORDER_NOT_FOUND, ORDER_NOT_OWN, ORDER_ENDED, ORDER_TERM_EXCEEDED, INPUT_INVALID */
export function renewHold(
  head: HoldHead,
  { id, caseNo, documentDigest, until }: Prolonging,
  term: EnforcementRules['freeze'],
  act: HoldAct,
): HoldHead {
  const hold = openHold(head, id, act, { isOwn: isCompetent, notOwn: 'ORDER_NOT_OWN' });
  const renewed = afterAll(head, act);
  requireOrderTerm(until, renewed.at, term);
  if (until <= holdEnd(hold, renewed.at).at) {
    throw new LedgerError('INPUT_INVALID', 'A renewal prolongs.', {
      issues: [{ pointer: '/until', message: 'Not after the end that it has' }],
    });
  }
  requireRoom(hold.renewals, MAX_RENEWALS);
  const entry = { caseNo, documentDigest, until, renewed };
  return changed(head, id, (each) => ({ ...each, renewals: [...each.renewals, entry] }));
}

const MAX_RENEWALS = 40;
const MAX_HAND_OVERS = 10;

function requireRoom(list: readonly unknown[], limit: number): void {
  if (list.length < limit) return;
  throw new LedgerError('ORDERS_TOO_MANY', 'The order takes no more of these.', { limit });
}

/** @throws LedgerError ORDER_NOT_FOUND, ORDER_NOT_OWN, ORDER_ENDED */
export function handOverHold(
  head: HoldHead,
  {
    id,
    caseNo,
    documentDigest,
    to,
  }: {
    readonly id: string;
    readonly caseNo: string;
    readonly documentDigest: string;
    readonly to: string;
  },
  act: HoldAct,
): HoldHead {
  const hold = openHold(head, id, act, { isOwn: isCompetent, notOwn: 'ORDER_NOT_OWN' });
  requireRoom(hold.handOvers, MAX_HAND_OVERS);
  const entry = { caseNo, documentDigest, to, handedOver: afterAll(head, act) };
  return changed(head, id, (each) => ({ ...each, handOvers: [...each.handOvers, entry] }));
}

/** Entries of a head that stand and are this court’s own. */
export function ownHolds({ orders }: HoldHead, { by, notBefore }: HoldAct): Hold[] {
  return orders.filter((hold) => {
    const now = later(notBefore, holdChangedAt(hold));
    return isCompetent(hold, by) && holdEnd(hold, now).at > now;
  });
}

const changed = (head: HoldHead, id: string, change: (hold: Hold) => Hold): HoldHead => ({
  ...head,
  orders: head.orders.map((each) => (each.id === id ? change(each) : each)),
});

/** Place of an entry among those of its head that stand; absent once it is over. */
export function positionIn({ orders }: HoldHead, id: string, at: string): number | undefined {
  const standing = orders.filter((hold) => stands(hold, { asOf: at, knownAt: at }));
  const place = standing.findIndex((hold) => hold.id === id);
  return place < 0 ? undefined : place + 1;
}
