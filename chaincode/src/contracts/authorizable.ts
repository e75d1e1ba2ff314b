import { type CatalogEntry, LedgerError, type ListCitation, subjectOf } from '../model/index.js';
import { requireAttestation } from './attested.js';
import type { LedgerContext } from './context.js';
import { requireNotListed } from './negative-list.js';

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
    await requireClassified(ctx, entry);
  }
  return citation;
}

async function requireClassified(ctx: LedgerContext, entry: CatalogEntry): Promise<void> {
  const { catalogNo, version, classification } = entry;
  if (classification.level === 'CORE') {
    throw new LedgerError('CORE_DATA_REFUSED', `${catalogNo} is core data.`, { catalogNo });
  }
  if (classification.level !== 'IMPORTANT') return;
  const subject = subjectOf(catalogNo, version);
  await requireAttestation(ctx, { kind: 'SECURITY_ASSESSMENT', subject, at: ctx.moment.time });
}

/**
 * What another department shared in is authorised with its consent alone (27号, article 5).
 *
 * @throws LedgerError PROVIDER_CONSENT_REQUIRED
 */
export async function requireProvided(
  ctx: LedgerContext,
  catalogNos: readonly string[],
  { implementingBody, article }: { readonly implementingBody: string; readonly article: string },
): Promise<void> {
  for (const catalogNo of catalogNos) {
    const provider = (await ctx.world.masterCatalog.entries.find(catalogNo))?.sharedFrom;
    if (provider === undefined || provider === implementingBody) continue;
    throw new LedgerError(
      'PROVIDER_CONSENT_REQUIRED',
      `${catalogNo} was shared in; its provider must consent first.`,
      { catalogNo, provider, article },
    );
  }
}
