import { z } from 'zod';
import { Custody, Role } from '../access.js';
import { BeaconCitation } from '../beacon.js';
import { Deadline } from '../clock/index.js';
import {
  Code,
  DateText,
  Hex256,
  Id,
  Instant,
  line,
  MspId,
  Page,
  pageOf,
  TransactionId,
  Uscc,
} from '../schema.js';
import { ApplicationForm, VersionRef } from './application.js';
import { Article, CaseType, Effect } from './codes.js';
import { FieldsCommitment, OpenedField } from './fields.js';
import { Clocks, ProfileRef } from './profile.js';

/** Who acted. `person` tells two people of one organisation apart without naming them. */
export const CaseActor = z
  .strictObject({
    mspId: MspId,
    uscc: Uscc,
    role: Role,
    fingerprint: Hex256,
    person: Hex256,
    custody: Custody,
  })
  .meta({ id: 'CaseActor' });
export type CaseActor = z.infer<typeof CaseActor>;

/** An instant against a deadline (design: time rule 3). */
export const ActPunctuality = z
  .enum(['IN_TIME', 'LATE', 'BOUNDARY'])
  .meta({ id: 'ActPunctuality' });

/** What every step of a case states beside its own facts. */
const stepBase = {
  seq: z.int().min(1),
  by: CaseActor,
  /** Never before the step before it, whatever the client’s clock says. */
  at: Instant,
  /** The time of the beacon cited: the step was made after it. */
  notBefore: Instant,
  txId: TransactionId,
  article: Article,
  /** Against the deadline that this step had to meet. */
  punctuality: ActPunctuality.optional(),
};

export const Finding = z
  .strictObject({
    matter: z.enum(['DESCRIPTION', 'SOURCE', 'RIGHTS', 'OVERLAP']),
    outcome: z.enum(['SATISFIED', 'NOT_SATISFIED']),
    note: line(400),
    documentDigest: Hex256.optional(),
  })
  .meta({ id: 'Finding' });

/** One thing to be put right. */
export const CorrectionItem = z
  .strictObject({ field: line(64), what: line(200) })
  .meta({ id: 'CorrectionItem' });

export const MatchTier = z.enum(['EXACT', 'ROWS', 'SCHEMA', 'SKETCH']).meta({ id: 'MatchTier' });

/** Data that is, or is like, what is registered already: a thing to disclose and explain. */
export const OverlapFlag = z
  .strictObject({
    code: z.enum(['REPEAT_REGISTRATION', 'OVERLAP_EXPLANATION_REQUIRED', 'OVERLAP_DISCLOSED']),
    tier: MatchTier,
    /** Basis points. */
    similarity: z.int().min(0).max(10_000),
    /** Known to registrars, courts and supervisors; others read the flag without it. */
    other: VersionRef.optional(),
    certificate: z.string().optional(),
    article: Article,
  })
  .meta({ id: 'OverlapFlag' });
export type OverlapFlag = z.infer<typeof OverlapFlag>;

/** The receipt of the national registration service system (NATIONAL_2026/24, 26). */
export const NationalDepositReceipt = z
  .strictObject({
    id: z.string().regex(/^[A-Z0-9][A-Z0-9-]{5,63}$/),
    time: Instant,
    recordDigest: Hex256,
  })
  .meta({ id: 'NationalDepositReceipt' });
export type NationalDepositReceipt = z.infer<typeof NationalDepositReceipt>;

const step = <K extends string, T extends z.ZodRawShape>(
  kind: K,
  shape: T,
): z.ZodObject<typeof stepBase & T & { kind: z.ZodLiteral<K> }> =>
  z.strictObject({ ...stepBase, ...shape, kind: z.literal(kind) });

export const ServedDocument = z
  .enum(['CORRECTION_NOTICE', 'PROOF_REQUEST', 'REFUSAL', 'OBJECTION_NOTICE', 'OBJECTION_DECISION'])
  .meta({ id: 'ServedDocument' });

export const ObjectionPhase = z
  .enum(['NOTICE', 'POST_REGISTRATION'])
  .meta({ id: 'ObjectionPhase' });

