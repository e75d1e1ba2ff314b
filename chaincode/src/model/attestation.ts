import { z } from 'zod';
import { shanghaiDate } from './clock/index.js';
import { LedgerError } from './errors.js';
import { refusePersonalData } from './privacy.js';
import { isQualified, type PartyQualification } from './party.js';
import type { Act } from './registration/case-acts.js';
import { CaseActor } from './registration/case-steps.js';
import { BeaconCitation } from './beacon.js';
import { Code, DateText, Hex256, Id, Instant, later, line, TransactionId, Uscc } from './schema.js';
import { uncited } from './uncited.js';

export const AttestationKind = z
  .enum([
    'QUALITY',
    'MANAGEMENT_RATING',
    'VALUATION',
    'COMPLIANCE',
    'SECURITY_ASSESSMENT',
    'ALGORITHM',
    'PIPIA',
    'AUDIT',
    'OPERATION_EVALUATION',
  ])
  .meta({ id: 'AttestationKind' });
export type AttestationKind = z.infer<typeof AttestationKind>;

/** The code of the qualification that an issuer must hold: `QUALITY_ASSESSOR`. */
export const qualificationFor = (kind: AttestationKind): string => `${kind}_ASSESSOR`;

/** What is attested: a catalogue number with its version, a data version, an agreement. */
export const AttestationSubject = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{2,95}$/)
  .meta({ id: 'AttestationSubject', description: 'What is attested, such as CD-GS-0007@1' });

/** How a version is named where a subject is asked for. */
export const subjectOf = (id: string, version: number): string => `${id}@${String(version)}`;

/** Ten thousandths, so that no float is needed. */
const BasisPoints = z.int().min(0).max(10_000);

/** 数据质量: measured on a sample that can be produced again. */
export const QualityFigures = z
  .strictObject({
    completeness: BasisPoints,
    accuracy: BasisPoints,
    consistency: BasisPoints,
    timeliness: BasisPoints,
    method: line(200),
    sampleDigest: Hex256,
  })
  .meta({ id: 'QualityFigures' });

/** A rating is one of a period of management. */
export const RatingFigures = z
  .strictObject({ grade: Code, scheme: line(120), from: DateText, to: DateText })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'Must not be before from' })
  .meta({ id: 'RatingFigures' });

/** 数据资产评估: by which method, between which values, what for, and on which day. */
export const ValuationFigures = z
  .strictObject({
    method: z.enum(['COST', 'INCOME', 'MARKET', 'OTHER']),
    /** In hundredths of the currency. */
    low: z.int().min(0),
    high: z.int().min(0),
    currency: z.string().regex(/^[A-Z]{3}$/),
    purpose: line(120),
    valuedOn: DateText,
  })
  .refine(({ low, high }) => low <= high, { path: ['high'], message: 'Must not be below low' })
  .meta({ id: 'ValuationFigures' });

export const IssueAttestationInput = z
  .strictObject({
    id: Id,
    kind: AttestationKind,
    subject: AttestationSubject,
    /** The issuer’s own qualification that it attests by. */
    qualification: Id,
    reportDigest: Hex256,
    /** Evidence record of the report, where its text is kept privately. */
    report: Id.optional(),
    conclusion: line(300),
    quality: QualityFigures.optional(),
    rating: RatingFigures.optional(),
    valuation: ValuationFigures.optional(),
    /** Of what is done with data, which this speaks for: COLLECT, STORE … DESTROY. */
    stage: Code.optional(),
    validFrom: DateText,
    /** The last day on which it counts. */
    validTo: DateText,
    beacon: BeaconCitation.optional(),
  })
  .refine((a) => a.validFrom <= a.validTo, { path: ['validTo'], message: 'Is before validFrom' })
  .refine((a) => (a.quality !== undefined) === (a.kind === 'QUALITY'), {
    path: ['quality'],
    message: 'Belongs to an attestation of quality, and every such one has it',
  })
  .refine((a) => (a.rating !== undefined) === (a.kind === 'MANAGEMENT_RATING'), {
    path: ['rating'],
    message: 'Belongs to a rating, and every rating has it',
  })
  .refine((a) => a.stage === undefined || a.kind === 'COMPLIANCE', {
    path: ['stage'],
    message: 'Belongs to an attestation of compliance',
  })
  .refine((a) => a.valuation === undefined || a.kind === 'VALUATION', {
    path: ['valuation'],
    message: 'Belongs to a valuation',
  })
  .refine((a) => a.valuation === undefined || a.valuation.valuedOn <= a.validFrom, {
    path: ['valuation', 'valuedOn'],
    message: 'Must not be after validFrom',
  })
  .meta({ id: 'IssueAttestationInput' });

