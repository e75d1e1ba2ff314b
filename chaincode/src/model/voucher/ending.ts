import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { LedgerError } from '../errors.js';
import { Tombstone } from '../evidence.js';
import { CaseActor } from '../registration/case-steps.js';
import { FieldsCommitment } from '../registration/fields.js';
import { Id, Instant, line, TransactionId } from '../schema.js';
import { holderStatement } from './presentation.js';
import { HolderSignature, requireSigned, type SignatureCheck } from './signature.js';
import { statementText } from './statement.js';
import type { AssetVoucher } from './voucher.js';

export const RevokeVoucherInput = z
  .strictObject({ voucher: Id, reasons: line(200), beacon: BeaconCitation.optional() })
  .meta({ id: 'RevokeVoucherInput' });
export const VoucherRevocation = z
  .strictObject({
    v: z.literal(1),
    ...RevokeVoucherInput.omit({ beacon: true }).shape,
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'VoucherRevocation' });
export type VoucherRevocation = z.infer<typeof VoucherRevocation>;

export const ErasureRequest = z
  .strictObject({ signedAt: Instant, signature: HolderSignature })
  .meta({ id: 'ErasureRequest', description: 'The holder asks, signed with its own key' });

export const EraseVoucherInput = z
  .strictObject({
    voucher: Id,
    reason: Tombstone.shape.reason,
    legalBasis: line(100),
    request: ErasureRequest.optional(),
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'EraseVoucherInput' });
export type EraseVoucherInput = z.infer<typeof EraseVoucherInput>;

/** What is left of the data: why it went, and the roots over what it was. */
export const VoucherTombstone = z
  .strictObject({
    v: z.literal(1),
    ...EraseVoucherInput.omit({ beacon: true }).shape,
    roots: z.array(FieldsCommitment).min(1).max(10),
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'VoucherTombstone' });
export type VoucherTombstone = z.infer<typeof VoucherTombstone>;

/**
 * The court, the subject itself, or the issuer: on the subject’s signed request, or for a reason of its
 * own (PIPL 47).
 *
 * @throws LedgerError CALLER_FORBIDDEN, SIGNATURE_INVALID
 */
export function requireErasable(
  voucher: AssetVoucher,
  { reason, request }: EraseVoucherInput,
  by: CaseActor,
  { channel, crypto }: { readonly channel: string; readonly crypto: SignatureCheck },
): void {
  if (request !== undefined) {
    const text = statementText(
      'voucher-erasure',
      channel,
      holderStatement(voucher, request.signedAt),
    );
    requireSigned({ key: voucher.key, text, signature: request.signature }, crypto);
  }
  if (by.role === 'court' || voucher.subject === by.uscc) return;
  const mayIssuer = reason !== 'SUBJECT_REQUEST' || request !== undefined;
  if (voucher.issuer === by.uscc && mayIssuer) return;
  throw new LedgerError(
    'CALLER_FORBIDDEN',
    `The data of ${voucher.id} is erased by its subject, the court, or its issuer on a signed request.`,
    { voucher: voucher.id, article: 'PIPL/47' },
  );
}