/** Everything that can happen to a case, in the order in which it happened. */
export const CaseStep = z
  .discriminatedUnion('kind', [
    step('SUBMITTED', { acceptance: Deadline.optional() }),
    step('CONSENTED', { application: Hex256, acceptance: Deadline.optional() }),
    step('CORRECTION_REQUIRED', {
      items: z.array(CorrectionItem).min(1).max(50),
      workingDays: z.int().min(1).max(60),
    }),
    step('SERVED', {
      document: ServedDocument,
      to: Uscc.optional(),
      method: z.enum(['ELECTRONIC', 'POST', 'IN_PERSON', 'PUBLIC']),
      /** When it was served, as the receipt says: a claim with a digest behind it. */
      servedOn: DateText,
      receiptDigest: Hex256,
      due: Deadline.optional(),
    }),
    step('SUPPLEMENTED', { application: z.int().min(2), acceptance: Deadline.optional() }),
    step('ACCEPTED', { acceptedOn: DateText, decision: Deadline }),
    step('DEEMED_ACCEPTED', { acceptedOn: DateText, decision: Deadline }),
    step('NOT_ACCEPTED', { ground: Code, reasons: line(400) }),
    step('REVIEWED', { findings: z.array(Finding).min(1).max(20) }),
    step('PROOF_REQUESTED', { items: z.array(CorrectionItem).min(1).max(50) }),
    step('PROOF_GIVEN', { documentDigests: z.array(Hex256).min(1).max(60) }),
    step('EXTENDED', { reasons: line(400) }),
    step('OVERLAP_FOUND', { flags: z.array(OverlapFlag).min(1).max(50) }),
    step('OVERLAP_EXPLAINED', { explanation: line(400), documentDigest: Hex256.optional() }),
    step('NOTICE_PUBLISHED', { notice: Deadline, opened: z.array(OpenedField).max(8) }),
    step('NOTICE_WITHHELD', { reasons: line(400) }),
    step('OBJECTION_RAISED', {
      objection: Id,
      phase: ObjectionPhase,
      /** Whether the registrar brought it for somebody without a certificate. */
      heard: z.boolean(),
      /** Commitment to who that is, and to the objection’s own papers. */
      objectorCommitment: Hex256.optional(),
      reasons: line(400),
      materialDigest: Hex256,
      due: Deadline,
      holderNotice: Deadline.optional(),
    }),
    step('OBJECTION_DECIDED', {
      objection: Id,
      outcome: z.enum(['UPHELD', 'REJECTED']),
      findings: line(400),
    }),
    step('DECIDED', {
      outcome: z.enum(['APPROVED', 'REFUSED', 'TERMINATED']),
      ground: Code.optional(),
      reasons: line(400),
      decision: Deadline,
    }),
    step('DEPOSITED', { recordDigest: Hex256, registeredAt: Instant.optional() }),
    step('RECEIPTED', { receipt: NationalDepositReceipt, registeredAt: Instant }),
    step('CERTIFIED', { certificateNo: z.string() }),
    step('WITHDRAWN', { reasons: line(400) }),
  ])
  .meta({ id: 'CaseStep' });
export type CaseStep = z.infer<typeof CaseStep>;
export type StepKind = CaseStep['kind'];
export type StepOf<K extends StepKind> = Extract<CaseStep, { kind: K }>;

/** One procedure: `case~id`. What is applied for stands under keys of its own. */
export const RegistrationCase = z
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
    applicant: Uscc,
    /** Parties that must consent before the case can go on. */
    consents: z.array(Uscc).max(120),
    data: VersionRef.optional(),
    certificate: z.string().optional(),
    /** Commits to every field of the application in force, the private ones included. */
    fields: FieldsCommitment,
    steps: z.array(CaseStep).min(1).max(400),
  })
  .meta({ id: 'RegistrationCase' });
export type RegistrationCase = z.infer<typeof RegistrationCase>;

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

/** Shorter than other ids, since those of its rights are made from it. */
export const CaseId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,47}$/)
  .meta({ id: 'CaseId' });

const beacon = BeaconCitation.optional();
const OfCase = { case: Id, beacon };

export const ApplyInput = z
  .strictObject({ id: CaseId, registrar: Uscc, profile: Code, form: ApplicationForm, beacon })
  .meta({ id: 'ApplyInput' });
export type ApplyInput = z.infer<typeof ApplyInput>;
export const CaseActInput = z.strictObject(OfCase).meta({ id: 'CaseActInput' });
/** The digest makes a party agree to what it read, not whatever the case holds by then. */
export const ConsentInput = z
  .strictObject({ ...OfCase, application: Hex256 })
  .meta({ id: 'ConsentInput' });
