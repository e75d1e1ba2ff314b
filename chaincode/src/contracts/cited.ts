import { type BeaconCitation, checkCitation } from '../model/index.js';
import type { LedgerContext } from './context.js';

/** Holds a citation, where there is one, against the beacons on the ledger (ledger rule 1). */
export async function checkCited(
  ctx: LedgerContext,
  citation: BeaconCitation | undefined,
): Promise<void> {
  if (citation === undefined) return;
  const { beacons, settings } = ctx.world;
  checkCitation(citation, await beacons.cited(citation.number), await settings.time(), ctx.moment);
}
