import { z } from 'zod';
import { ClassificationCitation, ClassificationLevel } from '../classification-list.js';
import { CatalogNo } from '../negative-list.js';
import { Month } from '../registration/certificate-number.js';
import { CaseActor } from '../registration/case-steps.js';
import { UpdateFrequency } from '../registration/codes.js';
import {
  Code,
  DateText,
  Hex256,
  Id,
  Instant,
  line,
  TransactionId,
  Uscc,
  Version,
} from '../schema.js';

export const ShareType = z
  .enum(['UNCONDITIONAL', 'CONDITIONAL', 'NOT_SHARED'])
  .meta({ id: 'ShareType' });
export const OpenType = z
  .enum(['UNCONDITIONAL', 'CONDITIONAL', 'NOT_OPEN'])
  .meta({ id: 'OpenType' });

export const PersonalInfo = z.enum(['NONE', 'PERSONAL', 'SENSITIVE']).meta({ id: 'PersonalInfo' });

/** 数据分类分级, with whoever assessed it and on what basis. */
export const Classification = z
  .strictObject({
    sector: Code,
    /** Of the sector’s list, which says how low its data may be put. */
    category: Code,
    level: ClassificationLevel,
    personalInfo: PersonalInfo,
    assessor: Uscc,
    basis: line(200),
    assessedOn: DateText,
  })
  .meta({ id: 'Classification' });
export type Classification = z.infer<typeof Classification>;

/** Where an entry comes from. A survey names its round, who answered, and the list answered with. */
export const EntryOrigin = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('DECLARED') }),
    z.strictObject({
      kind: z.literal('SURVEY'),
      round: Id,
      respondent: Uscc,
      listDigest: Hex256,
    }),
  ])
  .meta({ id: 'EntryOrigin' });

/** A data item of an entry; of each item one entry alone is the authoritative source (一数一源). */
export const DataItem = z
  .strictObject({ item: Id, name: line(60), authoritative: z.boolean() })
  .meta({ id: 'DataItem' });

export const entryFacts = {
  catalogNo: CatalogNo,
  title: line(120),
  shareType: ShareType,
  shareCondition: line(200).optional(),
  openType: OpenType,
  updateFrequency: UpdateFrequency,
  origin: EntryOrigin,
  /** The department that provides what was shared in; absent for own data. */
  sharedFrom: Uscc.optional(),
  items: z.array(DataItem).min(1).max(100),
  /** Standard that the data keeps to (一标准). */
  standardRef: line(120),
  classification: Classification,
};

/** One version of an entry: immutable. The last one of an entry that is no more is RETIRED. */
export const CatalogEntry = z
  .strictObject({
    v: z.literal(1),
    ...entryFacts,
    /** The version of the sector’s list that the level was checked against. */
    classifiedUnder: ClassificationCitation,
    department: Uscc,
    version: Version,
    state: z.enum(['ACTIVE', 'RETIRED']),
    retiredFor: line(200).optional(),
    /** Digest of the version before this one. */
    previous: Hex256.optional(),
    /** Last version of an earlier month: a closing finds what stood then without walking. */
    earlier: Version.optional(),
    /** The correction ticket that this version answers. */
    ticket: Id.optional(),
    /** Place of the entry among those of its department: never used again. */
    ordinal: z.int().min(1),
    /** The month it counts in. */
    month: Month,
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'CatalogEntry' });
export type CatalogEntry = z.infer<typeof CatalogEntry>;
