import { z } from 'zod';
import { Custody, Role } from '../access.js';
import { Deadline } from '../clock/index.js';
import { HolderId } from '../holder.js';
import { LookupCode } from '../public-resource/lookup-code.js';
import {
  Code,
  DateText,
  Hex256,
  Id,
  Instant,
  line,
  MspId,
  TransactionId,
  Uscc,
} from '../schema.js';
import { VersionRef } from './application.js';
import { Article } from './codes.js';
import { OpenedField } from './fields.js';
import { OnBehalf } from './on-behalf.js';

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
  /** The natural person whose act it is, when the registrar brought it. */
  onBehalf: OnBehalf.optional(),
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

/**
 * Parties that the application filed by this step asks for their consent: a supplement may ask
 * others, and a question about the time before it is answered with those asked then.
 */
export const AskedParties = z.array(HolderId).max(120);

/** Everything that can happen to a case, in the order in which it happened. */
export const CaseStep = z
  .discriminatedUnion('kind', [
    step('SUBMITTED', { consents: AskedParties, acceptance: Deadline.optional() }),
    step('CONSENTED', { application: Hex256, acceptance: Deadline.optional() }),
    step('CORRECTION_REQUIRED', {
      items: z.array(CorrectionItem).min(1).max(50),
      workingDays: z.int().min(1).max(60),
    }),
    step('SERVED', {
      document: ServedDocument,
      to: HolderId.optional(),
      method: z.enum(['ELECTRONIC', 'POST', 'IN_PERSON', 'PUBLIC']),
      /** When it was served, as the receipt says: a claim with a digest behind it. */
      servedOn: DateText,
      receiptDigest: Hex256,
      due: Deadline.optional(),
    }),
    step('SUPPLEMENTED', {
      application: z.int().min(2),
      consents: AskedParties,
      acceptance: Deadline.optional(),
    }),
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
    /** 告知权利人 (NATIONAL_2026/29): an act of the registrar with a deadline of its own. */
    step('HOLDER_NOTIFIED', {
      objection: Id,
      method: z.enum(['ELECTRONIC', 'POST', 'IN_PERSON', 'PUBLIC']),
      servedOn: DateText,
      receiptDigest: Hex256,
    }),
    /** What the holder says: it accepts the objection, or contests it. */
    step('HOLDER_ANSWERED', {
      objection: Id,
      position: z.enum(['ACCEPTED', 'CONTESTED']),
      statementDigest: Hex256,
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
    step('RESOURCE_REGISTERED', {
      lookupCode: LookupCode,
      recordDigest: Hex256,
      registeredAt: Instant,
    }),
    step('CERTIFIED', { certificateNo: z.string() }),
    step('WITHDRAWN', { reasons: line(400) }),
  ])
  .meta({ id: 'CaseStep' });
export type CaseStep = z.infer<typeof CaseStep>;
export type StepKind = CaseStep['kind'];
export type StepOf<K extends StepKind> = Extract<CaseStep, { kind: K }>;
