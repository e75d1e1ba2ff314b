import {
  ListDocument,
  ProvDocument,
  VoucherPresentation,
  WithdrawConsentInput,
} from '@shuquan/chaincode/model';
import { AnchorsText, fileKinds } from '@shuquan/verifier';
import { z } from 'zod';
import { SignedAnswer } from '../routes/answer.js';

/** 证据卷, of a dispute or a pack, as the verifier reads it; its parts are texts of signed answers. */
export const DisputeFileText = z.strictObject({
  v: z.literal(1),
  kind: z.enum(fileKinds),
  manifest: z.string(),
  count: z.int(),
  parts: z.array(z.strictObject({ sha256: z.string(), answer: z.string() })),
});

/** What is carried from one to another as a file, and checked without the ledger. */
export const portableFiles: Readonly<Record<string, z.ZodType>> = {
  'signed-answer': SignedAnswer,
  'dispute-file': DisputeFileText,
  anchors: AnchorsText,
  'voucher-presentation': VoucherPresentation,
  'consent-withdrawal': WithdrawConsentInput,
  'list-document': ListDocument,
  'prov-document': ProvDocument,
};
