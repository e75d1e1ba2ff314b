import {
  DispatchInput,
  ListDocument,
  ProvDocument,
  VoucherPresentation,
  WithdrawConsentInput,
} from '@shuquan/chaincode/model';
import { AnchorsText, ArchiveIndex, fileKinds } from '@shuquan/verifier';
import { z } from 'zod';
import { ManifestLine } from '../delivery/manifest.js';
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
  'archive-index': ArchiveIndex,
  // Of a package: each line of manifest.jsonl, and what the sender signed over it.
  'delivery-manifest-line': ManifestLine,
  'delivery-dispatch': DispatchInput,
  anchors: AnchorsText,
  'voucher-presentation': VoucherPresentation,
  'consent-withdrawal': WithdrawConsentInput,
  'list-document': ListDocument,
  'prov-document': ProvDocument,
};
