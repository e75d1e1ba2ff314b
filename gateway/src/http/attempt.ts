import type { Committed, TransactionName } from '../ledger/port.js';

/** What a request is about to put on the ledger, so that it can be found there after a crash. */
export type Intent =
  | {
      readonly kind: 'input';
      readonly name: TransactionName;
      /** `inputDigest` of the transaction’s input. */
      readonly digest: string;
      readonly fingerprint: string;
    }
  | { readonly kind: 'transaction'; readonly txId: string };

/** One request’s run under its Idempotency-Key. */
export interface Attempt {
  /**
   * Makes durable what is about to be sent. Resolves to the outcome where an earlier run of the
   * same request already had it committed; then nothing is sent again.
   *
   * @throws GatewayError LEDGER_OUTCOME_UNKNOWN while an earlier run’s outcome is not known
   */
  begin(intent: Intent): Promise<Committed<unknown> | undefined>;
}

/** Of requests that change nothing. */
export const noAttempt: Attempt = { begin: () => Promise.resolve(undefined) };