export const CorrectInput = z
  .strictObject({
    ...OfCase,
    items: z.array(CorrectionItem).min(1).max(50),
    workingDays: z.int().min(1).max(60),
  })
  .meta({ id: 'CorrectInput' });
export const ServeInput = z
  .strictObject({
    ...OfCase,
    document: ServedDocument,
    to: Uscc.optional(),
    method: z.enum(['ELECTRONIC', 'POST', 'IN_PERSON', 'PUBLIC']),
    servedOn: DateText,
    receiptDigest: Hex256,
  })
  .meta({ id: 'ServeInput' });
export const SupplementInput = z
  .strictObject({ ...OfCase, form: ApplicationForm })
  .meta({ id: 'SupplementInput' });
export const RejectInput = z
  .strictObject({ ...OfCase, ground: Code, reasons: line(400) })
  .meta({ id: 'RejectInput' });
export const ReviewInput = z
  .strictObject({ ...OfCase, findings: z.array(Finding).min(1).max(20) })
  .meta({ id: 'ReviewInput' });
export const AskProofInput = z
  .strictObject({ ...OfCase, items: z.array(CorrectionItem).min(1).max(50) })
  .meta({ id: 'AskProofInput' });
export const GiveProofInput = z
  .strictObject({ ...OfCase, documentDigests: z.array(Hex256).min(1).max(60) })
  .meta({ id: 'GiveProofInput' });
export const ReasonedInput = z
  .strictObject({ ...OfCase, reasons: line(400) })
  .meta({ id: 'ReasonedInput' });
export const ExplainInput = z
  .strictObject({ ...OfCase, explanation: line(400), documentDigest: Hex256.optional() })
  .meta({ id: 'ExplainInput' });
export const ObjectInput = z
  .strictObject({
    ...OfCase,
    objection: Id,
    reasons: line(400),
    materialDigest: Hex256,
    /** Only from the registrar, for somebody who has no certificate. */
    objectorCommitment: Hex256.optional(),
  })
  .meta({ id: 'ObjectInput' });
export const DecideObjectionInput = z
  .strictObject({
    ...OfCase,
    objection: Id,
    outcome: z.enum(['UPHELD', 'REJECTED']),
    findings: line(400),
  })
  .meta({ id: 'DecideObjectionInput' });
export const DecideInput = z
  .strictObject({
    ...OfCase,
    outcome: z.enum(['APPROVED', 'REFUSED', 'TERMINATED']),
    ground: Code.optional(),
    reasons: line(400),
  })
  .refine((d) => (d.outcome === 'APPROVED') === (d.ground === undefined), {
    path: ['ground'],
    message: 'A refusal rests on a ground of the profile; an approval on none',
  })
  .meta({ id: 'DecideInput' });
export const ReceiptInput = z
  .strictObject({ ...OfCase, receipt: NationalDepositReceipt })
  .meta({ id: 'ReceiptInput' });

export const CaseStatus = z
  .enum([
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
    consentsMissing: z.array(Uscc),
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

/** `asOf`: the legal time asked about; `knownAt`: what the ledger knew then. Both default to now. */
export const CaseQuery = z
  .strictObject({ id: Id, asOf: Instant.optional(), knownAt: Instant.optional() })
  .meta({ id: 'CaseQuery' });
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

export const ApplicationsInput = z.strictObject({ case: Id, ...Page }).meta({
  id: 'ApplicationsInput',
});
export const ApplicationPage = pageOf(Application).meta({ id: 'ApplicationPage' });
/** Anybody enrolled may read the statutory notice, and nothing else of a case (article 30). */
export const EraseContactInput = z
  .strictObject({
    ...OfCase,
    reason: z.enum(['SUBJECT_REQUEST', 'RETENTION_ENDED', 'UNLAWFUL', 'COURT_ORDER']),
    legalBasis: line(100),
  })
  .meta({ id: 'EraseContactInput' });
export const ContactTombstone = z
  .strictObject({
    v: z.literal(1),
    ...EraseContactInput.omit({ beacon: true }).shape,
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'ContactTombstone' });
export type ContactTombstone = z.infer<typeof ContactTombstone>;
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
