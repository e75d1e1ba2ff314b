import {
  type ApplicationForm,
  BEFORE_ACCEPTANCE,
  type Input,
  isCreating,
  type Output,
  requireStatus,
  sketchBands,
} from '../model/index.js';
import { applicationOf, askedOf, openAsRegistrar, profileOf } from './desk.js';
import { eventOf } from './advance.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { flagged, type Hit, likeSketch, matchesOf, SAME } from './overlapping.js';
import { requireSideOrAsked } from './asking.js';

/** What one tier shows at most. */
const MAX_SHOWN = 50;

/** 重复与重叠: disclosed to registrars and to be explained, never a refusal by itself. */
export class OverlapContract extends LedgerContract {
  constructor() {
    super('overlap');
  }

  /** The registrar keys the rows’ hashes, so that nobody else can ask what is registered. */
  async sketch(
    ctx: LedgerContext,
    input: Input<'overlap:sketch'>,
  ): Promise<Output<'overlap:sketch'>> {
    const { record, state, act } = await openAsRegistrar(ctx, input);
    requireStatus(record, state, [...BEFORE_ACCEPTANCE, 'ACCEPTED', 'UNDER_REVIEW']);
    const { register } = ctx.world;
    const { form } = await applicationOf(ctx, record);
    const profile = await profileOf(ctx, record);
    const { sketch, rows } = input;
    const found = await likeSketch(ctx, { case: record.id, sketch, rows }, profile);
    if (record.data !== undefined) {
      const kept = { v: 1 as const, case: record.id, data: record.data, rows, sketch };
      await register.sketches.create('CASE_EXISTS', { ...kept, txId: ctx.moment.txId }, record.id);
    }
    for (const band of sketchBands(sketch)) {
      await register.casesByBand.add(band, ctx.moment.time, record.id);
    }
    const next = await flagged(ctx, record, found, { form, profile, act });
    await register.cases.put(next, record.id);
    ctx.emit(eventOf('OVERLAP_FOUND'), {
      case: record.id,
      others: next.steps.length > record.steps.length ? [...found.keys()].sort() : [],
    });
    return next;
  }

  /** What else is registered or applied for, tier by tier: to registrars, to courts and supervisors for a purpose. */
  async matches(
    ctx: LedgerContext,
    { case: id, ...cited }: Input<'overlap:matches'>,
  ): Promise<Output<'overlap:matches'>> {
    const { register } = ctx.world;
    const record = await register.cases.require('CASE_NOT_FOUND', id);
    await requireSideOrAsked(ctx, { kind: 'CASE', id }, cited);
    const { form } = await applicationOf(ctx, record);
    const { found, truncated } = await sameDigests(ctx, form);
    const own = await register.sketches.find(id);
    if (own !== undefined) {
      const like = await likeSketch(ctx, own, await profileOf(ctx, record));
      for (const [hit, match] of like) if (found.get(hit)?.tier !== 'EXACT') found.set(hit, match);
    }
    const { asOf } = await askedOf(ctx, {});
    return { case: id, matches: await matchesOf(ctx, id, found, asOf), truncated };
  }
}

/** Cases whose data has a digest in common, the strongest tier last and so standing. */
async function sameDigests(
  ctx: LedgerContext,
  form: ApplicationForm,
): Promise<{ found: Map<string, Hit>; truncated: boolean }> {
  const found = new Map<string, Hit>();
  let truncated = false;
  if (!isCreating(form)) return { found, truncated };
  const { fingerprint, digests } = form;
  const tiers = [
    ['SCHEMA', fingerprint?.schemaDigest, 0],
    ['ROWS', fingerprint?.rowsDigest, SAME],
    ['EXACT', digests['SHA-256'], SAME],
  ] as const;
  for (const [tier, digest, similarity] of tiers) {
    if (digest === undefined) continue;
    const hits = await ctx.world.register.casesByDigest.first(MAX_SHOWN, tier, digest);
    truncated ||= hits.truncated;
    for (const hit of hits.items) found.set(hit, { tier, similarity });
  }
  return { found, truncated };
}
