import { type BeaconStatement, millis } from '@shuquan/chaincode/model';
import type { MspId } from '../ledger/port.js';

/** How the witnesses of a channel share the work. All durations in milliseconds. */
export interface Rota {
  /** In the order in which they take turns. */
  readonly witnesses: readonly MspId[];
  /** From one beacon to the next. */
  readonly intervalMs: number;
  /** How long each further witness waits for the one before it. */
  readonly staggerMs: number;
  /** After this a statement is not worth confirming any more. */
  readonly staleMs: number;
}

/** A statement that waits for its quorum, as this witness judges it. */
export interface Pending {
  readonly proposer: MspId;
  readonly statement: BeaconStatement;
  readonly digest: string;
  readonly statedBy: readonly MspId[];
  readonly seenAt: number;
  /** Whether this witness found it true. */
  readonly acceptable: boolean;
}

export interface View {
  readonly me: MspId;
  readonly now: number;
  /** When this witness started or last woke. */
  readonly awakeSince: number;
  readonly latest: BeaconStatement | undefined;
  /** Statements of the number after the latest. */
  readonly pending: readonly Pending[];
}

export type Turn =
  | { readonly kind: 'PROPOSE'; readonly at: number }
  | { readonly kind: 'CONFIRM'; readonly at: number; readonly proposal: Pending };

/**
 * What this witness does next, and from when on. Witnesses take turns by number, and each waits a
 * little longer than the one before, so that in a quiet network a beacon costs two transactions:
 * one states, one confirms. Whoever’s turn it is may be away: then the next one steps in.
 */
export function nextTurn(view: View, rota: Rota): Turn {
  const best = bestOf(view, rota);
  if (best === undefined) return { kind: 'PROPOSE', at: proposeAt(view, rota) };
  const staleAt = millis(best.statement.time) + rota.staleMs;
  if (best.statedBy.includes(view.me)) {
    const at = Math.max(staleAt + waitOf(view, rota), restateAt(view, rota));
    return { kind: 'PROPOSE', at };
  }
  const count = rota.witnesses.length;
  const distance = indexOf(view.me, rota) - indexOf(best.proposer, rota) - 1;
  const at = best.seenAt + modulo(distance, count) * rota.staggerMs;
  return { kind: 'CONFIRM', at, proposal: best };
}

/** Two statements may race: all agree on the one whose proposer’s turn came first. */
function bestOf({ pending, now }: View, rota: Rota): Pending | undefined {
  const rank = ({ proposer, statement }: Pending): number =>
    rankOf(proposer, statement.number, rota);
  return pending
    .filter((p) => p.acceptable && millis(p.statement.time) + rota.staleMs > now)
    .sort((a, b) => rank(a) - rank(b))[0];
}

function proposeAt(view: View, rota: Rota): number {
  const { latest, awakeSince } = view;
  const due = latest === undefined ? awakeSince : millis(latest.time) + rota.intervalMs;
  // After a sleep everybody’s turn has passed: waiting starts again, or all would speak at once.
  return Math.max(Math.max(due, awakeSince) + waitOf(view, rota), restateAt(view, rota));
}

/** A statement nobody confirmed is made again, but never more often than beacons are due. */
function restateAt({ me, pending }: View, rota: Rota): number {
  const mine = pending.find(({ proposer }) => proposer === me);
  if (mine === undefined) return -Infinity;
  return millis(mine.statement.time) + Math.max(rota.staleMs, rota.intervalMs);
}

const waitOf = ({ me, latest }: View, rota: Rota): number =>
  rankOf(me, (latest?.number ?? 0) + 1, rota) * rota.staggerMs;

/** 0 for the witness whose turn a number is, 1 for the next one, … */
const rankOf = (mspId: MspId, number: number, rota: Rota): number =>
  modulo(indexOf(mspId, rota) - number, rota.witnesses.length);

const indexOf = (mspId: MspId, { witnesses }: Rota): number => witnesses.indexOf(mspId);
const modulo = (value: number, count: number): number => ((value % count) + count) % count;
