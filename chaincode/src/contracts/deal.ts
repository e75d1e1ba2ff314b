import {
  type ActedBy,
  areAffiliated,
  type Deal,
  type DealFile,
  dealStatus,
  type Input,
  later,
  LedgerError,
  type Listing,
  type ListedSubject,
  listingState,
  type MarketDisclosure,
  type Output,
  refusePersonalIn,
  requireAcceptable,
  requireDuties,
  requireNone,
  requireUscc,
  settle,
  shanghaiDate,
  termsDigest,
  uncited,
  type VersionRef,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { deliveryOf, statusOfDelivery } from './delivering.js';
import { affiliationOf, groundListing } from './listing-ground.js';
import { fileOf, offeredOf } from './listing.js';
import { principalOf } from './mandated.js';
import { actedBy } from './operating.js';
import { consume } from './relying.js';
import { requireSideOrOffice } from './asking.js';

/** 交易: on an exchange and outside of one, the same checks under another label. */
export class DealContract extends LedgerContract {
  constructor() {
    super('deal');
  }

  async propose(ctx: LedgerContext, input: Input<'deal:propose'>): Promise<Output<'deal:propose'>> {
    refusePersonalIn(uncited(input));
    requireUscc(input.buyer);
    const by = await actedBy(ctx, input.beacon);
    const made = await (input.listing === undefined
      ? outside(ctx, input, by)
      : onExchange(ctx, { ...input, listing: input.listing }, by));
    const { deals, dealsByListing, dealsByRight } = ctx.world.market;
    await deals.create('DEAL_EXISTS', made, made.id);
    const { subject } = made.terms;
    if (made.listing !== undefined) await dealsByListing.add(made.listing, made.id);
    else if (subject.kind === 'RIGHT') await dealsByRight.add(subject.right, made.id);
    const { id, venue, seller, buyer } = made;
    ctx.emit('deal.proposed', { deal: id, venue, seller, buyer });
    return made;
  }

  async accept(ctx: LedgerContext, input: Input<'deal:accept'>): Promise<Output<'deal:accept'>> {
    const { id, disclosure, check, nonce } = input;
    const file = await dealFile(ctx, id);
    const { deal } = file;
    const by = await actedBy(ctx, input.beacon, deal.proposed.at);
    requireAcceptable(file, disclosure, by.uscc);
    if (deal.listing !== undefined) await requireListed(ctx, deal.listing, by, deal.buyer);
    else await consumed(ctx, deal, { ...input, by });
    await takeExclusive(ctx, deal);
    const { acceptances } = ctx.world.market;
    const cited = check === undefined || nonce === undefined ? {} : { check };
    const acceptance = { v: 1 as const, deal: id, disclosure, ...cited, accepted: by };
    await acceptances.put(acceptance, id);
    const { venue, seller, buyer } = deal;
    ctx.emit('deal.concluded', { deal: id, venue, seller, buyer });
    return acceptance;
  }

  async settle(ctx: LedgerContext, input: Input<'deal:settle'>): Promise<Output<'deal:settle'>> {
    const file = await dealFile(ctx, input.id);
    const { deal, acceptance } = file;
    const by = await actedBy(ctx, input.beacon, acceptance?.accepted.at);
    await requireSide(ctx, deal, by, input.mandate);
    const delivery = await deliveryOf(ctx, input.delivery);
    const { sender, recipient, data } = delivery;
    const status = await statusOfDelivery(ctx, delivery);
    const settlement = settle(file, input, { sender, recipient, data, status }, by);
    await ctx.world.market.settlements.put(settlement, deal.id);
    ctx.emit('deal.settled', { deal: deal.id, delivery: input.delivery });
    return settlement;
  }

  async read(
    ctx: LedgerContext,
    { id, ...cited }: Input<'deal:read'>,
  ): Promise<Output<'deal:read'>> {
    const file = await dealFile(ctx, id);
    const { deal, acceptance, settlement } = file;
    await requireSideOrOffice(ctx, { kind: 'DEAL', id }, cited);
    return {
      ...{ deal, status: dealStatus(file) },
      ...(acceptance === undefined ? {} : { acceptance }),
      ...(settlement === undefined ? {} : { settlement }),
    };
  }
}

type Proposed = Input<'deal:propose'>;

async function dealFile(ctx: LedgerContext, id: string): Promise<DealFile> {
  const { deals, acceptances, settlements } = ctx.world.market;
  return {
    deal: await deals.require('DEAL_NOT_FOUND', id),
    acceptance: await acceptances.find(id),
    settlement: await settlements.find(id),
  };
}

/** On an exchange: proposed by it, for as long as the listing stands. */
async function onExchange(
  ctx: LedgerContext,
  input: Proposed & { readonly listing: string },
  by: ActedBy,
): Promise<Deal> {
  const { listing, data } = await requireListed(ctx, input.listing, by, input.buyer);
  const { exchange, seller, terms, label } = listing;
  if (by.uscc !== exchange) {
    throw new LedgerError('CALLER_FORBIDDEN', `${listing.id} is on another exchange.`, {
      listing: listing.id,
    });
  }
  requireDuties(input.duties, shanghaiDate(by.at));
  const disclosure = await disclosureOf(ctx, terms.disclosure);
  return {
    ...{ v: 1, venue: 'ON_EXCHANGE', listing: listing.id, exchange, seller, terms, label, data },
    ...{ termsDigest: listing.termsDigest, disclosure: disclosure.digest },
    ...stated(input, by),
  };
}

/** Outside of one: proposed by the seller, or by a broker that does an intermediary’s duties. */
async function outside(ctx: LedgerContext, input: Proposed, by: ActedBy): Promise<Deal> {
  const { terms } = input;
  if (terms === undefined) throw new TypeError('The schema asks for a listing or for terms.');
  const act = { power: 'DEAL' as const, subject: terms.subject };
  const seller = await principalOf(ctx, by, input, act);
  if (seller !== by.uscc) requireDuties(input.duties, shanghaiDate(by.at));
  const disclosure = await disclosureOf(ctx, terms.disclosure);
  const data = await dataOf(ctx, terms.subject);
  const label = terms.subject.kind === 'RIGHT' ? ('OWN' as const) : ('FOREIGN' as const);
  return {
    ...{ v: 1, venue: 'OFF_EXCHANGE', seller, terms, label, data },
    ...{ termsDigest: termsDigest(terms), disclosure: disclosure.digest },
    ...stated(input, by),
  };
}

const stated = (
  { id, buyer, order, amount, contract, mandate, duties }: Proposed,
  proposed: ActedBy,
): Pick<Deal, 'id' | 'buyer' | 'order' | 'amount' | 'contract' | 'proposed'> & Partial<Deal> => ({
  ...{ id, buyer, order, amount, contract, proposed },
  ...(mandate === undefined ? {} : { mandate }),
  ...(duties === undefined ? {} : { duties }),
});

const disclosureOf = (ctx: LedgerContext, id = ''): Promise<MarketDisclosure> =>
  ctx.world.market.disclosures.require('DISCLOSURE_NOT_FOUND', id);

async function dataOf(ctx: LedgerContext, subject: ListedSubject): Promise<VersionRef> {
  if (subject.kind === 'FOREIGN') {
    return (await ctx.world.market.foreign.require('RIGHT_NOT_HELD', subject.foreign)).data;
  }
  return (await ctx.world.register.rights.require('RIGHT_NOT_HELD', subject.right)).data;
}

/**
 * The listing stands at this moment, and whoever buys is not who runs the exchange, nor close to it.
 *
 * @throws LedgerError LISTING_NOT_FOUND, LISTING_NOT_LISTED, SEPARATION_VIOLATION
 */
async function requireListed(
  ctx: LedgerContext,
  id: string,
  by: ActedBy,
  buyer: string,
): Promise<{ readonly listing: Listing; readonly data: VersionRef }> {
  const file = await fileOf(ctx, id);
  const { listing } = file;
  const at = later(by.at, file.start?.listed.at ?? by.at);
  const { standing, instants } = await groundListing(ctx, offeredOf(listing), { at });
  const { status, reasons } = listingState({ ...file, standing }, instants);
  if (status !== 'LISTED') {
    throw new LedgerError('LISTING_NOT_LISTED', `${id} is ${status}.`, {
      ...{ listing: id, status, reasons },
    });
  }
  const pair = await affiliationOf(ctx, buyer, listing.exchange);
  const isClose = buyer === listing.exchange || areAffiliated(pair, instants);
  const about = { kind: 'PARTY', id: buyer };
  const why = { group: 'SEPARATION' as const, code: 'SEPARATION_VIOLATION', about };
  requireNone(isClose ? [why] : [], `${buyer} may not buy on this exchange`);
  return { listing, data: await dataOf(ctx, listing.terms.subject) };
}

/** What an exclusive listing came to, it comes to once. */
async function takeExclusive(ctx: LedgerContext, { id, listing, terms }: Deal): Promise<void> {
  if (listing === undefined || terms.mode !== 'EXCLUSIVE') return;
  const { exclusiveDeals } = ctx.world.market;
  await exclusiveDeals.create('LISTING_CONFLICT_EXCLUSIVE', { v: 1, deal: id }, listing);
}

/** Outside of an exchange the buyer relies on a check of its own. */
async function consumed(
  ctx: LedgerContext,
  { id, seller, buyer, terms }: Deal,
  { check, nonce, beacon, by }: Input<'deal:accept'> & { readonly by: ActedBy },
): Promise<void> {
  if (check === undefined || nonce === undefined) {
    throw new LedgerError('ANSWER_NOT_FOUND', `${id} needs a rights check for its buyer.`, {
      deal: id,
    });
  }
  const reliance = { seller, terms, check, nonce, audience: buyer, by, consumer: id, beacon };
  await consume(ctx, reliance);
}

async function requireSide(
  ctx: LedgerContext,
  { id, seller, buyer, exchange, terms }: Deal,
  by: ActedBy,
  mandate: string | undefined,
): Promise<void> {
  const act = { power: 'SETTLE' as const, subject: terms.subject };
  const side = await principalOf(ctx, by, { mandate }, act);
  if ([seller, buyer, exchange].includes(side)) return;
  throw new LedgerError('CALLER_FORBIDDEN', `${id} is others’.`, { deal: id });
}
