import {
  type Grant,
  type GrantClosure,
  type GrantGround,
  isWithin,
  type Input,
  lastChange,
  lastOf,
  LedgerError,
  offerGrant,
  type OfferGround,
  personalWithin,
  type RegistrationCase,
  requireGrantConsent,
  requireGrantable,
  requirePurposes,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { requireUnencumbered } from './encumbering.js';
import { consentOf, grantClosure, recipientOf } from './granting.js';
import { groundOf } from './grant-ground.js';
import { actedBy } from './operating.js';
import { purposeTree } from './purposes.js';
import { quotaOf } from './spending.js';

/** Offers a grant: everything that its acceptance will ask for is asked for already. */
export async function offered(ctx: LedgerContext, input: Input<'grant:offer'>): Promise<Grant> {
  const by = await actedBy(ctx, input.beacon);
  const tree = await purposeTree(ctx);
  const { purposes, prohibited = [] } = input.scope;
  requirePurposes(tree, [...purposes, ...prohibited]);
  const grant = offerGrant(input, (code, broader) => isWithin(tree, code, broader), by);
  await requireMakable(ctx, grant, input.qualifications ?? []);
  return grant;
}

/**
 * Holds a grant against what it is made of, as that is now.
 *
 * @throws LedgerError those of `requireGrantable` and `requireGrantConsent`
 */
export async function requireMakable(
  ctx: LedgerContext,
  grant: Grant,
  cited: readonly string[],
  at = grant.offered.at,
): Promise<void> {
  const given = await groundFor(ctx, grant, cited, at);
  // What was done above counts before this, whatever this caller’s clock says (ledger rule 3).
  const now = lastChange({ ground: given.ground, links: given.parent?.links ?? [] }, at);
  const instants = { asOf: now, knownAt: now };
  requireGrantable(grant, given, instants);
  const wanted = await personalOf(ctx, grant, given);
  const { consent } = await consentOf(ctx, grant);
  requireGrantConsent(grant, wanted, consent, { within: given.within, instants });
}

async function groundFor(
  ctx: LedgerContext,
  { source, grantee }: Grant,
  cited: readonly string[],
  at: string,
): Promise<OfferGround> {
  const tree = await purposeTree(ctx);
  const recipient = await recipientOf(ctx, grantee, cited);
  const within: OfferGround['within'] = (code, broader) => isWithin(tree, code, broader);
  if (source.kind === 'RIGHT') {
    const ground = await groundOf(ctx, source.right);
    await requireUnencumbered(ctx, ground.right, { notBefore: at }, 'GRANT');
    return { ground, record: await caseOf(ctx, ground), recipient, within };
  }
  const parent: GrantClosure = await grantClosure(ctx, source.grant);
  const { ground } = parent;
  await requireUnencumbered(ctx, ground.right, { notBefore: at }, 'GRANT');
  const left = (await quotaOf(ctx, source.grant))?.left;
  return { ground, record: await caseOf(ctx, ground), parent, left, recipient, within };
}

/** A right that a court transferred has no case of the register behind it. */
const caseOf = (
  ctx: LedgerContext,
  { right }: GrantGround,
): Promise<RegistrationCase | undefined> => ctx.world.register.cases.find(right.case);

/** Personal fields: those the grant above names; of a right, whatever its catalogue entries hold. */
async function personalOf(
  ctx: LedgerContext,
  grant: Grant,
  { ground, parent }: OfferGround,
): Promise<string[]> {
  const { fields } = grant.scope;
  if (parent !== undefined) return personalWithin(fields, lastOf(parent.links).grant.personal);
  for (const no of ground.resource?.record.catalogNos ?? []) {
    const entry = await ctx.world.masterCatalog.entries.find(no);
    const isPersonal = entry !== undefined && entry.classification.personalInfo !== 'NONE';
    if (isPersonal && grant.personal === undefined) {
      throw new LedgerError('CONSENT_REQUIRED', `${no} holds personal information.`, {
        catalogNo: no,
        article: 'PIPL/23',
      });
    }
  }
  return grant.personal?.fields ?? [];
}
