import { z } from 'zod';
import { Count, Id, line, daySpan } from '../schema.js';
import {
  AssetKind,
  DataForm,
  DataStructure,
  Industry,
  RegionScope,
  UpdateFrequency,
} from './codes.js';

/** One immutable version of an asset. */
export const VersionRef = z
  .strictObject({ asset: Id, version: z.int().min(1).max(9999) })
  .meta({ id: 'VersionRef' });
export type VersionRef = z.infer<typeof VersionRef>;

export const isSameVersion = (a: VersionRef, b: VersionRef): boolean =>
  a.asset === b.asset && a.version === b.version;

export const TimeSpan = daySpan().meta({ id: 'TimeSpan' });

/** Restrictions on what recipients may do (Annex 1). */
export const Restrictions = z
  .strictObject({
    objectType: line(100).optional(),
    buyerQualification: line(200).optional(),
    environment: line(200).optional(),
    territory: line(100).optional(),
    resaleAllowed: z.boolean(),
    exportAllowed: z.boolean(),
    text: line(400).optional(),
  })
  .meta({ id: 'Restrictions' });

/** The data as Annex 1 describes it. Lengths beyond the profile’s are refused with its article. */
export const DataDescription = z
  .strictObject({
    name: line(200),
    overview: line(2000),
    kind: AssetKind,
    industry: Industry.optional(),
    regionScope: RegionScope,
    timeSpan: TimeSpan.optional(),
    updateFrequency: UpdateFrequency,
    volume: z.strictObject({ rows: Count, bytes: Count }).optional(),
    form: DataForm,
    structure: DataStructure,
    restrictions: Restrictions,
  })
  .meta({ id: 'DataDescription' });
export type DataDescription = z.infer<typeof DataDescription>;

/** What a change or correction may touch: never holder or source (NATIONAL_2026, 变更登记). */
export const ChangedField = z
  .enum([
    'name',
    'overview',
    'industry',
    'regionScope',
    'timeSpan',
    'updateFrequency',
    'volume',
    'form',
    'structure',
    'restrictions',
    'holderName',
    'holderRepresentative',
    'holderAddress',
    'holder',
    'origin',
  ])
  .meta({ id: 'ChangedField' });
export const FieldChange = z
  .strictObject({
    field: ChangedField,
    /** Canonical JSON of the value before; for what is private, a digest of it. */
    before: line(2000),
    after: line(2000),
  })
  .meta({ id: 'FieldChange' });
export type FieldChange = z.infer<typeof FieldChange>;
