import type { Code } from '../../errors.js';
import { GatewayError } from '../../errors.js';

/** peer/transaction.proto, TxValidationCode. */
export const VALID = 0;

/** Codes that tell the caller something; every other one is ENDORSEMENT_FAILED. */
const meanings: Readonly<Record<number, { readonly code: Code; readonly message: string }>> = {
  4: {
    code: 'SIGNATURE_INVALID',
    message: 'The transaction’s signature is not one by the key of its certificate.',
  },
  9: { code: 'TRANSACTION_DUPLICATE', message: 'The transaction is on the ledger already.' },
  10: {
    code: 'ENDORSEMENT_POLICY_FAILURE',
    message: 'The organisations that endorsed do not meet the policy of what was written.',
  },
  11: { code: 'LEDGER_CONFLICT', message: 'Another transaction changed a record that was read.' },
  12: { code: 'LEDGER_CONFLICT', message: 'Another transaction changed a range that was read.' },
  // The definition was upgraded between endorsement and commit: a new proposal meets the new one.
  18: { code: 'LEDGER_CONFLICT', message: 'The chaincode was upgraded meanwhile.' },
};

/** The error of a transaction that is on the ledger and had no effect. */
export function invalidated(txId: string, validationCode: number): GatewayError {
  const { code, message } = meanings[validationCode] ?? {
    code: 'ENDORSEMENT_FAILED',
    message: `The peers invalidated the transaction with code ${validationCode}.`,
  };
  return new GatewayError(code, message, { txId, validationCode });
}

/** peer/transaction.proto, TxValidationCode: the names that mean something here. */
const names: Readonly<Record<string, number>> = {
  VALID,
  BAD_CREATOR_SIGNATURE: 4,
  DUPLICATE_TXID: 9,
  ENDORSEMENT_POLICY_FAILURE: 10,
  MVCC_READ_CONFLICT: 11,
  PHANTOM_READ_CONFLICT: 12,
  EXPIRED_CHAINCODE: 18,
};
/** INVALID_OTHER_REASON. */
const OTHER = 255;

/** The number of a validation code that an SDK gave by its name. */
export const validationCodeOf = (name: string): number => names[name] ?? OTHER;

/** Nobody who was asked knows the transaction yet; it may still be committed. */
export function outcomeUnknown(txId: string, cause: unknown): GatewayError {
  return new GatewayError(
    'LEDGER_OUTCOME_UNKNOWN',
    'Whether the transaction was committed could not be learned in time. Ask for it by its id; do not send it again.',
    { txId },
    { cause },
  );
}
