import { z } from 'zod';
import { HolderId, PersonId } from '../holder.js';
import { ActedBy } from '../operation/acted.js';
import { DateText, Hex256, Id, Instant, line } from '../schema.js';

/** For a natural person its registrar speaks, who keeps the paper that it signed. */
export const SpokenFor = z
  .strictObject({ person: PersonId, papersDigest: Hex256 })
  .meta({ id: 'SpokenFor' });
export type SpokenFor = z.infer<typeof SpokenFor>;

const stepBase = {
  by: ActedBy,
  /** The time of the beacon cited: the step was made after it. */
  notBefore: Instant,
  spokenFor: SpokenFor.optional(),
};

const step = <K extends string, T extends z.ZodRawShape>(
  kind: K,
  shape: T,
): z.ZodObject<typeof stepBase & T & { kind: z.ZodLiteral<K> }> =>
  z.strictObject({ ...stepBase, ...shape, kind: z.literal(kind) });

export const AwardOutcome = z
  .enum(['UPHELD', 'PARTLY_UPHELD', 'REJECTED'])
  .meta({ id: 'AwardOutcome' });

/** What a body hands down: the document by number and digest, and what it says of the claim. */
export const awardShape = {
  /** Id under which it is put on record as a judicial order, in the same transaction. */
  order: Id,
  outcome: AwardOutcome,
  documentNo: line(60),
  documentDigest: Hex256,
  /** Whether a registrar has to execute it: change or cancel what is registered. */
  execution: z.enum(['NONE', 'CHANGE', 'CANCELLATION', 'TRANSFER']),
};

/** What was done for an award: one of the two. */
export const executionShape = { case: Id.optional(), order: Id.optional() };

/** Whom something was served on, how and when; by its day at the latest the side answers. */
export const serviceShape = {
  to: HolderId,
  method: z.enum(['ELECTRONIC', 'POST', 'IN_PERSON', 'PUBLIC']),
  /** As the receipt says: a claim with a digest behind it. */
  servedOn: DateText,
  receiptDigest: Hex256,
  answerUntil: DateText,
};

/** Everything that can happen to a dispute after it was filed. */
export const DisputeStep = z
  .discriminatedUnion('kind', [
    step('ACCEPTED', {}),
    step('DISMISSED', { reasons: line(300) }),
    step('SERVED', serviceShape),
    step('ANSWERED', {
      position: z.enum(['CONTESTED', 'CONCEDED']),
      statementDigest: Hex256,
    }),
    step('HEARING', { on: DateText }),
    step('AWARDED', awardShape),
    step('EXECUTED', executionShape),
    step('SETTLEMENT_AGREED', { settlementDigest: Hex256 }),
    step('WITHDRAWN', { reasons: line(300) }),
  ])
  .meta({ id: 'DisputeStep' });
export type DisputeStep = z.infer<typeof DisputeStep>;
export type DisputeStepOf<K extends DisputeStep['kind']> = Extract<DisputeStep, { kind: K }>;
