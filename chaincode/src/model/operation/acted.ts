import { z } from 'zod';
import { type Actor, Custody, Role } from '../access.js';
import { Hex256, Instant, later, type Moment, MspId, TransactionId, Uscc } from '../schema.js';

/** Who did something, with which key, and when. The transaction bears the signature itself. */
export const ActedBy = z
  .strictObject({
    uscc: Uscc,
    mspId: MspId,
    role: Role,
    fingerprint: Hex256,
    custody: Custody,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'ActedBy' });
export type ActedBy = z.infer<typeof ActedBy>;

/** @param after what happened to the record before: time never runs backwards within it (rule 3) */
export function acted(
  { uscc, mspId, role, fingerprint, custody }: Actor,
  { time, txId }: Moment,
  after = time,
): ActedBy {
  return { uscc, mspId, role, fingerprint, custody, at: later(time, after), txId };
}
