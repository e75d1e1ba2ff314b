import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { endOfDay } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import { ActedBy } from '../operation/acted.js';
import { DateText, Hex256, Id, line, TransactionId, Uscc } from '../schema.js';
import { Nonce } from '../voucher/presentation.js';
import { ListingMode, ListingTerms, termsDigest, TitleLabel } from './terms.js';

export const ApplyListingInput = z
  .strictObject({
    id: Id,
    exchange: Uscc,
    terms: ListingTerms,
    /** Of the principal, where a broker applies. */
    mandate: Id.optional(),
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'ApplyListingInput' });

/** 挂牌, `listing~id`: immutable. What became of it stands under keys of their own. */
export const Listing = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    exchange: Uscc,
    seller: Uscc,
    terms: ListingTerms,
    termsDigest: Hex256,
    label: TitleLabel,
    mandate: Id.optional(),
    applied: ActedBy,
  })
  .meta({ id: 'Listing' });
export type Listing = z.infer<typeof Listing>;

export const ListInput = z
  .strictObject({
    id: Id,
    /** The transaction by which the check was submitted. */
    check: TransactionId,
    /** What the exchange asked for when it had the check made. */
    nonce: Nonce,
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'ListInput' });

/** Another listing of the same right: told on both sides. */
export const OtherListing = z
  .strictObject({ listing: Id, exchange: Uscc, mode: ListingMode, until: DateText })
  .meta({ id: 'OtherListing' });
export type OtherListing = z.infer<typeof OtherListing>;

/** `listing-start~id`: absent until a check was consumed for it (rule 8). */
export const ListingStart = z
  .strictObject({
    v: z.literal(1),
    listing: Id,
    check: TransactionId,
    /** What else the right was listed as. */
    others: z.array(OtherListing).max(100),
    listed: ActedBy,
  })
  .meta({ id: 'ListingStart' });
export type ListingStart = z.infer<typeof ListingStart>;

export const SayListingInput = z
  .strictObject({ id: Id, reasons: line(300), beacon: BeaconCitation.optional() })
  .meta({ id: 'SayListingInput' });

const Said = z.strictObject({
  kind: z.enum(['SUSPENDED', 'RESUMED', 'DELISTED']),
  reasons: line(300),
  by: ActedBy,
});

/** As many as a listing is suspended, resumed and ended by. */
const MAX_ENTRIES = 200;

/** `listing-conduct~id`: what its exchange and its seller did with it. */
export const ListingConduct = z
  .strictObject({ v: z.literal(1), listing: Id, entries: z.array(Said).min(1).max(MAX_ENTRIES) })
  .meta({ id: 'ListingConduct' });
export type ListingConduct = z.infer<typeof ListingConduct>;
export type ListingStep = z.infer<typeof Said>;

/**
 * `listings~subject`: every listing of one right that began and is not over. One small head, read and
 * rewritten by each: of two exclusive ones in one block one commits.
 */
export const ListingHead = z
  .strictObject({ v: z.literal(1), open: z.array(OtherListing).max(100) })
  .meta({ id: 'ListingHead' });
export type ListingHead = z.infer<typeof ListingHead>;

export const applyListing = (
  { id, exchange, terms, mandate }: z.infer<typeof ApplyListingInput>,
  { seller, label }: { readonly seller: string; readonly label: TitleLabel },
  applied: ActedBy,
): Listing => ({
  ...{ v: 1, id, exchange, seller, terms, termsDigest: termsDigest(terms), label },
  ...(mandate === undefined ? {} : { mandate }),
  applied,
});

/** Those of a head that are not over by time. */
export const openAt = (head: ListingHead | undefined, asOf: string): OtherListing[] =>
  (head?.open ?? []).filter(({ until }) => endOfDay(until) > asOf);

/** Whether one may stand beside the others. */
export const conflictsWith = (
  mode: ListingMode,
  others: readonly OtherListing[],
): OtherListing | undefined =>
  mode === 'EXCLUSIVE' ? others[0] : others.find((other) => other.mode === 'EXCLUSIVE');

/** @throws LedgerError LISTING_STATE_FORBIDS where there are as many as one head holds */
export function opened(
  others: readonly OtherListing[],
  { id, exchange, terms }: Listing,
): ListingHead {
  if (others.length >= 100) {
    throw new LedgerError('LISTING_STATE_FORBIDS', 'The right is listed too often.', {
      listing: id,
    });
  }
  const own = { listing: id, exchange, mode: terms.mode, until: terms.term.to };
  return { v: 1, open: [...others, own] };
}

export const closed = (others: readonly OtherListing[], id: string): ListingHead => ({
  v: 1,
  open: others.filter(({ listing }) => listing !== id),
});

const lastOf = (conduct: ListingConduct | undefined): ListingStep['kind'] | undefined =>
  conduct?.entries.at(-1)?.kind;

/** Before which act another can not be: what a step says, and what it is said after. */
const allowed: Readonly<Record<ListingStep['kind'], readonly (ListingStep['kind'] | undefined)[]>> =
  {
    SUSPENDED: [undefined, 'RESUMED'],
    RESUMED: ['SUSPENDED'],
    DELISTED: [undefined, 'SUSPENDED', 'RESUMED'],
  };

export interface ListingFile {
  readonly listing: Listing;
  readonly start: ListingStart | undefined;
  readonly conduct: ListingConduct | undefined;
}

/**
 * What is done with a listing: suspended and resumed by its exchange, ended by either side. Before it
 * began it can only be taken back.
 *
 * @throws LedgerError CALLER_FORBIDDEN, LISTING_STATE_FORBIDS
 */
export function sayOfListing(
  { listing, start, conduct }: ListingFile,
  { kind, reasons }: Pick<ListingStep, 'kind' | 'reasons'>,
  by: ActedBy,
  principal = by.uscc,
): ListingConduct {
  const { id, exchange, seller } = listing;
  const sides = kind === 'DELISTED' ? [exchange, seller] : [exchange];
  if (!sides.includes(principal)) {
    throw new LedgerError('CALLER_FORBIDDEN', `${id} is for others to say that of.`, {
      listing: id,
    });
  }
  requireFitting({ listing, start, conduct }, kind);
  const entries = conduct?.entries ?? [];
  return { v: 1, listing: id, entries: [...entries, { kind, reasons, by }] };
}

/** @throws LedgerError LISTING_STATE_FORBIDS */
function requireFitting(
  { listing: { id }, start, conduct }: ListingFile,
  kind: ListingStep['kind'],
): void {
  const last = lastOf(conduct);
  const isBegun = start !== undefined || kind === 'DELISTED';
  const hasRoom = (conduct?.entries.length ?? 0) < MAX_ENTRIES;
  if (isBegun && hasRoom && allowed[kind].includes(last)) return;
  const stage = start === undefined ? 'CHECKING' : 'LISTED';
  throw new LedgerError('LISTING_STATE_FORBIDS', `${id} is not in a state for this.`, {
    ...{ listing: id, last: last ?? stage },
  });
}

/** @throws LedgerError LISTING_STATE_FORBIDS unless it waits for its check */
export function requireChecking({ listing, start, conduct }: ListingFile): void {
  if (start === undefined && conduct === undefined) return;
  throw new LedgerError('LISTING_STATE_FORBIDS', `${listing.id} does not wait for its check.`, {
    listing: listing.id,
  });
}
