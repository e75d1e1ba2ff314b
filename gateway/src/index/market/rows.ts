import { ANY, keyOf } from '../key.js';

/** Lists of listings in the order in which they were applied for. */
export const listingList = (
  by: 'exchange' | 'seller' | 'subject' | 'all',
  id: string = ANY,
): string => keyOf('listing-list', by, id);

/** Lists of deals in the order in which they were proposed. */
export const dealList = (party: string = ANY): string => keyOf('deal-list', party);

/** Lists of submitted checks, by whom they are for or whom they are about. */
export const checkList = (by: 'audience' | 'seller' | 'all', id: string = ANY): string =>
  keyOf('check-list', by, id);

/** What a change is to, and which open listings may change with it. */
export const openUnder = (of: 'data' | 'seller' | 'public' | 'foreign', ...id: string[]): string =>
  keyOf('listing-open', of, ...id);

/** Open listings by the instant at which time alone changes them. */
export const dueAt = (instant: string, id: string): string => keyOf('listing-due', instant, id);
