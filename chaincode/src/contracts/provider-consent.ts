import { type ConsentUse, pickConsent, type ProviderConsent } from '../model/index.js';
import { requireEntry } from './catalog.js';
import type { LedgerContext } from './context.js';

/**
 * Data that another department provided is used further with its consent alone (27号/5). One’s own
 * data needs none: then there is no answer.
 *
 * @throws LedgerError CATALOG_NOT_FOUND, PROVIDER_CONSENT_REQUIRED
 */
export async function requireProviderConsent(
  ctx: LedgerContext,
  {
    catalogNo,
    to: recipient,
    purpose,
    agreement,
  }: Omit<ConsentUse, 'recipient'> & { readonly to: string },
): Promise<ProviderConsent | undefined> {
  const { sharedFrom: provider } = await requireEntry(ctx, catalogNo);
  if (provider === undefined) return undefined;
  const found = await ctx.world.masterCatalog.consents.find(catalogNo, recipient, purpose);
  const use = { catalogNo, recipient, purpose, agreement };
  return pickConsent(found, use, { provider, at: ctx.moment.time });
}
