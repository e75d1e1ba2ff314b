import {
  acknowledge,
  type ActedBy,
  applyListing,
  type BeaconCitation,
  closed,
  disclose,
  type Input,
  later,
  LedgerError,
  type ListingConduct,
  type ListingFile,
  listingState,
  type ListingStep,
  opened,
  type Output,
  refusePersonalIn,
  requireChecking,
  requireNone,
  sayOfListing,
  standingReasons,
  uncited,
} from '../model/index.js';
import { headKey, openListings } from './check-facts.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';
import { groundListing, type Offered } from './listing-ground.js';
import { principalOf } from './mandated.js';
import { actedBy } from './operating.js';
import { consume } from './relying.js';

/** 挂牌: applied for, checked, listed, and suspended by whatever stands against it. */
export class ListingContract extends LedgerContract {
  constructor() {
    super('listing');
  }

  async disclose(
    ctx: LedgerContext,
    input: Input<'listing:disclose'>,
  ): Promise<Output<'listing:disclose'>> {
    refusePersonalIn(uncited(input));
    const by = await actedBy(ctx, input.beacon);
    const act = { power: 'DISCLOSE' as const, subject: input.subject };
    const made = disclose(input, await principalOf(ctx, by, input, act), by);
    const { id, digest, seller } = made;
    await ctx.world.market.disclosures.create('DISCLOSURE_EXISTS', made, id);
    ctx.emit('listing.disclosed', { disclosure: id, digest, seller });
    return made;
  }

  async acknowledge(
    ctx: LedgerContext,
    { disclosure: id, digest, beacon }: Input<'listing:acknowledge'>,
  ): Promise<Output<'listing:acknowledge'>> {
    const by = await actedBy(ctx, beacon);
    const { disclosures, seen } = ctx.world.market;
    const disclosure = await disclosures.require('DISCLOSURE_NOT_FOUND', id);
    const record = acknowledge(disclosure, digest, by);
    await seen.create('RECORD_EXISTS', record, id, by.uscc);
    ctx.emit('listing.acknowledged', { disclosure: id, bidder: by.uscc, digest });
    return record;
  }

  async apply(ctx: LedgerContext, input: Input<'listing:apply'>): Promise<Output<'listing:apply'>> {
    refusePersonalIn(uncited(input));
    const by = await actedBy(ctx, input.beacon);
    const { id, exchange, terms } = input;
    const act = { power: 'LIST' as const, subject: terms.subject };
    const seller = await principalOf(ctx, by, input, act);
    await requireExchange(ctx, exchange);
    const { standing, instants } = await groundListing(ctx, { seller, exchange, terms }, by);
    // The rest is for the check to say, every reason at once.
    const atOnce = standingReasons(standing, instants).filter(({ code }) => AT_ONCE.includes(code));
    requireNone(atOnce, `${id} can not be applied for`);
    const label = terms.subject.kind === 'RIGHT' ? ('OWN' as const) : ('FOREIGN' as const);
    const listing = applyListing(input, { seller, label }, by);
    const { listings, listingsByRight } = ctx.world.market;
    await listings.create('LISTING_EXISTS', listing, id);
    if (terms.subject.kind === 'RIGHT') await listingsByRight.add(terms.subject.right, id);
    ctx.emit('listing.applied', { listing: id, exchange, seller, terms: listing.termsDigest });
    return listing;
  }

  /** Repeats the check, consumes it, and takes the one head of the right. */
  async list(ctx: LedgerContext, input: Input<'listing:list'>): Promise<Output<'listing:list'>> {
    const { file, by } = await openListing(ctx, input);
    const { listing } = file;
    const { id, exchange, seller, terms } = listing;
    if (by.uscc !== exchange) {
      throw new LedgerError('CALLER_FORBIDDEN', `${id} is on another exchange.`, { listing: id });
    }
    requireChecking(file);
    const { facts } = await consume(ctx, {
      ...{ ...offeredOf(listing), check: input.check, nonce: input.nonce },
      ...{ audience: exchange, by, consumer: id, beacon: input.beacon },
    });
    const others = [...facts.open];
    const start = { v: 1 as const, listing: id, check: input.check, others, listed: by };
    const { starts, heads } = ctx.world.market;
    await starts.put(start, id);
    await heads.put(opened(others, listing), ...(await headKey(ctx, terms.subject)));
    ctx.emit('listing.listed', { listing: id, exchange, seller, mode: terms.mode });
    return start;
  }

