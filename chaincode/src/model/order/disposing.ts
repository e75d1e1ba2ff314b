import { blocking } from '../encumbrance/unencumbered.js';
import type { Encumbrance } from '../encumbrance/encumbrance.js';
import { LedgerError } from '../errors.js';
import type { ActedBy } from '../operation/acted.js';
import { rightId } from '../registration/effects.js';
import {
  type Disposition,
  type Registration,
  requireSettled,
  type RightClosure,
  type RightsEntry,
  type RightState,
} from '../registration/right.js';
import type { z } from 'zod';
import type { TransferByOrderInput } from './inputs.js';

/** 民法典 229: what a court decides about a right takes effect with its document. */
const ARTICLE = 'CIVIL_CODE/229';

/**
 * A court disposes of what there is, and not past another court’s order: that one came first, and
 * what the right is worth is for it to deal out.
 *
 * @throws LedgerError DISPOSAL_PENDING, RIGHT_NOT_ACTIVE, ASSET_FROZEN
 */
export function requireDisposableByOrder(
  closure: RightClosure,
  state: RightState,
  encumbrances: readonly Encumbrance[],
  { uscc }: ActedBy,
): void {
  const { id, article } = closure.right;
  requireSettled(closure);
  if (state.status !== 'ACTIVE' && state.status !== 'SUSPENDED') {
    throw new LedgerError('RIGHT_NOT_ACTIVE', `${id} is ${state.status}.`, {
      ...{ right: id, status: state.status, article },
    });
  }
  const first = blocking(encumbrances, 'DISPOSE').find(({ kind }) => kind === 'FREEZE');
  if (first === undefined || first.by === uscc) return;
  throw new LedgerError('ASSET_FROZEN', `${id} is frozen by ${first.by ?? 'another court'}.`, {
    ...{ right: id, order: first.id, by: first.by, caseNo: first.caseNo },
  });
}

/** The moment at which an order’s effect is registered: its own (民法典 229). */
export const registrationByOrder = (
  { id, documentDigest }: { readonly id: string; readonly documentDigest: string },
  { at, txId }: ActedBy,
): Registration => ({
  ...{ v: 1, case: id, registeredAt: at, knownAt: at },
  ...{ recordDigest: documentDigest, depositTxId: txId, txId },
});

export const cancelledByOrder = (order: string, txId: string): Disposition => ({
  ...{ kind: 'CANCELLED', case: order, order, txId },
});

/** What the transferee gets, as a transfer under the register’s rules would make it. */
export function transferredByOrder(
  { right }: RightClosure,
  { until = '', parts }: RightState,
  { id: order, to }: Pick<z.infer<typeof TransferByOrderInput>, 'id' | 'to'>,
  { place, txId }: { readonly place: number; readonly txId: string },
): { readonly made: RightsEntry; readonly entry: Disposition } {
  const id = rightId(order, place);
  const basis =
    right.basis?.kind === 'LICENSE' ? right.basis : { kind: 'TRANSFER' as const, right: right.id };
  return {
    made: {
      ...right,
      ...{ id, holder: to, parts, limit: until, basis, case: order, article: ARTICLE, txId },
    },
    entry: { kind: 'TRANSFERRED', parts, to: id, case: order, order, txId },
  };
}
