import type { DisputeHead } from '../encumbrance/dispute.js';
import { LedgerError } from '../errors.js';

/** As many open disputes as one right can have, and as many of the past as its head still names. */
export const MAX_OPEN = 50;
const MAX_CLOSED = 200;

interface Entry {
  readonly id: string;
  readonly since: string;
}

export const hasRoom = (head: DisputeHead | undefined): boolean =>
  (head?.open.length ?? 0) < MAX_OPEN;

/** @throws LedgerError DISPUTE_TOO_MANY */
export function withOpen(
  known: DisputeHead | undefined,
  right: string,
  { id, since }: Entry,
): DisputeHead {
  const head = known ?? { v: 1 as const, right, open: [], closed: [] };
  if (hasRoom(head)) return { ...head, open: [...head.open, { case: id, since }] };
  throw new LedgerError('DISPUTE_TOO_MANY', `${right} has as many open disputes as it can.`, {
    ...{ right, limit: MAX_OPEN },
  });
}

/**
 * An id that somebody else chose as well is told apart by the instant at which it began to block.
 *
 * @returns `undefined` where it does not stand
 */
export function withClosed(
  head: DisputeHead | undefined,
  { id, since }: Entry,
  end: { readonly until: string; readonly outcome: string },
): DisputeHead | undefined {
  const at = head?.open.findIndex((each) => each.case === id && each.since === since) ?? -1;
  if (head === undefined || at < 0) return undefined;
  const closed = [...head.closed, { case: id, since, ...end }].slice(-MAX_CLOSED);
  return { ...head, open: head.open.filter((_, i) => i !== at), closed };
}