  async suspend(ctx: LedgerContext, input: Said): Promise<ListingConduct> {
    return said(ctx, input, 'SUSPENDED');
  }

  async resume(ctx: LedgerContext, input: Said): Promise<ListingConduct> {
    return said(ctx, input, 'RESUMED');
  }

  async delist(ctx: LedgerContext, input: Input<'listing:delist'>): Promise<ListingConduct> {
    const conduct = await said(ctx, input, 'DELISTED');
    const listing = await ctx.world.market.listings.require('LISTING_NOT_FOUND', input.id);
    const now = { asOf: ctx.moment.time, knownAt: ctx.moment.time };
    const open = await openListings(ctx, listing.terms.subject, now);
    const key = await headKey(ctx, listing.terms.subject);
    await ctx.world.market.heads.put(closed(open, input.id), ...key);
    return conduct;
  }

  async read(
    ctx: LedgerContext,
    { id, ...times }: Input<'listing:read'>,
  ): Promise<Output<'listing:read'>> {
    const asked = await askedOf(ctx, times);
    const file = await fileOf(ctx, id);
    const { listing, start, conduct } = file;
    const { standing } = await groundListing(ctx, offeredOf(listing), asked);
    const open = await openListings(ctx, listing.terms.subject, asked);
    return {
      listing,
      state: listingState({ ...file, standing }, asked),
      ...(start === undefined ? {} : { start }),
      ...(conduct === undefined ? {} : { conduct }),
      others: open.filter((other) => other.listing !== id),
      asked,
    };
  }

  async disclosure(
    ctx: LedgerContext,
    { id }: Input<'listing:disclosure'>,
  ): Promise<Output<'listing:disclosure'>> {
    return ctx.world.market.disclosures.require('DISCLOSURE_NOT_FOUND', id);
  }
}

type Said = Input<'listing:delist'>;
const AT_ONCE: readonly string[] = ['SEPARATION_VIOLATION', 'RIGHT_NOT_HELD'];

export const offeredOf = ({ seller, exchange, terms }: ListingFile['listing']): Offered => ({
  ...{ seller, exchange, terms },
});

/** @throws LedgerError LISTING_NOT_FOUND */
export async function fileOf(ctx: LedgerContext, id: string): Promise<ListingFile> {
  const { listings, starts, conduct } = ctx.world.market;
  return {
    listing: await listings.require('LISTING_NOT_FOUND', id),
    start: await starts.find(id),
    conduct: await conduct.find(id),
  };
}

/** A listing, and who acts on it: never before what was last done to it. */
async function openListing(
  ctx: LedgerContext,
  { id, beacon }: { readonly id: string; readonly beacon?: BeaconCitation | undefined },
): Promise<{ readonly file: ListingFile; readonly by: ActedBy }> {
  // The beacon first: a late act learns nothing about the record.
  await actedBy(ctx, beacon);
  const file = await fileOf(ctx, id);
  const past = [file.start?.listed.at, file.conduct?.entries.at(-1)?.by.at];
  const after = past.reduce<string>((last, at) => later(last, at ?? last), file.listing.applied.at);
  return { file, by: await actedBy(ctx, beacon, after) };
}

const events: Readonly<Record<ListingStep['kind'], string>> = {
  SUSPENDED: 'listing.suspended',
  RESUMED: 'listing.resumed',
  DELISTED: 'listing.delisted',
};

async function said(
  ctx: LedgerContext,
  { reasons, mandate, ...input }: Said,
  kind: ListingStep['kind'],
): Promise<ListingConduct> {
  refusePersonalIn({ reasons });
  const { file, by } = await openListing(ctx, input);
  const { id, exchange, seller, terms } = file.listing;
  const act = { power: 'DELIST' as const, subject: terms.subject };
  const principal = await principalOf(ctx, by, { mandate }, act);
  const conduct = sayOfListing(file, { kind, reasons }, by, principal);
  await ctx.world.market.conduct.put(conduct, id);
  ctx.emit(events[kind], { listing: id, exchange, seller });
  return conduct;
}

/** @throws LedgerError EXCHANGE_UNKNOWN */
async function requireExchange(ctx: LedgerContext, uscc: string): Promise<void> {
  const party = await ctx.world.parties.find(uscc);
  if (party?.state === 'VERIFIED') return;
  throw new LedgerError('EXCHANGE_UNKNOWN', `${uscc} is no verified party.`, { exchange: uscc });
}
