import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { Digests, EvidenceRecord } from '../evidence.js';
import { HolderId } from '../holder.js';
import { ActedBy } from '../operation/acted.js';
import { Hex256, Id, Instant, line } from '../schema.js';
import { SpokenFor } from './step.js';

const isGiven = (value: unknown): boolean => value !== undefined;

/**
 * What a side puts before the body: a deposit or a pack that stands on the ledger, or a statement by
 * digest.
 */
export const SubmitEvidenceInput = z
  .strictObject({
    id: Id,
    submission: Id,
    evidence: Id.optional(),
    statementDigest: Hex256.optional(),
    /** A pack about a suspected copy, of the side’s own. */
    pack: Id.optional(),
    /** What it is to show. */
    purpose: line(300),
    spokenFor: SpokenFor.optional(),
    beacon: BeaconCitation.optional(),
  })
  .refine((s) => [s.evidence, s.statementDigest, s.pack].filter(isGiven).length === 1, {
    path: ['evidence'],
    message: 'A submission is a deposit, a statement or a pack',
  })
  .meta({ id: 'SubmitEvidenceInput' });
export type SubmitEvidenceInput = z.infer<typeof SubmitEvidenceInput>;

/** As the deposit stood when it was submitted: by its bytes, its depositor and its time. */
export const SubmittedDeposit = EvidenceRecord.pick({
  id: true,
  depositedAt: true,
  interval: true,
})
  .extend({ digests: Digests, depositor: EvidenceRecord.shape.depositor.shape.uscc })
  .meta({ id: 'SubmittedDeposit' });

/** `dispute-evidence~dispute~submission`: written once, before the hearing. */
export const DisputeSubmission = z
  .strictObject({
    v: z.literal(1),
    dispute: Id,
    submission: Id,
    side: HolderId,
    deposit: SubmittedDeposit.optional(),
    statementDigest: Hex256.optional(),
    pack: Id.optional(),
    purpose: line(300),
    spokenFor: SpokenFor.optional(),
    submitted: ActedBy,
    /** The time of the beacon cited: it was submitted after it. */
    notBefore: Instant,
  })
  .meta({ id: 'DisputeSubmission' });
export type DisputeSubmission = z.infer<typeof DisputeSubmission>;

/** Submissions of one side; whoever has more to show deposits a collection. */
export const MAX_SUBMISSIONS = 30;

export const submittedDeposit = ({
  id,
  digests,
  depositor,
  depositedAt,
  interval,
}: EvidenceRecord): z.infer<typeof SubmittedDeposit> => ({
  ...{ id, digests, depositedAt, interval },
  depositor: depositor.uscc,
});
