import { z } from 'zod';
import { Parts, VersionRef } from '../registration/application.js';
import { RightType } from '../registration/codes.js';
import { Code, Hex256, daySpan, setOf } from '../schema.js';
import { Territory } from './territory.js';

/** A name as in the header of the data: `credit_grade`. */
export const DataField = z
  .string()
  .regex(/^[\p{L}_][\p{L}\p{N}_.-]{0,63}$/u)
  .meta({ id: 'DataField', description: 'Name of a field, as in the header of the data' });

const distinct = <T extends z.ZodType>(item: T, max: number): z.ZodArray<T> =>
  setOf(item, { max, twice: 'Something stands twice' });

export const FieldNames = distinct(DataField, 200);
const purposes = distinct(Code, 50);

/** Plain dates in Shanghai, both inclusive. */
export const GrantTerm = daySpan().meta({
  id: 'GrantTerm',
  description: 'First and last day, both inclusive, in Shanghai',
});
export type GrantTerm = z.infer<typeof GrantTerm>;

/** One version of the data, and which parts of it. */
export const Subset = z
  .strictObject({ data: VersionRef, parts: Parts })
  .meta({ id: 'GrantSubset' });
export type Subset = z.infer<typeof Subset>;

/** How many sub-licences may stand one below the other. */
export const MAX_DEPTH = 8;
export const MAX_COUNT = 1_000_000_000_000;

/** 授权范围: what a grant gives, in ten dimensions. What is left out is not limited. */
export const GrantScope = z
  .strictObject({
    /** USE is given by whoever may OPERATE; the others by themselves alone. */
    right: RightType,
    subset: Subset,
    fields: FieldNames.optional(),
    /** Codes of the signed list of purposes; what is narrower lies within. */
    purposes,
    /** Purposes that nobody below may ever have, whatever it grants. */
    prohibited: purposes.optional(),
    /** Of the purpose: forms in which results may come out, and digests of what may be run. */
    outputTypes: distinct(Code, 20).optional(),
    algorithms: distinct(Hex256, 50).optional(),
    territory: distinct(Territory, 50),
    term: GrantTerm,
    /** How often it may be used, by this grant and everything below it. */
    count: z.int().min(1).max(MAX_COUNT).optional(),
    /** Classes of which one must be proven by whoever gets something below this grant. */
    recipients: distinct(Code, 50).optional(),
    resale: z.boolean(),
    export: z.boolean(),
    /** Levels of sub-licences below this grant. */
    depth: z.int().min(0).max(MAX_DEPTH),
  })
  .meta({ id: 'GrantScope' });
export type GrantScope = z.infer<typeof GrantScope>;

/** What limits a scope from above: a grant, a right, an agreement. What is absent limits nothing. */
export type Bound = { readonly [D in keyof GrantScope]?: GrantScope[D] | undefined };
