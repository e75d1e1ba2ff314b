import { z } from 'zod';
import { LookupCode } from '../public-resource/lookup-code.js';
import { HolderId } from '../holder.js';
import { Code, DateText, Hex256, Id, Instant, pageOf, TransactionId, Uscc } from '../schema.js';
import { ApplicationForm, VersionRef } from './application.js';
import { ActPunctuality, AskedParties, CaseActor, CaseStep, OverlapFlag } from './case-steps.js';
import { EraseContactInput } from './case-inputs.js';
import { Article, CaseType, Effect } from './codes.js';
import { FieldsCommitment, OpenedField } from './fields.js';
import { Clocks, ProfileRef } from './profile.js';

const registrationCase = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    type: CaseType,
    effect: Effect,
    profile: ProfileRef,
    article: Article,
    /** Copied from the profile, so that a case goes on under the rules it began with. */
    clocks: Clocks,
    registrationMoment: z.enum(['NATIONAL_RECEIPT', 'DEPOSIT']),
    noticeRequired: z.boolean(),
    registrar: Uscc,
    applicant: HolderId,
    /** Parties that the application in force asks for their consent; its step says so too. */
    consents: AskedParties,
    data: VersionRef.optional(),
    certificate: z.string().optional(),
    /** The registration of a public data resource that the case is about. */
    lookupCode: LookupCode.optional(),
    /** Commits to every field of the application in force, the private ones included. */
    fields: FieldsCommitment,
    steps: z.array(CaseStep).min(1).max(400),
  })
  .meta({ id: 'RegistrationCase' });
type Inferred = z.infer<typeof registrationCase>;
/**
 * One procedure: `case~id`. What is applied for stands under keys of its own. It has a name for the
 * compiler too, which would write it out for every transaction that answers with a case.
 */
export interface RegistrationCase extends Inferred {
  steps: CaseStep[];
}
export const RegistrationCase: z.ZodType<RegistrationCase> = registrationCase;

/** `application~case~n`: immutable; a supplement makes the next. */
export const Application = z
  .strictObject({
    v: z.literal(1),
    case: Id,
    number: z.int().min(1),
    form: ApplicationForm,
    fields: FieldsCommitment,
    digest: Hex256,
    txId: TransactionId,
  })
  .meta({ id: 'Application' });
export type Application = z.infer<typeof Application>;

export const CaseStatus = z
  .enum([
    /** As of an instant before the application, or before it was known. */
    'NOT_YET_APPLIED',
    'AWAITING_CONSENT',
    'SUBMITTED',
    'CORRECTION_REQUIRED',
    'NOT_SUPPLEMENTED',
    'ACCEPTED',
    'UNDER_REVIEW',
    'PUBLICISED',
    'OBJECTED',
    'NOTICE_ENDED',
    'APPROVED',
    'DEPOSITED_PENDING',
    'REGISTERED',
    'CERTIFIED',
    'REFUSED',
    'TERMINATED',
    'WITHDRAWN',
  ])
  .meta({ id: 'CaseStatus' });
export type CaseStatus = z.infer<typeof CaseStatus>;

/** Applied for and not taken up. */
export const BEFORE_ACCEPTANCE: readonly CaseStatus[] = [
  'AWAITING_CONSENT',
  'SUBMITTED',
  'CORRECTION_REQUIRED',
];
/** Accepted and not decided. */
export const BEFORE_DECISION: readonly CaseStatus[] = [
  'ACCEPTED',
  'UNDER_REVIEW',
  'PUBLICISED',
  'OBJECTED',
  'NOTICE_ENDED',
];

/** A deadline of a case as it stands at the instant asked. */
export const CaseDeadline = z
  .strictObject({
    clock: Code,
    article: Article,
    /** Absent while the clock stands still. */
    due: DateText.optional(),
    dueAt: Instant.optional(),
    paused: z.boolean(),
    /** Working days left; while the clock stands still nothing else is known. */
    remaining: z.int().min(0).optional(),
    provisional: z.boolean(),
    objection: Id.optional(),
  })
  .meta({ id: 'CaseDeadline' });
export type CaseDeadline = z.infer<typeof CaseDeadline>;

/** `effectiveStatus` of a case: computed for an instant, with what the law says follows from time. */
export const CaseState = z
  .strictObject({
    status: CaseStatus,
    deemedAccepted: z.boolean(),
    acceptedOn: DateText.optional(),
    registeredAt: Instant.optional(),
    certificateNo: z.string().optional(),
    lookupCode: LookupCode.optional(),
    consentsMissing: z.array(HolderId),
    openObjections: z.array(Id),
    /** Overlaps that nobody has explained yet. */
    unexplained: z.array(OverlapFlag),
    deadlines: z.array(CaseDeadline),
    late: z.array(z.strictObject({ step: z.int(), article: Article, punctuality: ActPunctuality })),
    /** When the status changes without anybody doing anything, if it does. */
    nextChangeAt: Instant.optional(),
  })
  .meta({ id: 'CaseState' });
export type CaseState = z.infer<typeof CaseState>;

/** Which instants an answer speaks of, and the latest beacon it knew (design: answers). */
export const Asked = z
  .strictObject({ asOf: Instant, knownAt: Instant, beacon: z.int().min(0) })
  .meta({ id: 'Asked' });
export type Asked = z.infer<typeof Asked>;
export const CaseView = z
  .strictObject({
    record: RegistrationCase,
    application: Application,
    state: CaseState,
    asked: Asked,
  })
  .meta({ id: 'CaseView' });
export type CaseView = z.infer<typeof CaseView>;

export const ApplicationPage = pageOf(Application).meta({ id: 'ApplicationPage' });
export const ContactTombstone = z
  .strictObject({
    v: z.literal(1),
    ...EraseContactInput.omit({ beacon: true }).shape,
    /** Under which the files of a case that was registered need not be kept any longer. */
    article: Article.optional(),
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'ContactTombstone' });
export type ContactTombstone = z.infer<typeof ContactTombstone>;
/** Anybody enrolled may read the statutory notice, and nothing else of a case (article 30). */
export const NoticeView = z
  .strictObject({
    case: Id,
    type: CaseType,
    registrar: Uscc,
    fields: FieldsCommitment,
    opened: z.array(OpenedField),
    from: DateText,
    until: DateText,
    running: z.boolean(),
  })
  .meta({ id: 'NoticeView' });
export const ContactView = z
  .strictObject({ case: Id, contact: z.string(), seed: z.string() })
  .meta({ id: 'ContactView', description: 'Base64 of the private fields and of their seed' });
