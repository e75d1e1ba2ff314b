import { canonicalize } from '../canonical.js';

/** What holders, and parties to a delivery, sign with keys of their own. */
export type StatementKind =
  | ('consent' | 'consent-withdrawal')
  | ('voucher-receipt' | 'voucher-presentation' | 'voucher-erasure')
  | 'person-act'
  | ('delivery-key' | 'delivery-dispatch' | 'delivery-arrival' | 'delivery-receipt')
  | ('delivery-dispute' | 'delivery-answer');

/**
 * The text that a holder signs. Kind and channel are part of it: what was signed for one thing, or one
 * channel, is good for no other.
 */
export const statementText = (kind: StatementKind, channel: string, fields: object): string =>
  canonicalize({ ...fields, v: 1, kind: `shuquan.${kind}`, channel });
