import { z } from 'zod';
import { endOfDay } from '../clock/index.js';
import { HolderId } from '../holder.js';
import { Asked } from '../registration/case.js';
import { CertificateStatus, RightView } from '../registration/certificate.js';
import { CertificateNo } from '../registration/certificate-number.js';
import { Code, DateText, Id, Instant, instant, millis, Uscc } from '../schema.js';
import { Nonce } from '../voucher/presentation.js';

const asking = {
  holder: HolderId,
  right: Id,
  /** The balance-sheet date: the answer speaks of the end of this day in Shanghai. */
  on: DateText,
  /** The auditor, or the company that reports. */
  audience: Uscc,
  nonce: Nonce,
};
export const RecognitionInput = z
  .strictObject({ ...asking, knownAt: Instant.optional() })
  .meta({ id: 'RecognitionInput' });

/** Why the right does not show it: NOT_THE_HOLDER, or what the right was that day. */
const Reason = z.strictObject({ code: Code, article: z.string() });

/**
 * 数据资产入表: whether a party lawfully owned or controlled data on a balance-sheet date, as its
 * registration shows (NATIONAL_2026/31(2)). What stands against the right is told beside the verdict
 * and does not change it: who pledged an asset has it still.
 */
export const RecognitionAnswer = z
  .strictObject({
    ...asking,
    purpose: z.literal('BALANCE_SHEET_RECOGNITION'),
    article: z.literal('NATIONAL_2026/31'),
    verdict: z.enum(['OWNED_OR_CONTROLLED', 'NOT_SHOWN']),
    reasons: z.array(Reason),
    entry: RightView,
    certificates: z.array(z.strictObject({ no: CertificateNo, status: CertificateStatus })),
    asked: Asked,
  })
  .meta({ id: 'RecognitionAnswer' });
export type RecognitionAnswer = z.infer<typeof RecognitionAnswer>;

const ARTICLE = 'NATIONAL_2026/31';

/** The last instant of the day. */
export const recognizedAt = (on: string): string => instant(millis(endOfDay(on)) - 1);

/** A right that rests, lapsed or was given away that day shows no control; neither does another’s. */
export function recognitionOf(
  { right, state }: RightView,
  holder: string,
): Pick<RecognitionAnswer, 'purpose' | 'article' | 'verdict' | 'reasons'> {
  const reasons = [
    ...(right.holder === holder ? [] : [{ code: 'NOT_THE_HOLDER', article: right.article }]),
    ...(state.status === 'ACTIVE'
      ? []
      : state.reasons.map(({ code, article }) => ({ code, article }))),
  ];
  const verdict = reasons.length === 0 ? 'OWNED_OR_CONTROLLED' : 'NOT_SHOWN';
  return { purpose: 'BALANCE_SHEET_RECOGNITION', article: ARTICLE, verdict, reasons };
}
