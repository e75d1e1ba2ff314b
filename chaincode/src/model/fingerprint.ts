import { z } from 'zod';
import { sha256Hex } from './digest.js';
import { LedgerError } from './errors.js';
import { Digests, isSameBytes } from './evidence.js';
import { Code, Count, Hex256 } from './schema.js';

/** Values in a sketch: an estimate of similarity s has standard deviation √(s(1−s)/256), at most 3.2 %. */
const SKETCH_VALUES = 256;
/** Hex digits of one value, 32 bits: two unrelated values are equal once in four thousand million. */
const DIGITS = 8;
/** All of a thing, in basis points. */
const ALL = 10_000;

/**
 * MinHash over the rows of a table, keyed: who lacks the registrars' key can neither make one nor
 * ask with one whether a row is in it (Broder 1997; Shrivastava 2017 for how it is filled).
 */
export const Sketch = z
  .strictObject({
    v: z.literal(1),
    /** Which key; sketches under different keys say nothing about each other. */
    keyId: Code,
    k: z.literal(SKETCH_VALUES),
    values: z
      .string()
      .regex(/^[0-9a-f]{2048}$/)
      .meta({ description: '256 values of 32 bits, most significant digit first' }),
  })
  .meta({ id: 'Sketch' });
export type Sketch = z.infer<typeof Sketch>;

/** Four views of one table, from "these very bytes" to "much the same rows". */
export const Fingerprint = z
  .strictObject({
    v: z.literal(1),
    /** Of the file's bytes. */
    fileDigests: Digests,
    /** Of the rows with their column names, whatever their order and the file's format. */
    rowsDigest: Hex256,
    /** Of the column names with their coarse types, whatever their order. */
    schemaDigest: Hex256,
    rows: Count,
    columns: Count,
    /** Absent until a registrar has keyed the rows, and where there are none. */
    sketch: Sketch.optional(),
  })
  .meta({ id: 'Fingerprint' });
export type Fingerprint = z.infer<typeof Fingerprint>;

const BasisPoints = z.int().min(0).max(ALL);

/** From which estimates on an overlap is disclosed; the rule profile states them. */
export const OverlapThresholds = z
  .strictObject({ similarity: BasisPoints, containment: BasisPoints })
  .meta({ id: 'OverlapThresholds', description: 'Basis points' });
export type OverlapThresholds = z.infer<typeof OverlapThresholds>;

/** What two fingerprints have in common; an estimate is absent where one has no sketch. */
export interface Overlap {
  readonly sameFile: boolean;
  readonly sameRows: boolean;
  readonly sameSchema: boolean;
  readonly similarity?: number;
  readonly containment?: number;
}

/** The strongest view that agrees. The same schema alone is no overlap. */
export type OverlapTier = 'SAME_FILE' | 'SAME_ROWS' | 'SIMILAR_ROWS' | 'NONE';

/**
 * Estimated share of the rows of either table that both have (Jaccard), in basis points.
 *
 * @throws LedgerError SKETCHES_NOT_COMPARABLE when they were made under different keys
 */
export function sketchSimilarity(a: Sketch, b: Sketch): number {
  return Math.floor((agreements(a, b) * ALL) / SKETCH_VALUES);
}

/** With fewer values in common an estimate of containment is noise. */
const MIN_AGREEMENTS = 8;

/**
 * Estimated share of the smaller table's rows that the larger has too, in basis points: what finds
 * a slice cut out of a large table, whose similarity is small. 0 where the sketch is too coarse to
 * say, which it is when the smaller table has less than some 3 % of the larger one's rows.
 */
export function sketchContainment(
  a: Pick<Fingerprint, 'rows' | 'sketch'>,
  b: Pick<Fingerprint, 'rows' | 'sketch'>,
): number {
  if (a.sketch === undefined || b.sketch === undefined) return 0;
  const agreed = agreements(a.sketch, b.sketch);
  const smaller = Math.min(a.rows, b.rows);
  if (agreed < MIN_AGREEMENTS || smaller === 0) return 0;
  // |A∩B| = J (|A|+|B|) / (1+J). Through bigint: the products outgrow 2^53.
  const shared = BigInt(agreed) * (BigInt(a.rows) + BigInt(b.rows)) * BigInt(ALL);
  const share = shared / (BigInt(SKETCH_VALUES + agreed) * BigInt(smaller));
  return share > BigInt(ALL) ? ALL : Number(share);
}

type Table = Pick<Fingerprint, 'rows' | 'rowsDigest' | 'schemaDigest'>;

/** What two tables have in common exactly; two without a row share no row. */
export const sameTable = (a: Table, b: Table): Pick<Overlap, 'sameRows' | 'sameSchema'> => ({
  sameRows: a.rows > 0 && a.rows === b.rows && a.rowsDigest === b.rowsDigest,
  sameSchema: a.schemaDigest === b.schemaDigest,
});

/** What the two have in common, view by view. */
export function overlapOf(a: Fingerprint, b: Fingerprint): Overlap {
  const views = { sameFile: isSameBytes(a.fileDigests, b.fileDigests), ...sameTable(a, b) };
  if (a.sketch === undefined || b.sketch === undefined) return views;
  const similarity = sketchSimilarity(a.sketch, b.sketch);
  return { ...views, similarity, containment: sketchContainment(a, b) };
}

/** What is disclosed and must be explained; never a ground of refusal by itself (Art 21, 33). */
export function overlapTier(overlap: Overlap, thresholds: OverlapThresholds): OverlapTier {
  if (overlap.sameFile) return 'SAME_FILE';
  if (overlap.sameRows) return 'SAME_ROWS';
  const { similarity, containment } = overlap;
  const similar = similarity !== undefined && similarity >= thresholds.similarity;
  const contained = containment !== undefined && containment >= thresholds.containment;
  return similar || contained ? 'SIMILAR_ROWS' : 'NONE';
}

/** How the values of a sketch are put into an index: so many keys of so many values each. */
export interface Banding {
  readonly bands: number;
  readonly rows: number;
}

/**
 * Measured (`test/bench/overlap.ts`): unrelated tables share no value at all, so single values find
 * more than longer bands and cost nothing: a tenth of a table in 95 of 100 cases, a third always.
 */
const BANDING: Banding = { bands: 32, rows: 1 };

/**
 * Keys by which fingerprints that may overlap find each other; the sketches then decide. Every key
 * names its band, so that a prefix of an index holds those of one band only.
 */
export function sketchBands(sketch: Sketch, { bands, rows }: Banding = BANDING): string[] {
  if (bands * rows > SKETCH_VALUES) throw new TypeError('A sketch has no so many values.');
  const width = rows * DIGITS;
  return Array.from({ length: bands }, (_, band) => {
    const values = sketch.values.slice(band * width, (band + 1) * width);
    const name = band.toString(16).padStart(2, '0');
    return `${name}${sha256Hex(`${sketch.keyId}\n${values}`).slice(0, 16)}`;
  });
}

function agreements(a: Sketch, b: Sketch): number {
  if (a.keyId !== b.keyId) {
    throw new LedgerError(
      'SKETCHES_NOT_COMPARABLE',
      `The sketches were made under the keys ${a.keyId} and ${b.keyId}. Make one anew.`,
      { keyIds: [a.keyId, b.keyId] },
    );
  }
  let count = 0;
  for (let at = 0; at < a.values.length; at += DIGITS) {
    if (a.values.slice(at, at + DIGITS) === b.values.slice(at, at + DIGITS)) count += 1;
  }
  return count;
}
