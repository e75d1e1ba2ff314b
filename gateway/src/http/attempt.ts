import type { Intent } from '../index/outcomes.js';
import type { Committed } from '../ledger/port.js';

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
