import { type AuthorizationAgreement, LedgerError, type ListCitation } from '../model/index.js';
import { requireReleasable } from './acting.js';
import type { LedgerContext } from './context.js';
import { requireNotListed } from './negative-list.js';
import { requireProviderConsent } from './provider-consent.js';

/**
 * Holds catalogue numbers against the negative list and their classification, before they are
 * authorised.
 *
 * @returns the version of the negative list checked against, which the record cites
 * @throws LedgerError NEGATIVE_LIST_MISSING, CATALOG_NO_LISTED, CATALOG_NOT_FOUND, CORE_DATA_REFUSED,
 *   ATTESTATION_MISSING
 */
export async function requireAuthorizable(
  ctx: LedgerContext,
  catalogNos: readonly string[],
): Promise<ListCitation> {
  const citation = await requireNotListed(ctx, catalogNos);
  for (const no of catalogNos) {
    const entry = await ctx.world.masterCatalog.entries.find(no);
    if (entry?.state !== 'ACTIVE') {
      throw new LedgerError('CATALOG_NOT_FOUND', `The catalogue has no ${no}.`, { catalogNo: no });
    }
    await requireReleasable(ctx, entry);
  }
  return citation;
}

/** What a provider consents to where an agreement names no purposes. */
const AUTHORISED_OPERATION = 'AUTHORISED_OPERATION';

/**
 * What another department shared in is authorised with its consent alone, for every purpose of the
 * agreement (27号, article 5).
 *
 * @throws LedgerError PROVIDER_CONSENT_REQUIRED
 */
export async function requireProvided(
  ctx: LedgerContext,
  {
    catalogNos,
    purposes,
    id: agreement,
  }: Pick<AuthorizationAgreement, 'catalogNos' | 'purposes' | 'id'>,
  implementingBody: string,
): Promise<void> {
  const asked = purposes.length === 0 ? [AUTHORISED_OPERATION] : purposes;
  for (const catalogNo of catalogNos) {
    for (const purpose of asked) {
      await requireProviderConsent(ctx, { catalogNo, to: implementingBody, purpose, agreement });
    }
  }
}
