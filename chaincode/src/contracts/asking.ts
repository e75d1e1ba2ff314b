import {
  type CitedQuery,
  isWatcher,
  LedgerError,
  notInFile,
  type QueryTarget,
  requireNamedQuery,
  requirePurpose,
} from '../model/index.js';
import { isSide } from './asked-sides.js';
import type { LedgerContext } from './context.js';
import { askedOf } from './desk.js';
import { isInFile } from './dispute-file.js';

/**
 * Opens a record to whoever is none of its sides: only for a purpose that was committed before, by
 * this caller, about this record, or about the dispute in whose file it is (NATIONAL_2026/30).
 *
 * @throws LedgerError QUERY_PURPOSE_MISSING, QUERY_NOT_FOUND, QUERY_PURPOSE_EXCEEDED
 */
export async function requireAsked(
  ctx: LedgerContext,
  on: QueryTarget,
  cited: CitedQuery,
): Promise<void> {
  const { dispute: id } = cited;
  if (id === undefined) return requireQuery(ctx, on, cited);
  const dispute = await ctx.world.disputes.cases.find(id);
  // Who may not look learns no more about a dispute than that this does not lead there.
  if (dispute === undefined || !(await isInFile(ctx, dispute, on))) throw notInFile(on, id);
  // It decides upon this: its office is the purpose, as it is for the dispute itself.
  if (dispute.body === ctx.actor.uscc) return;
  await requireQuery(ctx, { kind: 'DISPUTE', id }, cited);
}

async function requireQuery(ctx: LedgerContext, on: QueryTarget, cited: CitedQuery): Promise<void> {
  const { query, purpose } = requireNamedQuery(cited, on);
  const asked = await ctx.world.register.queries.require('QUERY_NOT_FOUND', on.kind, on.id, query);
  // What the beacons bear out: an old clock opens nothing that is closed.
  const { asOf } = await askedOf(ctx, {});
  requirePurpose(asked, { uscc: ctx.actor.uscc, purpose }, asOf);
}

/**
 * The same for whoever is one of the sides, or asked. Registrars keep the register together and hold
 * applications against each other’s (NATIONAL_2026/33): a case is their own business.
 */
export async function requireSideOrAsked(
  ctx: LedgerContext,
  on: QueryTarget,
  cited: CitedQuery,
): Promise<void> {
  if (on.kind === 'CASE' && ctx.actor.role === 'registrar') return;
  if (!(await isSide(ctx, on))) await requireAsked(ctx, on, cited);
}

/**
 * To its sides as they are; to whoever judges or supervises, for a purpose on record; to nobody else,
 * whatever it asks.
 *
 * @throws LedgerError CALLER_FORBIDDEN, QUERY_PURPOSE_MISSING, QUERY_NOT_FOUND,
 *   QUERY_PURPOSE_EXCEEDED
 */
export async function requireSideOrOffice(
  ctx: LedgerContext,
  on: QueryTarget,
  cited: CitedQuery,
): Promise<void> {
  if (!(await isSide(ctx, on))) await requireOffice(ctx, on, cited);
}

/**
 * The same for whoever was found to be none of those who see it as they are.
 *
 * @throws LedgerError as `requireSideOrOffice` does
 */
export async function requireOffice(
  ctx: LedgerContext,
  on: QueryTarget,
  cited: CitedQuery,
): Promise<void> {
  if (!isWatcher(ctx.actor.role)) {
    throw new LedgerError('CALLER_FORBIDDEN', `${on.kind} ${on.id} is others’.`, { on });
  }
  await requireAsked(ctx, on, cited);
}
