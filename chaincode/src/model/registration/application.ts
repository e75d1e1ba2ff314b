import { z } from 'zod';
import { Digests } from '../evidence.js';
import { HolderId } from '../holder.js';
import { Count, DateText, Hex256, Id, Instant, line, setOf } from '../schema.js';
import { OriginType, RightType, ShareMode } from './codes.js';
import { type ResourceForm, resourceForms } from '../public-resource/form.js';
import { DataDescription, FieldChange, VersionRef } from './description.js';

export * from './description.js';

/** Parts into which data can be divided, such as years: what is transferred in part is named. */
export const Parts = setOf(Id, { max: 50, twice: 'A part stands twice' }).meta({ id: 'Parts' });
/** The one part of data that is not divided. */
export const WHOLE = 'WHOLE';

/** One line of the rights allocation statement: who gets which right (Annex 1). */
export const Allocation = z
  .strictObject({
    holder: HolderId,
    right: RightType,
    share: ShareMode,
    /** Without an end the right lasts as long as the registration. */
    until: DateText.optional(),
    limits: line(400).optional(),
    proofDigest: Hex256.optional(),
  })
  .meta({ id: 'Allocation' });
export type Allocation = z.infer<typeof Allocation>;

/** Digests that tell whether two data sets are the same data; the sketch comes from the registrar. */
export const DataFingerprint = z
  .strictObject({ rowsDigest: Hex256, schemaDigest: Hex256, rows: Count, columns: Count })
  .meta({ id: 'DataFingerprint' });

/** Why the application asks for no public notice. */
const withholdNotice = line(400).optional();

const creating = {
  data: VersionRef,
  parts: Parts.optional(),
  description: DataDescription,
  origin: OriginType,
  digests: Digests,
  /** Evidence that holds these digests. */
  evidence: Id.optional(),
  fingerprint: DataFingerprint.optional(),
  allocation: z.array(Allocation).min(1).max(60),
  /** Everybody whose data went in: each must consent where the matrix asks for it (article 21(5)). */
  participants: z.array(HolderId).max(60).optional(),
  /** The project in which it was fused; then the application is held against what that says. */
  fusion: Id.optional(),
  sourceProofs: z.array(Hex256).max(60),
  /** Lookup code of the public-data-resource registration (article 15). */
  publicCode: line(64).optional(),
  withholdNotice,
};

const ofCertificate = { certificate: z.string().regex(/^SJ\d{13}$/) };

const Initial = z.strictObject({ type: z.literal('INITIAL'), ...creating });
const Legacy = z.strictObject({
  type: z.literal('LEGACY'),
  ...creating,
  /** The registration elsewhere, before the national rule, that is admitted here. */
  legacy: z.strictObject({
    issuer: line(120),
    certificateNo: line(64),
    registeredAt: Instant,
    documentDigest: Hex256,
  }),
});
const given = {
  rights: z
    .array(z.strictObject({ right: Id, parts: Parts.optional() }))
    .min(1)
    .max(60)
    .refine(
      (rights) => new Set(rights.map(({ right }) => right)).size === rights.length,
      'A right stands twice',
    ),
  to: HolderId,
  until: DateText.optional(),
  limits: line(400).optional(),
  agreementDigest: Hex256,
  withholdNotice,
};
const Transfer = z.strictObject({ type: z.literal('TRANSFER'), ...given });
const License = z.strictObject({ type: z.literal('LICENSE'), ...given });
const Trust = z.strictObject({ type: z.literal('TRUST'), ...given });
const changes = { changes: z.array(FieldChange).min(1).max(20) };
const Change = z.strictObject({ type: z.literal('CHANGE'), ...ofCertificate, ...changes });
const Correction = z.strictObject({
  type: z.literal('CORRECTION'),
  ...ofCertificate,
  ...changes,
  /** Proof where the holder does not consent. */
  proofDigest: Hex256.optional(),
});
const Renewal = z.strictObject({ type: z.literal('RENEWAL'), ...ofCertificate });
const Cancellation = z.strictObject({
  type: z.literal('CANCELLATION'),
  ...ofCertificate,
  rights: z.array(RightType).min(1).max(3),
  reason: z.enum(['REQUEST', 'DATA_DESTROYED', 'OBJECTION', 'LAW']),
  proofDigest: Hex256.optional(),
});
const Revocation = z.strictObject({
  type: z.literal('REVOCATION'),
  ...ofCertificate,
  ground: z.enum(['CONCEALMENT', 'FALSE_PROOF', 'TAMPERING', 'MISUSE']),
  findingsDigest: Hex256,
});

/** What is applied for, in the fields of the form of its type (Annexes 1 to 5). */
export const ApplicationForm = z
  .discriminatedUnion('type', [
    Initial,
    Legacy,
    Transfer,
    License,
    Trust,
    Change,
    Correction,
    Renewal,
    Cancellation,
    Revocation,
    ...resourceForms,
  ])
  .meta({ id: 'ApplicationForm' });
export type ApplicationForm = z.infer<typeof ApplicationForm>;
export type CreatingForm = z.infer<typeof Initial> | z.infer<typeof Legacy>;
export type GivingForm = z.infer<typeof Transfer> | z.infer<typeof License> | z.infer<typeof Trust>;
export type AmendingForm = z.infer<typeof Change> | z.infer<typeof Correction>;
export type CertificateForm = Extract<ApplicationForm, { certificate: string }>;
/** Of the register of data property. */
export type PropertyForm = CreatingForm | GivingForm | CertificateForm;

export const isCreating = (form: ApplicationForm): form is CreatingForm =>
  form.type === 'INITIAL' || form.type === 'LEGACY';
export const isGiving = (form: ApplicationForm): form is GivingForm =>
  form.type === 'TRANSFER' || form.type === 'LICENSE' || form.type === 'TRUST';
export const isAmending = (form: ApplicationForm): form is AmendingForm =>
  form.type === 'CHANGE' || form.type === 'CORRECTION';
/** Forms of the register of public data resources. */
export const isResource = (form: ApplicationForm): form is ResourceForm =>
  form.type.startsWith('RESOURCE');
