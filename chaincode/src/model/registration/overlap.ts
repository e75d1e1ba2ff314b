import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { Sketch } from '../fingerprint.js';
import { HolderId } from '../holder.js';
import { Id, TransactionId, Uscc } from '../schema.js';
import { isCreating, type ApplicationForm, type CreatingForm, VersionRef } from './application.js';
import { CaseStatus } from './case.js';
import { isSameVersion } from './description.js';
import { OverlapFlag, MatchTier } from './case-steps.js';
import type { RuleProfile } from './profile.js';
import { citedQuery } from './cited-query.js';

/** Another registration, or application for one, of the same or like data. */
export interface Other {
  readonly tier: z.infer<typeof MatchTier>;
  readonly similarity: number;
  readonly case: string;
  readonly applicant: string;
  readonly registrar: string;
  readonly data: VersionRef;
  readonly certificate?: string | undefined;
}

export interface Applying {
  readonly applicant: string;
  readonly registrar: string;
  readonly form: ApplicationForm;
}

/**
 * Several holders of one right on one data set are lawful (NATIONAL_2026/21), so a hit refuses
 * nothing. It is disclosed; unless the applicant named the registered data itself and the paper
 * behind its own right, it must be explained; and the same applicant at two registrars is flagged as
 * what articles 33 and 39(2) speak of.
 */
export function flagOf(other: Other, applying: Applying, { overlap }: RuleProfile): OverlapFlag {
  return {
    code: flagCode(other, applying),
    tier: other.tier,
    similarity: other.similarity,
    other: other.data,
    ...(other.certificate === undefined ? {} : { certificate: other.certificate }),
    article: overlap.article,
  };
}

function flagCode(other: Other, { applicant, registrar, form }: Applying): OverlapFlag['code'] {
  if (other.applicant === applicant && other.registrar !== registrar) return 'REPEAT_REGISTRATION';
  return isCreating(form) && namesIt(form, other)
    ? 'OVERLAP_DISCLOSED'
    : 'OVERLAP_EXPLANATION_REQUIRED';
}

function namesIt(form: CreatingForm, { data, applicant }: Other): boolean {
  const same = isSameVersion(form.data, data);
  const own = form.allocation.filter(({ holder }) => holder !== applicant);
  return same && own.length > 0 && own.every(({ proofDigest }) => proofDigest !== undefined);
}

/** Cases that came to nothing are no overlap. */
export const isLive = (status: CaseStatus): boolean =>
  !['REFUSED', 'TERMINATED', 'WITHDRAWN', 'NOT_SUPPLEMENTED'].includes(status);

export const MatchesInput = z
  .strictObject({ case: Id, ...citedQuery })
  .meta({ id: 'MatchesInput' });
export const Match = z
  .strictObject({
    tier: MatchTier,
    similarity: z.int(),
    case: Id,
    data: VersionRef,
    applicant: HolderId,
    registrar: Uscc,
    status: CaseStatus,
    certificate: z.string().optional(),
  })
  .meta({ id: 'Match' });
export const Matches = z
  .strictObject({ case: Id, matches: z.array(Match), truncated: z.boolean() })
  .meta({ id: 'Matches' });

/** `sketch~case`: the registrar’s keyed sketch of what a case applies for. */
export const SketchRecord = z
  .strictObject({
    v: z.literal(1),
    case: Id,
    data: VersionRef,
    rows: z.int().min(0),
    sketch: Sketch,
    txId: TransactionId,
  })
  .meta({ id: 'SketchRecord' });
export type SketchRecord = z.infer<typeof SketchRecord>;
export const SketchInput = z
  .strictObject({
    case: Id,
    rows: z.int().min(0),
    sketch: Sketch,
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'SketchInput' });
