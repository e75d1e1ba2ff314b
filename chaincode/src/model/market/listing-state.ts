import { z } from 'zod';
import { CheckReason } from '../check/reason.js';
import { endOfDay } from '../clock/index.js';
import type { Instants } from '../registration/case-fold.js';
import { Asked } from '../registration/case.js';
import { Instant } from '../schema.js';
import {
  Listing,
  ListingConduct,
  type ListingFile,
  ListingStart,
  type ListingStep,
} from './listing.js';
import {
  endedTitle,
  reason,
  type ListingStanding,
  standingReasons,
  titleChanges,
} from './title.js';

export const ListingStatus = z
  .enum(['CHECKING', 'LISTED', 'SUSPENDED', 'DELISTED'])
  .meta({ id: 'ListingStatus' });
export type ListingStatus = z.infer<typeof ListingStatus>;

export const ListingState = z
  .strictObject({
    status: ListingStatus,
    /** Whatever keeps it from being listed. */
    reasons: z.array(CheckReason),
    nextChangeAt: Instant.optional(),
  })
  .meta({ id: 'ListingState' });
export type ListingState = z.infer<typeof ListingState>;

/** Everything that the status of a listing depends on (ledger rule 4). */
export interface ListingClosure extends ListingFile {
  readonly standing: ListingStanding;
}

const isPast = (at: string, { asOf, knownAt }: Instants): boolean => at <= asOf && at <= knownAt;

function lastSaid({ conduct }: ListingFile, instants: Instants): ListingStep['kind'] | undefined {
  return conduct?.entries.findLast(({ by }) => isPast(by.at, instants))?.kind;
}

/** Over by an act, by its term, or because the right behind it is over for good. */
function overBy(
  closure: ListingClosure,
  instants: Instants,
): ListingState['reasons'][number] | undefined {
  const { listing, standing } = closure;
  const { id, terms } = listing;
  if (lastSaid(closure, instants) === 'DELISTED') {
    return reason('MARKET', 'LISTING_DELISTED', 'LISTING', id);
  }
  if (endOfDay(terms.term.to) <= instants.asOf) {
    return reason('MARKET', 'LISTING_TERM_ENDED', 'LISTING', id);
  }
  const ended = endedTitle(standing.title);
  const { subject } = terms;
  if (ended === undefined || subject.kind !== 'RIGHT') return undefined;
  return reason('RIGHT', `RIGHT_${ended}`, 'RIGHT', subject.right);
}

/**
 * What a listing is at an instant: computed, never stored. A freeze, a dispute or a declared affiliate
 * that comes later suspends it without anybody writing here.
 */
export function listingState(closure: ListingClosure, instants: Instants): ListingState {
  const { listing, start, standing } = closure;
  const over = overBy(closure, instants);
  if (over !== undefined) return { status: 'DELISTED', reasons: [over] };
  const change = [
    endOfDay(listing.terms.term.to),
    ...titleChanges(standing.title, instants),
  ].sort();
  const next = change[0] === undefined ? {} : { nextChangeAt: change[0] };
  const reasons = standingReasons(standing, instants);
  if (start === undefined || !isPast(start.listed.at, instants)) {
    return { status: 'CHECKING', reasons, ...next };
  }
  if (lastSaid(closure, instants) === 'SUSPENDED') {
    reasons.unshift(reason('MARKET', 'LISTING_SUSPENDED', 'LISTING', listing.id));
  }
  return { status: reasons.length === 0 ? 'LISTED' : 'SUSPENDED', reasons, ...next };
}

export const ListingView = z
  .strictObject({
    listing: Listing,
    state: ListingState,
    start: ListingStart.optional(),
    conduct: ListingConduct.optional(),
    /** Other listings of the same right that are not over. */
    others: ListingStart.shape.others,
    asked: Asked,
  })
  .meta({ id: 'ListingView' });
export type ListingView = z.infer<typeof ListingView>;
