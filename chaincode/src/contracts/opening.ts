import {
  type Act,
  begin,
  type CatalogEntry,
  type Input,
  LedgerError,
  type ListCitation,
  move,
  openGrantStatus,
  type OpenReview,
  type Output,
  requireFlow,
  requireGranted,
  requireOpenReview,
  requireParty,
  shanghaiDate,
} from '../model/index.js';
import { madeBy, requireOpenable, starting } from './acting.js';
import { requireEntry } from './catalog.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';
import { citeNegativeList, requireNotListed } from './negative-list.js';

/** 开放: decided against the negative list, then open to all or to named recipients. */
export class OpeningContract extends LedgerContract {
  constructor() {
    super('opening');
  }

  async review(
    ctx: LedgerContext,
    input: Input<'opening:review'>,
  ): Promise<Output<'opening:review'>> {
    const act = await starting(ctx, input);
    const { id, catalogNo, outcome, reasons } = input;
    const entry = await requireEntry(ctx, catalogNo);
    requireParty(act, [entry.department], catalogNo);
    const { list, attestations } =
      outcome === 'APPROVED'
        ? await approvable(ctx, entry)
        : { list: await citeNegativeList(ctx), attestations: [] };
    const { version, department } = entry;
    const facts = { id, catalogNo, version, department, outcome, reasons, list, attestations };
    const review = { v: 1 as const, ...facts, ...madeBy(act) };
    await ctx.world.masterCatalog.reviews.create('RECORD_EXISTS', review, id);
    ctx.emit('opening.reviewed', { id, catalogNo, outcome, list });
    return review;
  }

  async publish(
    ctx: LedgerContext,
    input: Input<'opening:publish'>,
  ): Promise<Output<'opening:publish'>> {
    const { act, review, list } = await reviewed(ctx, input);
    const { id, category, licence, licenceDigest } = input;
    const { catalogNo, version } = review;
    const facts = { id, review: review.id, catalogNo, version, category, licence, licenceDigest };
    const set = { v: 1 as const, ...facts, list, ...madeBy(act) };
    await ctx.world.masterCatalog.openSets.create('RECORD_EXISTS', set, id);
    ctx.emit('opening.published', { id, catalogNo, list });
    return set;
  }

  async grant(ctx: LedgerContext, input: Input<'opening:grant'>): Promise<Output<'opening:grant'>> {
    const { act, review, list } = await reviewed(ctx, input);
    const { id, kind, recipients, purposes, term, licenceDigest } = input;
    const { catalogNo, version, department } = review;
    const what = { kind, review: review.id, catalogNo, version, department };
    const scope = { recipients, purposes, term, licenceDigest, list };
    const grant = { ...begin(id, 'ACTIVE', act), ...what, ...scope };
    await ctx.world.masterCatalog.openGrants.create('RECORD_EXISTS', grant, id);
    ctx.emit('opening.granted', { id, kind, catalogNo, list });
    return grant;
  }

  async revoke(
    ctx: LedgerContext,
    input: Input<'opening:revoke'>,
  ): Promise<Output<'opening:revoke'>> {
    const act = await starting(ctx, input);
    const { openGrants } = ctx.world.masterCatalog;
    const grant = await openGrants.require('RECORD_NOT_FOUND', input.id);
    requireParty(act, [grant.department], grant.id);
    const step = { from: ['ACTIVE'], to: 'REVOKED', note: input.reasons } as const;
    const revoked = move(grant, step, act);
    await openGrants.put(revoked, grant.id);
    ctx.emit('opening.revoked', { id: grant.id });
    return revoked;
  }

  async deliver(
    ctx: LedgerContext,
    input: Input<'opening:deliver'>,
  ): Promise<Output<'opening:deliver'>> {
    const act = await starting(ctx, input);
    const { openGrants, openDeliveries } = ctx.world.masterCatalog;
    const grant = await openGrants.require('RECORD_NOT_FOUND', input.grant);
    requireParty(act, [grant.department], grant.id);
    requireFlow(grant, ['ACTIVE']);
    requireGranted(grant, input, act.moment.time);
    // What was listed since the grant goes out no more.
    await requireNotListed(ctx, [grant.catalogNo]);
    const { id, recipient, purpose, deliveryDigest } = input;
    const facts = { id, grant: grant.id, recipient, purpose, deliveryDigest };
    const delivery = { v: 1 as const, ...facts, ...madeBy(act) };
    await openDeliveries.create('RECORD_EXISTS', delivery, grant.id, id);
    ctx.emit('opening.delivered', { grant: grant.id, id, recipient });
    return delivery;
  }

  async decision(
    ctx: LedgerContext,
    { id }: Input<'opening:decision'>,
  ): Promise<Output<'opening:decision'>> {
    return ctx.world.masterCatalog.reviews.require('RECORD_NOT_FOUND', id);
  }

  async set(ctx: LedgerContext, { id }: Input<'opening:set'>): Promise<Output<'opening:set'>> {
    return ctx.world.masterCatalog.openSets.require('RECORD_NOT_FOUND', id);
  }

  async granted(
    ctx: LedgerContext,
    { id, asOf: asked }: Input<'opening:granted'>,
  ): Promise<Output<'opening:granted'>> {
    const { asOf } = await askedOf(ctx, { asOf: asked });
    const grant = await ctx.world.masterCatalog.openGrants.require('RECORD_NOT_FOUND', id);
    return { grant, status: openGrantStatus(grant, asOf, shanghaiDate(asOf)), asOf };
  }

  async deliveries(
    ctx: LedgerContext,
    { grant, ...page }: Input<'opening:deliveries'>,
  ): Promise<Output<'opening:deliveries'>> {
    const { openGrants, openDeliveries } = ctx.world.masterCatalog;
    await openGrants.require('RECORD_NOT_FOUND', grant);
    return openDeliveries.page(page, grant);
  }
}

/** What a decision to open rests on. */
async function approvable(
  ctx: LedgerContext,
  entry: CatalogEntry,
): Promise<{ list: ListCitation; attestations: string[] }> {
  const attestations = await requireOpenable(ctx, entry);
  if (entry.openType === 'NOT_OPEN') {
    const { catalogNo } = entry;
    throw new LedgerError('OPEN_NOT_ALLOWED', `${catalogNo} is not opened.`, { catalogNo });
  }
  return { list: await requireNotListed(ctx, [entry.catalogNo]), attestations };
}

/** The decision that an opening rests on; what held then must hold now. */
async function reviewed(
  ctx: LedgerContext,
  input: { readonly review: string } & Parameters<typeof starting>[1],
): Promise<{ act: Act; review: OpenReview; list: ListCitation }> {
  const act = await starting(ctx, input);
  const found = await ctx.world.masterCatalog.reviews.find(input.review);
  if (found === undefined) {
    throw new LedgerError('OPEN_REVIEW_REQUIRED', `There is no decision ${input.review}.`, {
      review: input.review,
    });
  }
  requireParty(act, [found.department], found.id);
  const entry = await requireEntry(ctx, found.catalogNo);
  await requireOpenable(ctx, entry);
  const review = requireOpenReview(found, entry);
  return { act, review, list: await requireNotListed(ctx, [entry.catalogNo]) };
}
