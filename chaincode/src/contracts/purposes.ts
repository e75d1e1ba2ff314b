import type { PurposeTree } from '../model/index.js';
import type { LedgerContext } from './context.js';

/**
 * The tree of purposes in force at an instant, the transaction’s own where none is given.
 *
 * @throws LedgerError PROFILE_NOT_IN_FORCE
 */
export const purposeTree = (ctx: LedgerContext, at = ctx.moment.time): Promise<PurposeTree> =>
  ctx.world.rules.purposes(at);
