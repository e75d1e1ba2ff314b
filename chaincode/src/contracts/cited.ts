import { type BeaconCitation, checkAsOf, checkCitation } from '../model/index.js';
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

/** Refuses a question about an instant that no beacon reached (ledger rule 4). Queries only. */
export async function checkAsked(ctx: LedgerContext, asOf: string): Promise<void> {
  const { beacons, settings } = ctx.world;
  const latest = await beacons.findLatest();
  if (latest !== undefined) checkAsOf(asOf, latest, await settings.time());
}
