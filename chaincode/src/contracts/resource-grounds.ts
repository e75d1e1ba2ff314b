import {
  type Attestation,
  type NewResourceForm,
  refuseCore,
  requireAssessed,
  requireOwnEntry,
  type ResourceGrounds,
  type RuleProfile,
  subjectOf,
} from '../model/index.js';
import { requireProvided } from './authorizable.js';
import { levelOf } from './classified.js';
import type { LedgerContext } from './context.js';
import { requireNotListed } from './negative-list.js';
import { requireProviderConsent } from './provider-consent.js';

/** What a provider consents to where its data is registered by the department it was shared with. */
const REGISTRATION = 'RESOURCE_REGISTRATION';

/**
 * Holds what a resource is made of against the master catalogue, the negative list and whoever
 * assessed its risks, as far as the profile asks: when it is applied for, and when it is registered.
 *
 * @returns what the registration cites; `undefined` where the profile asks for nothing
 * @throws LedgerError those of `groundErrors`
 */
export async function requireGrounds(
  ctx: LedgerContext,
  form: NewResourceForm,
  { resource }: Pick<RuleProfile, 'resource'>,
  applicant: string,
): Promise<ResourceGrounds | undefined> {
  if (resource?.catalogued === undefined && resource?.assessment === undefined) return undefined;
  const article = resource.sectionsArticle;
  const catalogued =
    resource.catalogued === true ? await entriesOf(ctx, form, { applicant, article }) : {};
  if (resource.assessment === undefined) return { entries: [], ...catalogued };
  const attested = await attestedOf(ctx, form, resource.assessment);
  const subject = subjectOf(form.data.asset, form.data.version);
  const asked = { subject, digest: form.riskAssessment, at: ctx.moment.time, article };
  return { entries: [], ...catalogued, assessment: requireAssessed(attested, asked).id };
}

async function entriesOf(
  ctx: LedgerContext,
  { catalogNos = [], agreement: id }: NewResourceForm,
  { applicant, article }: { readonly applicant: string; readonly article: string },
): Promise<Pick<ResourceGrounds, 'entries' | 'negativeList'>> {
  const { masterCatalog, operation } = ctx.world;
  const agreement = id === undefined ? undefined : await operation.agreements.find(id);
  const departments = [applicant, ...(agreement ? [agreement.implementingBody] : [])];
  const entries: ResourceGrounds['entries'] = [];
  for (const catalogNo of catalogNos) {
    const found = await masterCatalog.entries.find(catalogNo);
    const entry = requireOwnEntry(found, catalogNo, { departments, article });
    refuseCore(catalogNo, { level: await levelOf(ctx, entry) });
    if (agreement === undefined) {
      const use = { catalogNo, to: entry.department, purpose: REGISTRATION };
      await requireProviderConsent(ctx, use);
    }
    entries.push({ catalogNo, version: entry.version });
  }
  // What is operated rests on the consents that the agreement was filed with: they must still stand.
  if (agreement !== undefined) {
    await requireProvided(
      ctx,
      { ...agreement, catalogNos: [...catalogNos] },
      agreement.implementingBody,
    );
  }
  return { entries, negativeList: await requireNotListed(ctx, catalogNos) };
}

async function attestedOf(
  ctx: LedgerContext,
  { data }: NewResourceForm,
  kind: Attestation['kind'],
): Promise<Attestation[]> {
  const { heads, records } = ctx.world.attestations;
  const head = await heads.find(kind, subjectOf(data.asset, data.version));
  const found: Attestation[] = [];
  for (const id of head?.ids ?? [])
    found.push(await records.require('RISK_ASSESSMENT_MISSING', id));
  return found;
}
