import {
  type Act,
  actState,
  type ApplicationForm,
  append,
  flagOf,
  isCreating,
  isLive,
  type Output,
  type Other,
  type RegistrationCase,
  type RuleProfile,
  sketchBands,
  sketchContainment,
  sketchSimilarity,
  type SketchRecord,
} from '../model/index.js';
import { calendarsOf } from './desk.js';
import type { LedgerContext } from './context.js';

/** More hits than this say no more than that there are many. */
const MAX_HITS = 50;
/** Of one band; a sketch has dozens. */
const MAX_IN_BAND = 20;
/** Basis points of what is the same. */
export const SAME = 10_000;

type Tier = Other['tier'];
/** How another case’s data is like this one’s. */
export interface Hit {
  readonly tier: Tier;
  readonly similarity: number;
}
type Match = Output<'overlap:matches'>['matches'][number];

export interface Applying {
  readonly form: ApplicationForm;
  readonly profile: RuleProfile;
  readonly act: Act;
}

/** Flags what is the same data by its digests; nothing is refused for it. */
export async function noteOverlaps(
  ctx: LedgerContext,
  record: RegistrationCase,
  { form, profile, act }: Applying,
): Promise<RegistrationCase> {
  if (!isCreating(form)) return record;
  const found = new Map<string, Hit>();
  const { casesByDigest } = ctx.world.register;
  const digests: [Tier, string | undefined][] = [
    ['ROWS', form.fingerprint?.rowsDigest],
    ['EXACT', form.digests['SHA-256']],
  ];
  for (const [tier, digest] of digests) {
    if (digest === undefined) continue;
    const { items } = await casesByDigest.first(MAX_HITS, tier, digest);
    for (const id of items) found.set(id, { tier, similarity: SAME });
  }
  return flagged(ctx, record, found, { form, profile, act });
}

/** Cases whose data is like this one’s by the registrar’s sketch. */
export async function likeSketch(
  ctx: LedgerContext,
  { case: id, sketch, rows }: Pick<SketchRecord, 'case' | 'sketch' | 'rows'>,
  { overlap }: RuleProfile,
): Promise<Map<string, Hit>> {
  const { casesByBand, sketches } = ctx.world.register;
  const candidates = new Set<string>();
  for (const band of sketchBands(sketch)) {
    const { items } = await casesByBand.first(MAX_IN_BAND, band);
    for (const item of items) candidates.add(item);
  }
  candidates.delete(id);
  const found = new Map<string, Hit>();
  for (const candidate of [...candidates].sort().slice(0, MAX_HITS)) {
    const other = await sketches.find(candidate);
    if (other?.sketch.keyId !== sketch.keyId) continue;
    const similarity = sketchSimilarity(sketch, other.sketch);
    const containment = sketchContainment({ rows, sketch }, other);
    if (similarity < overlap.similarity && containment < overlap.containment) continue;
    found.set(candidate, { tier: 'SKETCH', similarity });
  }
  return found;
}

/** Appends what was found to the case, the cases that came to nothing left out. */
export async function flagged(
  ctx: LedgerContext,
  record: RegistrationCase,
  found: ReadonlyMap<string, Hit>,
  { form, profile, act }: Applying,
): Promise<RegistrationCase> {
  const flags = [];
  for (const match of await matchesOf(ctx, record.id, found, act.notBefore)) {
    if (flags.length === MAX_HITS || !isLive(match.status)) continue;
    flags.push(flagOf(match, { ...record, form }, profile));
  }
  if (flags.length === 0) return record;
  const facts = { kind: 'OVERLAP_FOUND' as const, flags, article: profile.overlap.article };
  return append(record, facts, act);
}

export async function matchesOf(
  ctx: LedgerContext,
  except: string,
  found: ReadonlyMap<string, Hit>,
  at: string,
): Promise<Match[]> {
  const matches: Match[] = [];
  for (const [id, { tier, similarity }] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const other = id === except ? undefined : await ctx.world.register.cases.find(id);
    if (other?.data === undefined) continue;
    const { status, certificateNo } = actState(other, await calendarsOf(ctx, other, at), at);
    const { applicant, registrar, data } = other;
    const certificate = certificateNo === undefined ? {} : { certificate: certificateNo };
    matches.push({
      tier,
      similarity,
      case: id,
      data,
      applicant,
      registrar,
      status,
      ...certificate,
    });
  }
  return matches;
}
