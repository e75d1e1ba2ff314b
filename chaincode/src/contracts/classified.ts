import {
  type CatalogEntry,
  checkClassified,
  type Classification,
  type ClassificationCitation,
  type ClassificationLevel,
  levelUnder,
} from '../model/index.js';
import type { LedgerContext } from './context.js';

/**
 * Holds a stated level against the list of its sector.
 *
 * @throws LedgerError CLASSIFICATION_SECTOR_UNKNOWN, CLASSIFICATION_CATEGORY_UNKNOWN,
 *   CLASSIFICATION_TOO_LOW
 */
export async function requireClassified(
  ctx: LedgerContext,
  stated: Classification,
): Promise<ClassificationCitation> {
  const list = await ctx.world.rules.classification(stated.sector, ctx.moment.time);
  return checkClassified(list, stated);
}

/**
 * The level that an entry counts at now. A list that came into force since may have put its category
 * higher: then its data stays where it is, whatever its last version states.
 */
export async function levelOf(
  ctx: LedgerContext,
  { classification }: CatalogEntry,
): Promise<ClassificationLevel> {
  const list = await ctx.world.rules.classification(classification.sector, ctx.moment.time);
  return levelUnder(list, classification);
}
