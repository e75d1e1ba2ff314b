import {
  acted,
  type BeaconCitation,
  type DisputeAct,
  type DisputeCase,
  type DisputeSubmission,
  hasRoom,
  later,
  MAX_SUBMISSIONS,
  sidesOf,
  type SpokenFor,
  withClosed,
  withOpen,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { actOf } from './desk.js';
import { requireSpeaker } from './dispute-ground.js';

interface Opening {
  readonly id: string;
  readonly spokenFor?: SpokenFor | undefined;
  readonly beacon?: BeaconCitation | undefined;
}

export interface OpenDispute {
  readonly record: DisputeCase;
  readonly act: DisputeAct;
}

/** A dispute, and who acts on it: never before what was last done to it. */
export async function openDispute(
  ctx: LedgerContext,
  { id, spokenFor, beacon }: Opening,
): Promise<OpenDispute> {
  // The beacon first: a late act learns nothing about the record.
  const { notBefore } = await actOf(ctx, beacon);
  const record = await ctx.world.disputes.cases.require('RECORD_NOT_FOUND', id);
  await requireSpeaker(ctx, record.rights, spokenFor);
  const last = record.steps.at(-1)?.by.at ?? record.filed.at;
  const by = acted(ctx.actor, ctx.moment, later(last, notBefore));
  return { record, act: { by, notBefore, spokenFor } };
}

/** One step further: written, and announced. */
export async function proceed(
  ctx: LedgerContext,
  record: DisputeCase,
  event: string,
): Promise<DisputeCase> {
  await ctx.world.disputes.cases.put(record, record.id);
  ctx.emit(event, { dispute: record.id, body: record.body });
  return record;
}

/**
 * From now on nobody disposes of these rights, grants anew or lists them; what was granted goes on.
 *
 * @throws LedgerError DISPUTE_TOO_MANY
 */
export async function blockRights(
  ctx: LedgerContext,
  rights: readonly string[],
  entry: { readonly id: string; readonly since: string },
): Promise<void> {
  const { disputes } = ctx.world.encumbrances;
  for (const right of rights) {
    await disputes.put(withOpen(await disputes.find(right), right, entry), right);
  }
}

/** The same for what blocks in any case: a right that has as many as it can is blocked already. */
export async function blockWhereRoom(
  ctx: LedgerContext,
  rights: readonly string[],
  entry: { readonly id: string; readonly since: string },
): Promise<void> {
  const { disputes } = ctx.world.encumbrances;
  for (const right of rights) {
    const head = await disputes.find(right);
    if (hasRoom(head)) await disputes.put(withOpen(head, right, entry), right);
  }
}

export async function freeRights(
  ctx: LedgerContext,
  rights: readonly string[],
  entry: { readonly id: string; readonly since: string },
  end: { readonly until: string; readonly outcome: string },
): Promise<void> {
  const { disputes } = ctx.world.encumbrances;
  for (const right of rights) {
    const head = withClosed(await disputes.find(right), entry, end);
    if (head !== undefined) await disputes.put(head, right);
  }
}

/** Ends the blocking that the acceptance began, whatever ended the dispute. */
export async function release(
  ctx: LedgerContext,
  { id, rights, steps }: DisputeCase,
  outcome: string,
): Promise<void> {
  const since = steps.find(({ kind }) => kind === 'ACCEPTED')?.by.at;
  const until = steps.at(-1)?.by.at;
  if (since === undefined || until === undefined) return;
  await freeRights(ctx, rights, { id, since }, { until, outcome });
}

/** Everything that the sides submitted, side by side, each in the order of its ids. */
export async function submissionsOf(
  ctx: LedgerContext,
  record: DisputeCase,
): Promise<DisputeSubmission[]> {
  const { submissions, submissionsBySide } = ctx.world.disputes;
  const found: DisputeSubmission[] = [];
  for (const side of sidesOf(record)) {
    const { items } = await submissionsBySide.first(MAX_SUBMISSIONS, record.id, side);
    for (const id of items) {
      found.push(await submissions.require('RECORD_NOT_FOUND', record.id, id));
    }
  }
  return found;
}
