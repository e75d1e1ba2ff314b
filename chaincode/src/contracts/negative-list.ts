import { checkNotListed, type ListCitation } from '../model/index.js';
import type { LedgerContext } from './context.js';

/**
 * Holds catalogue numbers against the negative list in force, before they are opened, listed or
 * authorised.
 *
 * @returns the version checked against, which the act’s record cites
 * @throws LedgerError NEGATIVE_LIST_MISSING, CATALOG_NO_LISTED
 */
export async function requireNotListed(
  ctx: LedgerContext,
  catalogNos: readonly string[],
): Promise<ListCitation> {
  return checkNotListed(await ctx.world.rules.negativeList(ctx.moment.time), catalogNos);
}