/** A third party’s report about something, by its digest (检测, 评估, 审计). */
export const Attestation = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    kind: AttestationKind,
    subject: AttestationSubject,
    issuer: Uscc,
    qualification: z.strictObject({ id: Id, code: Code }),
    reportDigest: Hex256,
    report: Id.optional(),
    conclusion: line(300),
    quality: QualityFigures.optional(),
    rating: RatingFigures.optional(),
    valuation: ValuationFigures.optional(),
    stage: Code.optional(),
    validFrom: DateText,
    validTo: DateText,
    /** Until when the report must be kept, whatever becomes of the attestation. */
    retainedUntil: DateText.optional(),
    withdrawn: z.strictObject({ at: Instant, reason: line(200), txId: TransactionId }).optional(),
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'Attestation' });
export type Attestation = z.infer<typeof Attestation>;

export const AttestationStatus = z
  .enum(['PENDING', 'VALID', 'EXPIRED', 'WITHDRAWN'])
  .meta({ id: 'AttestationStatus' });
export type AttestationStatus = z.infer<typeof AttestationStatus>;

/** Attestations of one kind about one subject that were not withdrawn: a fixed key guards them. */
export interface AttestationHead {
  readonly v: 1;
  readonly ids: readonly string[];
}

/** Computed for an instant, never stored: validity runs out without a transaction. */
export function attestationStatus(a: Attestation, asOf: string): AttestationStatus {
  if (a.withdrawn !== undefined && a.withdrawn.at <= asOf) return 'WITHDRAWN';
  const day = shanghaiDate(asOf);
  if (day < a.validFrom) return 'PENDING';
  return day <= a.validTo ? 'VALID' : 'EXPIRED';
}

/** @throws LedgerError ASSESSOR_NOT_QUALIFIED */
export function requireQualified(
  kind: AttestationKind,
  qualification: PartyQualification | undefined,
  at: string,
): PartyQualification {
  const code = qualificationFor(kind);
  if (isQualified(qualification, code, at)) return qualification;
  throw new LedgerError(
    'ASSESSOR_NOT_QUALIFIED',
    `An attestation of ${kind} needs a qualification ${code} that is valid when it is issued.`,
    { kind, code },
  );
}

/** @throws LedgerError ASSESSOR_NOT_QUALIFIED, PERSONAL_DATA_REFUSED */
export function issueAttestation(
  input: z.infer<typeof IssueAttestationInput>,
  qualification: PartyQualification | undefined,
  { by, moment }: Act,
  retainedUntil?: string,
): Attestation {
  const { quality, rating, valuation } = input;
  refusePersonalData({
    id: input.id,
    subject: input.subject,
    conclusion: input.conclusion,
    'quality.method': quality?.method,
    'rating.scheme': rating?.scheme,
    'valuation.purpose': valuation?.purpose,
  });
  const { id, code } = requireQualified(input.kind, qualification, moment.time);
  return {
    v: 1,
    ...uncited(input),
    issuer: by.uscc,
    qualification: { id, code },
    ...(retainedUntil === undefined ? {} : { retainedUntil }),
    by,
    at: moment.time,
    txId: moment.txId,
  };
}

/** @throws LedgerError CALLER_FORBIDDEN, ATTESTATION_WITHDRAWN, PERSONAL_DATA_REFUSED */
export function withdrawAttestation(
  attestation: Attestation,
  reason: string,
  { by, moment }: Act,
): Attestation {
  refusePersonalData({ reason });
  const { id, issuer, withdrawn, at } = attestation;
  if (by.uscc !== issuer) {
    throw new LedgerError('CALLER_FORBIDDEN', `Only ${issuer} may withdraw ${id}.`, { id });
  }
  if (withdrawn !== undefined) {
    throw new LedgerError('ATTESTATION_WITHDRAWN', `${id} was withdrawn already.`, { id });
  }
  return {
    ...attestation,
    withdrawn: { at: later(at, moment.time), reason, txId: moment.txId },
  };
}

/** @throws LedgerError ATTESTATION_MISSING */
export function pickValid(
  candidates: readonly Attestation[],
  { kind, subject, at }: { kind: AttestationKind; subject: string; at: string },
): Attestation {
  const found = candidates.find((each) => attestationStatus(each, at) === 'VALID');
  if (found !== undefined) return found;
  throw new LedgerError(
    'ATTESTATION_MISSING',
    `${subject} has no attestation of ${kind} that is valid at ${at}.`,
    { kind, subject },
  );
}
