import {
  type Decision,
  type Grant,
  counterpartOf,
  type GrantClosure,
  type GrantLink,
  type Instants,
  isWithin,
  type PactLink,
  type PartyQualification,
  permits,
  type PurposeTree,
  requirePurposes,
  type UseQuestion,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { emergenciesOn } from './encumbering.js';
import { groundOf } from './grant-ground.js';
import { purposeTree } from './purposes.js';

/**
 * Every record that the effect of a grant depends on: the chain up to its right, and what the right
 * rests on. By fixed keys alone, so a submit that relies on it is guarded (ledger rules 4 and 8).
 *
 * @throws LedgerError GRANT_NOT_FOUND
 */
export async function grantClosure(
  ctx: LedgerContext,
  id: string,
  known?: PurposeTree,
  seen = new Set<string>(),
): Promise<GrantClosure> {
  const tree = known ?? (await purposeTree(ctx));
  const chain: GrantLink[] = [];
  let next: string | undefined = id;
  let right: string | undefined;
  while (next !== undefined) {
    const grant: Grant = await ctx.world.grants.grants.requireParsed('GRANT_NOT_FOUND', next);
    const pact = await pactLinkOf(ctx, grant, tree, seen);
    chain.unshift({ ...(await linkOf(ctx, grant)), ...(pact === undefined ? {} : { pact }) });
    const { source } = grant;
    next = source.kind === 'GRANT' ? source.grant : undefined;
    right = source.kind === 'RIGHT' ? source.right : right;
  }
  const [first, ...rest] = chain;
  if (first === undefined) throw new TypeError('A chain has a grant.');
  return {
    ground: await groundOf(ctx, right ?? ''),
    links: [first, ...rest],
    within: (code, broader) => isWithin(tree, code, broader),
  };
}

/**
 * The pact that binds a grant, with the chain of the other side’s. Each pact is followed once, from
 * wherever a closure first meets it: whatever stops something in the closure stops all of it.
 */
async function pactLinkOf(
  ctx: LedgerContext,
  { id }: Grant,
  tree: PurposeTree,
  seen: Set<string>,
): Promise<PactLink | undefined> {
  const bound = await boundIn(ctx, id);
  if (bound === undefined || seen.has(bound.pact.id)) return bound;
  seen.add(bound.pact.id);
  const { ground, links } = await grantClosure(
    ctx,
    counterpartOf(bound.pact, id).grant,
    tree,
    seen,
  );
  return { ...bound, other: { ground, links } };
}

/** The pact that a grant is bound in, unless that was declined. */
export async function boundIn(ctx: LedgerContext, grant: string): Promise<PactLink | undefined> {
  const { pactOf, pacts, pactAnswers } = ctx.world.grants;
  const found = await pactOf.find(grant);
  if (found === undefined) return undefined;
  const answer = await pactAnswers.find(found.pact);
  if (answer?.outcome === 'DECLINED') return undefined;
  return { pact: await pacts.requireParsed('PACT_NOT_FOUND', found.pact), answer };
}

/** What is left of its count is not read: uses write that, and would meet whoever reads it. */
export async function linkOf(ctx: LedgerContext, grant: Grant): Promise<GrantLink> {
  const { grants } = ctx.world;
  const answer = await grants.answers.findParsed(grant.id);
  const conduct = await grants.conduct.findParsed(grant.id);
  const proof = await grants.proofs.findParsed(grant.id);
  return {
    grant,
    answer,
    entries: conduct?.entries ?? [],
    halts: await emergenciesOn(ctx, { kind: 'PARTY', id: grant.grantee }),
    ...(await recipientOf(ctx, grant.grantee, proof?.qualifications ?? [])),
    ...(await consentOf(ctx, grant)),
  };
}

/** Whoever is to get something, with the qualifications cited. */
export async function recipientOf(
  ctx: LedgerContext,
  uscc: string,
  cited: readonly string[],
): Promise<Pick<GrantLink, 'grantee' | 'qualifications'>> {
  const { parties, qualifications } = ctx.world;
  // Who cites nothing is of no class: then nothing more is read.
  if (cited.length === 0) return { qualifications: [] };
  const found: PartyQualification[] = [];
  for (const id of cited) {
    found.push(await qualifications.requireParsed('QUALIFICATION_NOT_FOUND', uscc, id));
  }
  return { grantee: await parties.findParsed(uscc), qualifications: found };
}

export async function consentOf(
  ctx: LedgerContext,
  { personal }: Pick<Grant, 'personal'>,
): Promise<Pick<GrantLink, 'consent'>> {
  if (personal === undefined) return {};
  const { consents, withdrawals } = ctx.world.vouchers;
  const consent = await consents.requireParsed('CONSENT_NOT_FOUND', personal.consent);
  return { consent: { consent, withdrawal: await withdrawals.find(personal.consent) } };
}

/**
 * Whether a use is permitted, out of what the ledger holds now. Of the count it says nothing: whoever
 * spends learns of it when he does.
 *
 * @throws LedgerError GRANT_NOT_FOUND, PURPOSE_UNKNOWN
 */
export async function decide(
  ctx: LedgerContext,
  question: UseQuestion,
  instants: Instants,
): Promise<Decision> {
  const tree = await purposeTree(ctx);
  requirePurposes(tree, [question.purpose]);
  return permits(await grantClosure(ctx, question.grant, tree), question, instants);
}
