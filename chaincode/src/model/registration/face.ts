import { z } from 'zod';
import { CertificateNo } from './certificate-number.js';
import { RightType, ShareMode } from './codes.js';
import { HolderId, isPerson } from '../holder.js';
import {
  Code,
  Count,
  DateText,
  Hex256,
  Instant,
  line,
  TransactionId,
  Uscc,
  Version,
} from '../schema.js';

/** What stands for the name of a natural person, which no public paper bears. */
export const PERSON_NAME = '自然人';

const PrintedHolder = z
  .strictObject({
    /** Code of an organisation, or pseudonym of a natural person. */
    id: HolderId,
    name: line(120),
    right: RightType,
    share: ShareMode,
    from: DateText,
    until: DateText,
    limits: line(200).optional(),
  })
  .refine(({ id, name }) => !isPerson(id) || name === PERSON_NAME, {
    path: ['name'],
    message: 'A natural person is printed without a name',
  });

const PrintedRemark = z.strictObject({ kind: Code, text: line(200), since: DateText });

/**
 * What stands on a certificate, and nothing else does: the public fields of the deposited record.
 * Paper, embedded JSON and QR are three carriers of this one value, and the ledger’s copy of it
 * prevails over each of them (Art 27).
 */
export const CertificateFace = z
  .strictObject({
    v: z.literal(1),
    certificateNo: CertificateNo,
    ruleProfile: z.strictObject({ id: Code, version: Version }),
    registrar: z.strictObject({ uscc: Uscc, name: line(120) }),
    /** As long as the longest name and overview that a profile in use allows, and half as much. */
    dataName: line(90),
    overview: line(800),
    industry: line(120).optional(),
    sourceType: Code,
    regionScope: Code,
    timeSpan: z.strictObject({ from: DateText, to: DateText }).optional(),
    updateFrequency: Code,
    holders: z.array(PrintedHolder).min(1).max(60),
    restrictions: line(400),
    remarks: z.array(PrintedRemark).max(60),
    registeredAt: Instant,
    lastValidDay: DateText,
    deposit: z.strictObject({ txId: TransactionId, block: Count }),
    receipt: z.strictObject({ id: line(100), time: Instant }).optional(),
    recordDigest: Hex256,
  })
  .meta({ id: 'CertificateFace' });
export type CertificateFace = z.infer<typeof CertificateFace>;
