import {
  type ActedBy,
  FEED_START,
  feedAfter,
  type FeedEntry,
  type FeedFacts,
  later,
} from '../model/index.js';
import { feedNumber } from '../state/emergencies.js';
import type { LedgerContext } from './context.js';

/** The one head of the feed has no further part in its key. */
const ONE = 'all';

/** Appends to the shared feed: of two in one block the second comes again, so no number is missing. */
export async function tell(
  ctx: LedgerContext,
  facts: FeedFacts,
  by: Pick<ActedBy, 'uscc' | 'at' | 'txId'>,
): Promise<FeedEntry> {
  const { feed, feedHead } = ctx.world.emergencies;
  const head = await feedHead.find(ONE);
  const { count, digest: previous } = head?.last ?? FEED_START;
  const at = later(by.at, head?.at ?? by.at);
  const made = { ...facts, by: by.uscc, at, txId: by.txId };
  const entry: FeedEntry = { v: 1, number: count + 1, previous, ...made };
  await feed.put(entry, feedNumber(entry.number));
  await feedHead.put({ v: 1, last: feedAfter(entry), at }, ONE);
  return entry;
}

/** How far the feed goes. */
export const feedEnd = async (ctx: LedgerContext): Promise<typeof FEED_START> =>
  (await ctx.world.emergencies.feedHead.find(ONE))?.last ?? FEED_START;
