import {
  type Check,
  type Deal,
  type DealAcceptance,
  dealStatus,
  type DealStatus,
  type Instants,
  type Listing,
  type ListingState,
  type ListingStatus,
  type RightsCheck,
  type SettlementRef,
} from '@shuquan/chaincode/model';
import { same } from '../filter.js';
import { under } from '../key.js';
import { Rows } from '../register/rows.js';
import type { Database } from '../store.js';
import { checkList, dealList, listingList } from './rows.js';
import { listingAt } from './states.js';

/** A listing in a list. */
export interface ListingItem {
  readonly listing: Listing;
  readonly status: ListingStatus;
  readonly reasons: ListingState['reasons'];
  /** When time alone changes the status; `null`: never. */
  readonly nextChangeAt: string | null;
}

export interface ListingFilter {
  readonly exchange?: string | undefined;
  readonly seller?: string | undefined;
  /** The right, or the record of a foreign one. */
  readonly subject?: string | undefined;
  readonly status?: ListingStatus | undefined;
}

export interface DealItem {
  readonly deal: Deal;
  readonly status: DealStatus;
}

export interface DealFilter {
  readonly party?: string | undefined;
  readonly venue?: Deal['venue'] | undefined;
  readonly status?: DealStatus | undefined;
}

export interface CheckItem {
  readonly check: RightsCheck;
  /** What relied on it. */
  readonly usedBy: string | null;
  readonly expired: boolean;
  /** When time alone ends it; `null`: it is over. */
  readonly nextChangeAt: string | null;
}

export interface CheckFilter {
  readonly audience?: string | undefined;
  readonly seller?: string | undefined;
  readonly verdict?: RightsCheck['verdict'] | undefined;
}

interface Request {
  readonly limit: number;
  readonly after: string | undefined;
}
interface Found<T> {
  readonly items: T[];
  readonly next: string | undefined;
}

const subjectOf = ({ terms: { subject } }: Listing): string =>
  subject.kind === 'RIGHT' ? subject.right : subject.foreign;

/** Questions to the rows of the market. */
export class MarketRows {
  readonly #rows: Rows;

  constructor(db: Database) {
    this.#rows = new Rows(db);
  }

  /** In the order in which they were applied for; status is computed, and changes without a block. */
  listings(
    filter: ListingFilter,
    instants: Instants,
    request: Request,
  ): Promise<Found<ListingItem>> {
    const { exchange, seller, subject, status } = filter;
    return this.#page(listOf(filter), request, async (id) => {
      const found = await listingAt(this.#rows, id, instants);
      if (found === undefined) return undefined;
      const { file, state } = found;
      const { listing } = file;
      const { at } = listing.applied;
      const isIt =
        same(exchange, listing.exchange) &&
        same(seller, listing.seller) &&
        same(subject, subjectOf(listing)) &&
        same(status, state.status);
      // What was applied for later was not there at the instants asked.
      if (!isIt || at > instants.asOf || at > instants.knownAt) return undefined;
      const { reasons, nextChangeAt = null } = state;
      return { listing, status: state.status, reasons, nextChangeAt };
    });
  }

  /** Those of one party, or all to whoever may see them. */
  deals({ party, venue, status }: DealFilter, request: Request): Promise<Found<DealItem>> {
    return this.#page(dealList(party), request, async (id) => {
      const deal = await this.#rows.get<Deal>('deal', id);
      if (deal === undefined || !same(venue, deal.venue)) return undefined;
      const acceptance = await this.#rows.get<DealAcceptance>('deal-accept', id);
      const settlement = await this.#rows.get<SettlementRef>('settlement', id);
      const is = dealStatus({ deal, acceptance, settlement });
      return same(status, is) ? { deal, status: is } : undefined;
    });
  }

  checks(
    { audience, seller, verdict }: CheckFilter,
    asOf: string,
    request: Request,
  ): Promise<Found<CheckItem>> {
    return this.#page(checksOf({ audience, seller }), request, async (txId) => {
      const check = await this.#rows.get<Check>('rights-check', txId);
      if (check?.kind !== 'RIGHTS' || !same(verdict, check.verdict)) return undefined;
      if (!same(audience, check.audience) || !same(seller, check.seller)) return undefined;
      const usedBy = (await this.#rows.get<{ by: string }>('check-used', txId))?.by ?? null;
      const expired = asOf >= check.validUntil;
      return { check, usedBy, expired, nextChangeAt: expired ? null : check.validUntil };
    });
  }

  #page<T>(
    list: string,
    { limit, after }: Request,
    take: (id: string) => Promise<T | undefined>,
  ): Promise<Found<T>> {
    const { gt, lt } = under(list);
    return this.#rows.page({ gt: after ?? gt, lt }, limit, (id) => take(id as string));
  }
}

/** The list of the filter that most likely has the fewest rows. */
function listOf({ subject, seller, exchange }: ListingFilter): string {
  if (subject !== undefined) return listingList('subject', subject);
  if (seller !== undefined) return listingList('seller', seller);
  return exchange === undefined ? listingList('all') : listingList('exchange', exchange);
}

function checksOf({ seller, audience }: Pick<CheckFilter, 'seller' | 'audience'>): string {
  if (seller !== undefined) return checkList('seller', seller);
  return audience === undefined ? checkList('all') : checkList('audience', audience);
}
