import {
  acted,
  type ActedBy,
  type BeaconCitation,
  distance,
  type DriftEntry,
  effectiveScope,
  type GrantClosure,
  grantedPurposes,
  type GrantScope,
  grantorsOf,
  lastChange,
  permits,
  type PurposeDistance,
  type RefusalReason,
  refusePersonalIn,
  requirePurposes,
  uncited,
  type UseQuestion,
  weekOf,
  type Work,
  workReasons,
} from '../model/index.js';
import { isAttested } from './attested.js';
import type { LedgerContext } from './context.js';
import { actOf } from './desk.js';
import { grantClosure } from './granting.js';
import { purposeTree } from './purposes.js';

/** What the ledger says of an attempt, before anything is counted or written. */
export interface Judged {
  readonly by: ActedBy;
  readonly over: string[];
  readonly distance: PurposeDistance;
  readonly scope: GrantScope;
  /** Why it is refused; nothing where it is permitted. */
  readonly reasons: readonly RefusalReason[];
}

export interface Attempt extends Omit<UseQuestion, 'by'> {
  readonly algorithm?: string | undefined;
  readonly beacon?: BeaconCitation | undefined;
}

/**
 * Who tries what, and every reason against it, the count aside.
 *
 * @throws LedgerError BEACON_TOO_OLD, CLIENT_TIME_OUT_OF_WINDOW, PERSONAL_DATA_REFUSED,
 *   GRANT_NOT_FOUND, PURPOSE_UNKNOWN
 */
export async function judge(ctx: LedgerContext, attempt: Attempt): Promise<Judged> {
  refusePersonalIn(uncited(attempt));
  const { moment } = await actOf(ctx, attempt.beacon);
  const tree = await purposeTree(ctx);
  requirePurposes(tree, [attempt.purpose]);
  const closure = await grantClosure(ctx, attempt.grant);
  // What was done above counts before this, whatever this caller’s clock says (ledger rule 3).
  const by = acted(ctx.actor, moment, lastChange(closure, moment.time));
  const instants = { asOf: by.at, knownAt: by.at };
  const granted = grantedPurposes(closure, instants);
  const scope = scopeOf(closure, instants);
  const { grant, purpose, fields, parts, territory } = attempt;
  const question = { grant, by: by.uscc, purpose, fields, parts, territory };
  const decision = permits(closure, question, instants);
  return {
    by,
    scope,
    over: grantorsOf(closure),
    distance: distance(tree, purpose, granted),
    reasons: [
      ...(decision.permitted ? [] : decision.reasons),
      ...workReasons(scope, await workOf(ctx, attempt), grant),
    ],
  };
}

/** What is in effect, or what the grant says by itself where nothing is. */
function scopeOf(closure: GrantClosure, instants: { asOf: string; knownAt: string }): GrantScope {
  const [first, ...rest] = closure.links;
  const { grant } = rest.at(-1) ?? first;
  return effectiveScope(closure, instants).scope ?? grant.scope;
}

async function workOf(
  ctx: LedgerContext,
  { algorithm, outputType }: Pick<Attempt, 'algorithm' | 'outputType'>,
): Promise<Work> {
  if (algorithm === undefined) return { outputType, isAttested: false };
  const registered = await ctx.world.uses.algorithms.find(algorithm);
  const asked = { kind: 'ALGORITHM' as const, subject: algorithm, at: ctx.moment.time };
  return { algorithm, outputType, registered, isAttested: await isAttested(ctx, asked) };
}

/** Writes an attempt where the drift report counts it. */
export async function noteDrift(ctx: LedgerContext, entry: DriftEntry): Promise<void> {
  const { grantee, at, kind, id } = entry;
  await ctx.world.uses.drift.put(entry, grantee, weekOf(at), kind, id);
}
