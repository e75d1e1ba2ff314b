import {
  type ActedBy,
  type ListedSubject,
  type MandatePower,
  requireBroker,
  requireWithin,
} from '../model/index.js';
import type { LedgerContext } from './context.js';

interface Acting {
  readonly mandate?: string | undefined;
}

/**
 * Whom an act counts for: the caller, or the principal of the mandate that it cites. A broker’s
 * qualification is looked at when it acts, not only when it was mandated.
 *
 * @throws LedgerError MANDATE_NOT_FOUND, MANDATE_NOT_ACTIVE, MANDATE_EXCEEDED,
 *   QUALIFICATION_NOT_VALID, CALLER_FORBIDDEN
 */
export async function principalOf(
  ctx: LedgerContext,
  by: ActedBy,
  { mandate: id }: Acting,
  act: { readonly power: MandatePower; readonly subject: ListedSubject },
): Promise<string> {
  if (id === undefined) return by.uscc;
  const { market, qualifications } = ctx.world;
  const mandate = await market.mandates.require('MANDATE_NOT_FOUND', id);
  requireWithin(mandate, await market.mandateEnds.find(id), { ...act, by });
  requireBroker(by.uscc, await qualifications.find(by.uscc, mandate.qualification), by.at);
  return mandate.principal;
}
