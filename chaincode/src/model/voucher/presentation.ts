import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { LedgerError } from '../errors.js';
import { CaseActor } from '../registration/case-steps.js';
import { Hex256, Id, Instant, TransactionId, Uscc } from '../schema.js';
import { FeedbackOutcome } from './codes.js';
import { HolderSignature, isSigned, requireSigned, type SignatureCheck } from './signature.js';
import { statementText } from './statement.js';
import { type AssetVoucher, voucherDigest } from './voucher.js';

/** 128 random bits and more, of the verifier’s own making. */
export const Nonce = z
  .string()
  .regex(/^(?:[0-9a-f]{2}){16,32}$/)
  .meta({ id: 'Nonce', description: '16 to 32 random bytes of the verifier, lower-case hex' });

/** A voucher shown to one verifier, in answer to its nonce; signed by the holder’s own key. */
export const VoucherPresentation = z
  .strictObject({
    v: z.literal(1),
    kind: z.literal('shuquan.voucher-presentation'),
    channel: Id,
    voucher: Id,
    /** Of the voucher’s record: it is this very one. */
    digest: Hex256,
    verifier: Uscc,
    nonce: Nonce,
    /** When the holder signed, by its own clock. */
    signedAt: Instant,
    signature: HolderSignature,
  })
  .meta({ id: 'VoucherPresentation' });
export type VoucherPresentation = z.infer<typeof VoucherPresentation>;

/** What the holder signs for a presentation. */
export const presentationText = ({
  signature: _signature,
  channel,
  ...stated
}: Omit<VoucherPresentation, 'signature'> & { readonly signature?: string }): string =>
  statementText('voucher-presentation', channel, stated);

export const presentedFor = (
  { verifier }: Pick<VoucherPresentation, 'verifier'>,
  voucher: AssetVoucher,
  asking: string,
): boolean => verifier === asking && voucher.verifier === asking;

export const presentsThis = (
  presentation: VoucherPresentation,
  voucher: AssetVoucher,
  channel: string,
): boolean =>
  presentation.voucher === voucher.id &&
  presentation.digest === voucherDigest(voucher) &&
  presentation.channel === channel;

export const isHeld = (
  presentation: VoucherPresentation,
  { key }: Pick<AssetVoucher, 'key'>,
  crypto: SignatureCheck,
): boolean => {
  const { signature } = presentation;
  return isSigned({ key, text: presentationText(presentation), signature }, crypto);
};

/**
 * What can be told of a presentation without its voucher’s fate.
 *
 * @throws LedgerError VOUCHER_VERIFIER_MISMATCH, VOUCHER_PRESENTATION_MISMATCH, SIGNATURE_INVALID
 */
export function requirePresented(
  presentation: VoucherPresentation,
  voucher: AssetVoucher,
  { channel, asking, crypto }: { channel: string; asking: string; crypto: SignatureCheck },
): void {
  if (!presentedFor(presentation, voucher, asking)) {
    throw new LedgerError(
      'VOUCHER_VERIFIER_MISMATCH',
      `Voucher ${voucher.id} was not issued, or not shown, to the caller.`,
      { voucher: voucher.id },
    );
  }
  if (!presentsThis(presentation, voucher, channel)) {
    throw new LedgerError(
      'VOUCHER_PRESENTATION_MISMATCH',
      `The presentation is of another voucher than ${voucher.id}.`,
      { voucher: voucher.id },
    );
  }
  const { signature } = presentation;
  requireSigned({ key: voucher.key, text: presentationText(presentation), signature }, crypto);
}

export const ConsumeInput = z
  .strictObject({
    voucher: Id,
    presentation: VoucherPresentation,
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'ConsumeInput' });

/** One use. Signed twice: by the holder in the presentation, by the verifier as a transaction. */
export const VoucherUse = z
  .strictObject({
    v: z.literal(1),
    voucher: Id,
    number: z.int().min(1).max(100),
    presentation: VoucherPresentation,
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'VoucherUse' });
export type VoucherUse = z.infer<typeof VoucherUse>;

export const FeedbackInput = z
  .strictObject({
    voucher: Id,
    use: z.int().min(1).max(100),
    outcome: FeedbackOutcome,
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'FeedbackInput' });

/** 使用反馈. A sum or a word about the subject goes into the private note. */
export const VoucherFeedback = z
  .strictObject({
    v: z.literal(1),
    ...FeedbackInput.omit({ beacon: true }).shape,
    /** SHA-256(seed ‖ note). */
    commitment: Hex256.optional(),
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'VoucherFeedback' });
export type VoucherFeedback = z.infer<typeof VoucherFeedback>;

export const AcknowledgeInput = z
  .strictObject({
    voucher: Id,
    signedAt: Instant,
    signature: HolderSignature,
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'AcknowledgeInput' });

/** 签收: the holder has the voucher. */
export const VoucherReceipt = z
  .strictObject({
    v: z.literal(1),
    ...AcknowledgeInput.omit({ beacon: true }).shape,
    digest: Hex256,
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'VoucherReceipt' });
export type VoucherReceipt = z.infer<typeof VoucherReceipt>;

/** What the holder signs about a voucher that it has: for a receipt, or to ask for erasure. */
export const holderStatement = (voucher: AssetVoucher, signedAt: string): object => ({
  voucher: voucher.id,
  digest: voucherDigest(voucher),
  signedAt,
});
