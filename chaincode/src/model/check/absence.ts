import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { HolderId } from '../holder.js';
import { VersionRef } from '../registration/description.js';
import { RightType } from '../registration/codes.js';
import { Asked } from '../registration/case.js';
import { Code, Hex256, Id, Instant, instant, millis, TransactionId, Uscc } from '../schema.js';
import { Nonce } from '../voucher/presentation.js';
import { checkBase } from './base.js';

/** A negative answer is relied on for a day, as a rights check is. */
const VALID_SECONDS = 86_400;

/** Keys of one range that are read to its end in one answer; more is another question. */
export const MAX_ABSENCE_KEYS = 200;

/** EXACT: SHA-256 of a file. ROWS: the digest over its rows, whatever their order. */
const DataDigest = z.strictObject({ tier: z.enum(['EXACT', 'ROWS']), hex: Hex256 });

/** Which rights a question is about. */
const Where = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('DIGEST'), digest: DataDigest }),
  z.strictObject({ kind: z.literal('DATA'), data: VersionRef }),
  z.strictObject({ kind: z.literal('HOLDER'), holder: HolderId }),
  z.strictObject({ kind: z.literal('RIGHT'), right: Id }),
]);
export type AbsenceWhere = z.infer<typeof Where>;

/**
 * RECORD: neither evidence nor an application has this digest. RIGHT: nobody has a right that is in
 * force. ENCUMBRANCE: nothing stands against any such right, nor against the holder asked about.
 */
export const AbsenceQuestion = z
  .discriminatedUnion('of', [
    z.strictObject({ of: z.literal('RECORD'), digest: DataDigest }),
    z.strictObject({ of: z.literal('RIGHT'), where: Where, right: RightType.optional() }),
    z.strictObject({ of: z.literal('ENCUMBRANCE'), where: Where }),
  ])
  .meta({ id: 'AbsenceQuestion' });
export type AbsenceQuestion = z.infer<typeof AbsenceQuestion>;

/** What there is after all, and what it is now. */
export const Present = z
  .strictObject({ kind: Code, id: z.string().min(1).max(128), status: Code })
  .meta({ id: 'Present' });
export type Present = z.infer<typeof Present>;

const asking = {
  question: AbsenceQuestion,
  /** Whom the answer is for: nobody else may rely on it. */
  audience: Uscc,
  nonce: Nonce,
};
export const SubmitAbsenceInput = z
  .strictObject({ ...asking, beacon: BeaconCitation.optional() })
  .meta({ id: 'SubmitAbsenceInput' });
export const ReadAbsenceInput = z
  .strictObject({ ...asking, asOf: Instant.optional(), knownAt: Instant.optional() })
  .meta({ id: 'ReadAbsenceInput' });
export const AbsenceKey = z.strictObject({ txId: TransactionId }).meta({ id: 'AbsenceKey' });

const answered = {
  question: AbsenceQuestion,
  /** NONE: every key and range that could hold such a record was read to its end, and none did. */
  verdict: z.enum(['NONE', 'FOUND']),
  found: z.array(Present),
  /** The layout of keys that absence was read from: another one may hold records elsewhere. */
  index: z.literal(1),
  /** The height that the beacon imprints: “as of height H”. Absent while there is no beacon. */
  height: z.int().min(0).optional(),
};

/** 否定答复: that something was not on the ledger at this place among the commits (ledger rule 15). */
export const AbsenceCheck = z
  .strictObject({ ...checkBase, kind: z.literal('ABSENCE'), ...answered })
  .meta({ id: 'AbsenceCheck' });
export type AbsenceCheck = z.infer<typeof AbsenceCheck>;

/** The same as a quick answer: signed by peers, committed by nobody (ledger rule 14). */
export const AbsenceAnswer = z
  .strictObject({
    ...answered,
    audience: Uscc,
    nonce: Nonce,
    asked: Asked,
    validUntil: Instant,
  })
  .meta({ id: 'AbsenceAnswer' });
export type AbsenceAnswer = z.infer<typeof AbsenceAnswer>;

/** The verdict over what was found. */
export const absenceFindings = (
  question: AbsenceQuestion,
  found: readonly Present[],
  height: number | undefined,
): Pick<AbsenceAnswer, 'question' | 'verdict' | 'found' | 'index' | 'height'> => ({
  question,
  verdict: found.length === 0 ? 'NONE' : 'FOUND',
  found: [...found],
  index: 1,
  ...(height === undefined ? {} : { height }),
});

/** Until when an answer that speaks of an instant is relied on. */
export const absenceValidUntil = (at: string): string => instant(millis(at) + VALID_SECONDS * 1000);
