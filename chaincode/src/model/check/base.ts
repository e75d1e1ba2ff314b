import { z } from 'zod';
import { Instant, MspId, TransactionId, Uscc } from '../schema.js';
import { Nonce } from '../voucher/presentation.js';

/**
 * What every answer has that was submitted: `check~txid`. Its place among the commits is what proves
 * it, and it is good for one audience, once, for a while (ledger rules 14 and 15).
 */
export const checkBase = {
  v: z.literal(1),
  txId: TransactionId,
  /** Who asked, and by whose certificate. */
  by: Uscc,
  mspId: MspId,
  at: Instant,
  /** The last beacon before it. */
  beacon: z.int().min(0),
  /** Whom the answer is for: nobody else may rely on it. */
  audience: Uscc,
  nonce: Nonce,
  /** From this instant on nobody relies on it any more. */
  validUntil: Instant,
};

export const CheckBase = z.strictObject(checkBase).meta({ id: 'CheckBase' });
export type CheckBase = z.infer<typeof CheckBase>;
