import { LedgerError } from '../errors.js';
import type { Check } from './check.js';
import type { RightsCheck } from './rights.js';

/** Who relies on an answer, for what, and when. */
export interface Relying {
  readonly audience: string;
  readonly nonce: string;
  /** Digest of the terms that it is relied on for. */
  readonly terms: string;
  readonly seller: string;
  readonly at: string;
  /** The beacon that the act cites. */
  readonly beacon: number;
  /** What was relied on already. */
  readonly used: { readonly by: string } | undefined;
}

/**
 * An answer is good for whom it was made, for what it was made, once, and for a while.
 *
 * @throws LedgerError ANSWER_NOT_FOUND, ANSWER_AUDIENCE_MISMATCH, ANSWER_TERMS_MISMATCH,
 *   ANSWER_EXPIRED, ANSWER_USED
 */
export function requireReliable(check: Check, relying: Relying): RightsCheck {
  const { txId } = check;
  const refuse = (
    code: 'ANSWER_AUDIENCE_MISMATCH' | 'ANSWER_TERMS_MISMATCH' | 'ANSWER_EXPIRED' | 'ANSWER_USED',
    why: string,
    more: object = {},
  ): LedgerError => new LedgerError(code, `The answer ${txId} ${why}.`, { check: txId, ...more });
  if (check.kind !== 'RIGHTS') {
    throw new LedgerError('ANSWER_NOT_FOUND', `${txId} is no rights check.`, { check: txId });
  }
  if (check.audience !== relying.audience || check.nonce !== relying.nonce) {
    throw refuse('ANSWER_AUDIENCE_MISMATCH', 'was made for somebody else', {
      audience: check.audience,
    });
  }
  if (check.terms !== relying.terms || check.seller !== relying.seller) {
    throw refuse('ANSWER_TERMS_MISMATCH', 'was made for other terms', { terms: check.terms });
  }
  const isLate = check.lastBeacon !== undefined && relying.beacon > check.lastBeacon;
  if (isLate || relying.at >= check.validUntil) {
    throw refuse('ANSWER_EXPIRED', `was good until ${check.validUntil}`, {
      validUntil: check.validUntil,
    });
  }
  if (relying.used === undefined) return check;
  throw refuse('ANSWER_USED', 'was relied on already', { by: relying.used.by });
}
