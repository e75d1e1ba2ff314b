import { Hex256, Id, Instant, TransactionId, Uscc } from '@shuquan/chaincode/model';
import { z } from 'zod';

/** What a registrar deposits in the national registration service system (NATIONAL_2026/24, 26). */
export const NationalDeposit = z
  .strictObject({
    caseId: Id,
    registrar: Uscc,
    /** SHA-256 of the registration record’s canonical JSON. */
    recordDigest: Hex256,
    /** Where the same record was deposited on this ledger. */
    depositTxId: TransactionId,
    ruleProfile: Id,
  })
  .meta({ id: 'NationalDeposit' });
export type NationalDeposit = z.infer<typeof NationalDeposit>;

/** What the national system says it has; its time is the legal moment of registration. */
export const AnsweredReceipt = z.strictObject({
  id: z.string().regex(/^NDR-\d{8}-\d{6}$/),
  time: Instant,
  recordDigest: Hex256,
  caseId: Id,
});
export type AnsweredReceipt = z.infer<typeof AnsweredReceipt>;

/** By this the national system names what it was sent. Opaque here. */
export const Submission = z.strictObject({ id: z.string().min(1).max(256) });
export type Submission = z.infer<typeof Submission>;

export const ReceiptAnswer = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('PENDING') }),
  z.strictObject({ state: z.literal('RECEIVED'), receipt: AnsweredReceipt }),
  /** It will not take this deposit; asking again does not help. */
  z.strictObject({ state: z.literal('REFUSED'), reason: z.string().min(1).max(400) }),
]);
export type ReceiptAnswer = z.infer<typeof ReceiptAnswer>;

/**
 * The national system, as a connector reaches it. Its real interface is not published, so a
 * connector is one file: see `open.ts`.
 *
 * A connector MUST keep these promises:
 * - The same case and record digest deposited again is the same submission, whatever happened to
 *   the first answer: after a crash the courier sends everything again.
 * - What it can not learn, it throws; then it is asked again later, less and less often.
 * - It ends soon after `signal` aborts.
 *
 * What it answers is not trusted: a receipt goes to the ledger as it is, and the rules compare.
 */
export interface NationalRegistry {
  /** Whether receipts are make-believe. Every face that shows one must say so. */
  readonly isSimulated: boolean;
  deposit(deposit: NationalDeposit, signal?: AbortSignal): Promise<Submission>;
  receipt(submissionId: string, signal?: AbortSignal): Promise<ReceiptAnswer>;
  /** Twice is fine. */
  close(): Promise<void>;
}
