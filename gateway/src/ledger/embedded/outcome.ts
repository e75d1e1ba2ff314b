import { GatewayError } from '../../errors.js';

/** The disk did not answer before the deadline. */
export const outcomeUnknown = (txId: string): GatewayError =>
  new GatewayError(
    'LEDGER_OUTCOME_UNKNOWN',
    'The disk did not confirm the transaction in time. Ask for its state by its id.',
    { txId },
  );

/** Fabric’s validation codes, as what they mean to whoever submitted. */
export function requireValid({ code, block }: { code: number; block: number }, txId: string): void {
  if (code === 0) return;
  const params = { txId, block: String(block), validationCode: code };
  switch (code) {
    case 9:
      throw new GatewayError(
        'TRANSACTION_DUPLICATE',
        'A transaction with this id is on the ledger already.',
        params,
      );
    case 10:
      throw new GatewayError(
        'ENDORSEMENT_POLICY_FAILURE',
        'The endorsements do not meet the policy of what the transaction writes.',
        params,
      );
    case 11:
    case 12:
      throw new GatewayError(
        'LEDGER_CONFLICT',
        'Another transaction changed what this one had read. Try again.',
        params,
      );
    default:
      throw new GatewayError(
        'ENDORSEMENT_FAILED',
        `The transaction was marked invalid with code ${String(code)}.`,
        params,
      );
  }
}
