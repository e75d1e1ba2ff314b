import { isSameBytes } from '../evidence.js';
import { z } from 'zod';
import {
  type Fingerprint,
  type Overlap,
  OverlapThresholds,
  overlapTier,
  sameTable,
  sketchContainment,
  sketchSimilarity,
} from '../fingerprint.js';
import { Article } from '../registration/codes.js';
import type { SketchRecord } from '../registration/overlap.js';
import type { DataVersion } from '../registration/right.js';
import { Code, Count } from '../schema.js';

const BasisPoints = z.int().min(0).max(10_000);

/**
 * What a registrar found the suspected file to have in common with the data that is registered. The
 * registrar saw the file, under its duty of confidence; the sketch that it keyed is compared on the
 * ledger with the one of the registration, and neither tells anybody a row.
 */
export const InfringementComparison = z
  .strictObject({
    tier: z.enum(['SAME_FILE', 'SAME_ROWS', 'SIMILAR_ROWS', 'NONE']),
    sameFile: z.boolean(),
    /** Absent where the registration states no digest of its rows. */
    sameRows: z.boolean().optional(),
    sameSchema: z.boolean().optional(),
    /** Estimates in basis points; absent where one of the two has no sketch. */
    similarity: BasisPoints.optional(),
    containment: BasisPoints.optional(),
    /** Of the key under which both were sketched. */
    keyId: Code.optional(),
    /** Rows of the suspected file. */
    rows: Count,
    /** From which estimates on the rules call it an overlap. */
    thresholds: OverlapThresholds,
    article: Article,
  })
  .meta({ id: 'InfringementComparison' });
export type InfringementComparison = z.infer<typeof InfringementComparison>;

/** The data as it was registered, with the sketch that its registrar keyed, if it did. */
export interface RegisteredData {
  readonly version: Pick<DataVersion, 'digests' | 'fingerprint'>;
  readonly sketch?: Pick<SketchRecord, 'rows' | 'sketch'> | undefined;
}

/** @throws LedgerError SKETCHES_NOT_COMPARABLE when they were made under different keys */
export function comparisonOf(
  { version, sketch }: RegisteredData,
  found: Fingerprint,
  { similarity, containment, article }: OverlapThresholds & { readonly article: string },
): InfringementComparison {
  const thresholds = { similarity, containment };
  const views = viewsOf(version, found);
  const estimates = estimatesOf(sketch, found);
  const { sameFile, sameRows = false, sameSchema = false } = views;
  const tier = overlapTier({ sameFile, sameRows, sameSchema, ...estimates }, thresholds);
  return {
    ...{ tier, ...views, ...estimates },
    ...(sketch === undefined || found.sketch === undefined ? {} : { keyId: found.sketch.keyId }),
    ...{ rows: found.rows, thresholds, article },
  };
}

function viewsOf(
  { digests, fingerprint }: RegisteredData['version'],
  found: Fingerprint,
): Pick<InfringementComparison, 'sameFile' | 'sameRows' | 'sameSchema'> {
  const sameFile = isSameBytes(digests, found.fileDigests);
  return fingerprint === undefined ? { sameFile } : { sameFile, ...sameTable(fingerprint, found) };
}

function estimatesOf(
  registered: RegisteredData['sketch'],
  found: Fingerprint,
): Pick<Overlap, 'similarity' | 'containment'> {
  if (registered === undefined || found.sketch === undefined) return {};
  return {
    similarity: sketchSimilarity(registered.sketch, found.sketch),
    containment: sketchContainment(registered, found),
  };
}
