import {
  acted,
  type ActedBy,
  type AuthorizationAgreement,
  type BeaconCitation,
  extendTimeline,
  type OperationRules,
  type TimelineEntry,
  type TimelineHead,
  type TimelineStep,
} from '../model/index.js';
import { sequenced } from '../state/operation.js';
import type { LedgerContext } from './context.js';
import { actOf } from './desk.js';

/**
 * Who acts, when, and after which beacon: every step under an agreement may be held against a day.
 *
 * @param after what happened to the record before
 * @throws LedgerError BEACON_TOO_OLD, CLIENT_TIME_OUT_OF_WINDOW
 */
export async function actedBy(
  ctx: LedgerContext,
  citation: BeaconCitation | undefined,
  after?: string,
): Promise<ActedBy> {
  const { moment } = await actOf(ctx, citation);
  return acted(ctx.actor, moment, after);
}

/** An agreement, and who acts on it: never before what was last done to it. */
export async function openAgreement(
  ctx: LedgerContext,
  id: string,
  citation: BeaconCitation | undefined,
): Promise<{ readonly agreement: AuthorizationAgreement; readonly by: ActedBy }> {
  // The beacon first: a late act learns nothing about the record.
  await actOf(ctx, citation);
  const agreement = await ctx.world.operation.agreements.require('AGREEMENT_NOT_FOUND', id);
  return { agreement, by: acted(ctx.actor, ctx.moment, agreement.changedAt) };
}

/**
 * Writes what happened into the timeline of an agreement, in the transaction in which it did.
 *
 * @returns the last entry
 */
export async function note(
  ctx: LedgerContext,
  agreement: string,
  steps: readonly TimelineStep[],
  facts: Pick<TimelineHead, 'scopePublishedAt' | 'evaluatedAt'> = {},
): Promise<TimelineEntry> {
  const { heads, events } = ctx.world.operation;
  const { entries, head } = extendTimeline(agreement, await heads.find(agreement), steps);
  for (const entry of entries) await events.put(entry, agreement, sequenced(entry.seq));
  await heads.put({ ...head, ...facts }, agreement);
  const last = entries.at(-1);
  if (last === undefined) throw new TypeError('Nothing happened.');
  return last;
}

/** The rules that an agreement was drafted under, in force or not. */
export const rulesOf = (
  ctx: LedgerContext,
  { rules }: Pick<AuthorizationAgreement, 'rules'>,
): Promise<OperationRules> => ctx.world.rules.operationVersion(rules.id, rules.version);
