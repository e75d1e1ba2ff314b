import {
  type ActedBy,
  type BeaconCitation,
  LedgerError,
  requireNone,
  requireReliable,
  reasonsAgainst,
  type RightsCheck,
  termsDigest,
} from '../model/index.js';
import { gatherFacts, type Gathered } from './check-facts.js';
import type { LedgerContext } from './context.js';
import { actOf } from './desk.js';
import { requireUnencumbered } from './encumbering.js';
import type { Offered } from './listing-ground.js';

/** What is relied on, and by which act. */
export interface Reliance extends Offered {
  readonly check: string;
  readonly nonce: string;
  readonly audience: string;
  readonly by: ActedBy;
  /** What consumes it: a listing, or a deal. */
  readonly consumer: string;
  readonly beacon: BeaconCitation | undefined;
}

/**
 * Consumes a submitted check: it fits, it is clear, and everything that it joined is read again in
 * this transaction and is clear still. Whoever calls the chaincode without a gateway meets the same.
 *
 * @throws LedgerError ANSWER_NOT_FOUND and those of `requireReliable`, `requireNone`
 */
export async function consume(ctx: LedgerContext, reliance: Reliance): Promise<Gathered> {
  const { check: id, by, seller, terms, exchange, consumer } = reliance;
  const { records, used } = ctx.world.checks;
  const check = await records.find(id);
  if (check === undefined) {
    throw new LedgerError('ANSWER_NOT_FOUND', `No answer was submitted by ${id}.`, { check: id });
  }
  const reliable = requireReliable(check, {
    ...{ audience: reliance.audience, nonce: reliance.nonce, seller, at: by.at },
    ...{ terms: termsDigest(terms), beacon: reliance.beacon?.number ?? 0 },
    used: await used.find(id),
  });
  requireClear(reliable);
  const gathered = await gatherFacts(ctx, { seller, exchange, terms }, by);
  requireNone(reasonsAgainst(gathered.facts, gathered.instants), 'The right can not be listed');
  await requireFree(ctx, gathered, reliance.beacon);
  await used.put({ v: 1, by: consumer, txId: by.txId }, id);
  return gathered;
}

function requireClear({ txId, reasons }: RightsCheck): void {
  requireNone(reasons, `The check ${txId} is not clear`);
}

/** An order’s term counts as running until a beacon shows that it is over. */
async function requireFree(
  ctx: LedgerContext,
  { facts }: Gathered,
  beacon: BeaconCitation | undefined,
): Promise<void> {
  const { title } = facts.standing;
  if (title?.kind !== 'RIGHT') return;
  await requireUnencumbered(ctx, title.view.right, await actOf(ctx, beacon), 'LIST');
}
