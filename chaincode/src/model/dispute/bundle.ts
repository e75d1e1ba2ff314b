import { z } from 'zod';
import { echoed } from '../echo.js';
import { Asked } from '../registration/case.js';
import { UseQuestion } from '../grant/question.js';
import { Id, Instant } from '../schema.js';
import { DisputeStatus } from './status.js';
import { citedQuery } from '../registration/cited-query.js';

/** A question about what a grant permitted at some instant, whose answer belongs to the file. */
export const PermitsQuestion = UseQuestion.pick({ grant: true, by: true, purpose: true })
  .extend({ asOf: Instant })
  .meta({ id: 'PermitsQuestion' });

export const DisputeBundleInput = z
  .strictObject({
    id: Id,
    permits: z.array(PermitsQuestion).max(20),
    ...echoed,
    ...citedQuery,
  })
  .meta({ id: 'DisputeBundleInput' });
export type DisputeBundleInput = z.infer<typeof DisputeBundleInput>;

/** One question whose signed answer is a part of the file. */
export const BundlePart = z
  .strictObject({
    transaction: z.string().max(64),
    /** The one argument of the question, as canonical JSON: byte for byte what the answer is to. */
    input: z.string().max(4_000),
  })
  .meta({ id: 'BundlePart' });
export type BundlePart = z.infer<typeof BundlePart>;

/** As much as one file holds; beyond it no file is promised to be whole. */
export const MAX_PARTS = 2_000;

/**
 * 证据卷目录: every question whose answer is signed about a dispute, as of one instant. Signed itself,
 * it is what the file is held against: a part that is missing is missed.
 */
export const DisputeManifest = z
  .strictObject({
    v: z.literal(1),
    dispute: Id,
    status: DisputeStatus,
    asked: Asked,
    parts: z.array(BundlePart).max(MAX_PARTS),
    ...echoed,
  })
  .meta({ id: 'DisputeManifest' });
export type DisputeManifest = z.infer<typeof DisputeManifest>;
