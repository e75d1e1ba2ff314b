import { z } from 'zod';
import { Digests } from '../evidence.js';
import { Code, Hex256, Id, line, setOf } from '../schema.js';
import { DataDescription, FieldChange, VersionRef } from '../registration/description.js';
import { LookupCode } from './lookup-code.js';

/**
 * Why whoever registers may: 授权运营, which must register; an organ’s or a public institution’s own
 * data; a public utility’s (26号: who registers).
 */
export const ResourceBasis = z
  .enum(['AUTHORISED_OPERATION', 'OWN_DUTY', 'UTILITY'])
  .meta({ id: 'ResourceBasis' });
export type ResourceBasis = z.infer<typeof ResourceBasis>;

/** Entries of the master catalogue that the data belongs to. */
export const CatalogNos = setOf(line(64), { max: 60, twice: 'A number stands twice' }).meta({
  id: 'CatalogNos',
});

/** A product or service made of the resource. */
export const ResourceProduct = z
  .strictObject({ name: line(100), summary: line(200).optional() })
  .meta({ id: 'ResourceProduct' });

/**
 * What a profile can ask for is optional here, so that a form that lacks it is refused with the
 * rule’s own article and not as text that has no form.
 */
const Resource = z.strictObject({
  type: z.literal('RESOURCE'),
  data: VersionRef,
  description: DataDescription,
  digests: Digests,
  /** 存证信息: the evidence that was deposited before. */
  evidence: Id.optional(),
  basis: ResourceBasis,
  agreement: Id.optional(),
  catalogNos: CatalogNos.optional(),
  /** 来源合法性: what it rests on, and the paper that shows it. */
  lawfulSource: z.strictObject({ statement: line(400), documentDigest: Hex256 }).optional(),
  products: z.array(ResourceProduct).min(1).max(60).optional(),
  scenarios: z.array(line(100)).min(1).max(60).optional(),
  /** 安全风险评估: digest of the attestation. */
  riskAssessment: Hex256.optional(),
});

const ofResource = { lookupCode: LookupCode };
const changes = { changes: z.array(FieldChange).min(1).max(20) };
const ResourceChange = z.strictObject({
  type: z.literal('RESOURCE_CHANGE'),
  ...ofResource,
  ...changes,
});
const ResourceCorrection = z.strictObject({
  type: z.literal('RESOURCE_CORRECTION'),
  ...ofResource,
  ...changes,
  /** Proof where the holder does not consent in writing. */
  proofDigest: Hex256.optional(),
});
const ResourceRenewal = z.strictObject({ type: z.literal('RESOURCE_RENEWAL'), ...ofResource });
const ResourceCancellation = z.strictObject({
  type: z.literal('RESOURCE_CANCELLATION'),
  ...ofResource,
  /** One of the profile’s. */
  ground: Code,
  proofDigest: Hex256.optional(),
});
const ResourceRevocation = z.strictObject({
  type: z.literal('RESOURCE_REVOCATION'),
  ...ofResource,
  /** One of the profile’s. */
  ground: Code,
  findingsDigest: Hex256,
});

/** Forms of the register of public data resources, as the union of all forms takes them in. */
export const resourceForms = [
  Resource,
  ResourceChange,
  ResourceCorrection,
  ResourceRenewal,
  ResourceCancellation,
  ResourceRevocation,
] as const;
export type ResourceForm = z.infer<(typeof resourceForms)[number]>;
export type NewResourceForm = z.infer<typeof Resource>;
export type RegisteredResourceForm = Exclude<ResourceForm, NewResourceForm>;
