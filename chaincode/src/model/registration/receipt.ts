import { LedgerError } from '../errors.js';
import { millis } from '../schema.js';
import type { Act } from './case-acts.js';
import type { NationalDepositReceipt, StepOf } from './case-steps.js';

/**
 * The receipt must be of this very record, and its time one that can be: after the deposit, and not
 * in the future (NATIONAL_2026/24, 26).
 *
 * @throws LedgerError ROOT_MISMATCH, RECEIPT_TIME_IMPLAUSIBLE
 */
export function requireReceipt(
  deposited: StepOf<'DEPOSITED'>,
  receipt: NationalDepositReceipt,
  { act, skewSeconds }: { readonly act: Act; readonly skewSeconds: number },
): void {
  const { article, recordDigest } = deposited;
  if (receipt.recordDigest !== recordDigest) {
    throw new LedgerError(
      'ROOT_MISMATCH',
      'The national receipt is of another record than the one deposited. Do not certify; ask there.',
      { receipt: receipt.id, expected: recordDigest, found: receipt.recordDigest, article },
    );
  }
  const skew = skewSeconds * 1000;
  const [from, to] = [millis(deposited.notBefore) - skew, millis(act.moment.time) + skew];
  const time = millis(receipt.time);
  if (from <= time && time <= to) return;
  throw new LedgerError(
    'RECEIPT_TIME_IMPLAUSIBLE',
    `The receipt’s time ${receipt.time} lies before the deposit or in the future.`,
    { receipt: receipt.id, time: receipt.time, depositedAfter: deposited.notBefore, article },
  );
}
