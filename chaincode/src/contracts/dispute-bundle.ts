import {
  citedIn,
  type Deadline,
  type DisputeBundleInput,
  type DisputeCase,
  type DisputeManifest,
  disputeStatus,
  type DisputeSubject,
  echo,
  type Instants,
  LedgerError,
  MAX_DISPUTES,
  OFFICES,
  sidesOf,
} from '../model/index.js';
import { numbered } from '../state/register.js';
import { addEvidence, addPack, addRight } from './bundle-parts.js';
import type { LedgerContext } from './context.js';
import { askedOf } from './desk.js';
import { Parts } from './dispute-parts.js';
import { submissionsOf } from './disputing.js';

/** Refusals of one page, and deliveries of one grant that are looked at. */
const PAGE = 100;
const MAX_DELIVERIES = 500;

/**
 * Every question about a dispute whose answer is signed: what it is about, what was submitted, what
 * was refused on record, the platform’s standing when evidence was deposited, and the lists that the
 * answers rest on.
 *
 * @throws LedgerError BUNDLE_TOO_LARGE
 */
export async function disputeManifest(
  ctx: LedgerContext,
  record: DisputeCase,
  { permits, audience, nonce, query, purpose }: DisputeBundleInput,
): Promise<DisputeManifest> {
  const asked = await askedOf(ctx, {});
  const { knownAt } = asked;
  const isSide = sidesOf(record).includes(ctx.actor.uscc);
  const cited = citedIn({ query, purpose, dispute: record.id });
  const parts = new Parts(isSide ? {} : cited);
  await addCase(ctx, parts, record, asked);
  for (const question of permits) parts.add('grant:permits', { ...question, knownAt });
  parts.addStandings(knownAt);
  return {
    ...{ v: 1, dispute: record.id, status: disputeStatus(record, asked), asked },
    parts: parts.all,
    ...echo({ audience, nonce }),
  };
}

/** What the dispute is about, and what it rests on. */
async function addCase(
  ctx: LedgerContext,
  parts: Parts,
  record: DisputeCase,
  instants: Instants,
): Promise<void> {
  const { id, subjects, rights, standing } = record;
  const { asOf, knownAt } = instants;
  parts.add('dispute:read', { id, asOf, knownAt, ...parts.cited });
  for (const subject of subjects) await addSubject(ctx, parts, subject, instants);
  for (const right of rights) await addRight(ctx, parts, right, instants);
  for (const each of standing.evidence) await addEvidence(ctx, parts, each);
  for (const { deposit, pack } of await submissionsOf(ctx, record)) {
    if (deposit !== undefined) await addEvidence(ctx, parts, deposit.id);
    if (pack !== undefined) await addPack(ctx, parts, pack, instants);
  }
  const { objection } = standing;
  // Files of cases are open to offices and their parties alone (NATIONAL_2026/30).
  if (objection !== undefined && OFFICES.includes(ctx.actor.role)) {
    parts.add('registration:read', { id: objection.case, asOf, knownAt, ...parts.cited });
  }
}

async function addSubject(
  ctx: LedgerContext,
  parts: Parts,
  { kind, id }: DisputeSubject,
  instants: Instants,
): Promise<void> {
  const { asOf, knownAt } = instants;
  if (kind === 'CERTIFICATE') parts.add('register:certificate', { no: id, asOf, knownAt });
  if (kind === 'GRANT') await addGrant(ctx, parts, id, instants);
  if (kind !== 'DELIVERY') return;
  await addDelivery(ctx, parts, id, instants);
  const delivery = await ctx.world.deliveries.deliveries.require('RECORD_NOT_FOUND', id);
  await addGrant(ctx, parts, delivery.grant, instants);
}

/** A grant, what was delivered under it, and what it refused. */
async function addGrant(
  ctx: LedgerContext,
  parts: Parts,
  id: string,
  instants: Instants,
): Promise<void> {
  const { asOf, knownAt } = instants;
  parts.add('grant:read', { id, asOf, knownAt });
  const grant = await ctx.world.grants.grants.require('RECORD_NOT_FOUND', id);
  if (grant.source.kind === 'GRANT') await addGrant(ctx, parts, grant.source.grant, instants);
  if (grant.source.kind === 'RIGHT') await addRight(ctx, parts, grant.source.right, instants);
  const { byGrant, refusals } = ctx.world.deliveries;
  const { items, truncated } = await byGrant.first(MAX_DELIVERIES, id);
  if (truncated) throw tooLarge(id);
  for (const each of items) await addDelivery(ctx, parts, each, instants);
  let cursor: string | undefined;
  do {
    const page = { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
    parts.add('delivery:refusals', { grant: id, ...page, ...parts.cited });
    cursor = (await refusals.page(page, id)).next;
  } while (cursor !== undefined);
}

const tooLarge = (grant: string): LedgerError =>
  new LedgerError('BUNDLE_TOO_LARGE', `More was delivered under ${grant} than one file holds.`, {
    ...{ grant, limit: MAX_DELIVERIES },
  });

async function addDelivery(
  ctx: LedgerContext,
  parts: Parts,
  id: string,
  { asOf }: Instants,
): Promise<void> {
  const { deliveries, disputes, answers } = ctx.world.deliveries;
  const { receiptDue } = await deliveries.require('RECORD_NOT_FOUND', id);
  parts.add('delivery:read', { id, asOf, ...parts.cited });
  noteCalendars(parts, receiptDue);
  for (let number = 1; number <= MAX_DISPUTES; number += 1) {
    const dispute = await disputes.find(id, numbered(number));
    if (dispute === undefined) break;
    const answer = await answers.find(id, numbered(number));
    for (const each of [...dispute.evidence, ...(answer?.evidence ?? [])]) {
      await addEvidence(ctx, parts, each);
    }
  }
}

const noteCalendars = (parts: Parts, { calendars }: Deadline): void => {
  for (const { listId, version } of calendars) parts.note(listId, version);
};
