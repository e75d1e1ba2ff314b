import {
  acted,
  type ActedBy,
  agreePact,
  type BeaconCitation,
  declinePact,
  type Grant,
  type GrantLink,
  type Input,
  isWithin,
  later,
  LedgerError,
  type Output,
  type Pact,
  type PactAnswer,
  pactState,
  type PactTerms,
  pactTerms,
  proposePact,
  requireFewPacts,
  requireOffered,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { actOf } from './desk.js';
import { activate } from './grant-activation.js';
import { answerOf } from './grant-answer.js';
import { boundIn, grantClosure, linkOf } from './granting.js';
import { purposeTree } from './purposes.js';

/** 双向公平授权: two grants that take effect in one transaction, or not at all. */
export class PactContract extends LedgerContract {
  constructor() {
    super('pact');
  }

  async propose(ctx: LedgerContext, input: Input<'pact:propose'>): Promise<Output<'pact:propose'>> {
    const { notBefore } = await actOf(ctx, input.beacon);
    const links = [await boundLink(ctx, input.first), await boundLink(ctx, input.second)] as const;
    const [first, second] = links;
    const by = acted(ctx.actor, ctx.moment, lastOf([first, second], notBefore));
    const report = await termsOf(ctx, first.grant, second.grant);
    const pact = proposePact(input, links, report, by);
    const { id } = pact;
    // Neither is bound yet, so what they hang on is above them.
    const above = [await grantClosure(ctx, input.first), await grantClosure(ctx, input.second)];
    requireFewPacts(id, [...above, { links: [{ ...first, pact: { pact } }] }]);
    const { pacts, pactOf } = ctx.world.grants;
    await pacts.create('PACT_EXISTS', pact, id);
    for (const { grant } of links) await pactOf.put({ v: 1, pact: id }, grant.id);
    ctx.emit('pact.proposed', factsOf(pact));
    return pact;
  }

  async agree(ctx: LedgerContext, input: Input<'pact:agree'>): Promise<Output<'pact:agree'>> {
    const { pact, answer, links, by } = await openPact(ctx, input);
    const agreed = agreePact(pact, answer, input, by);
    for (const link of links) requireOffered(link, by);
    for (const link of links) {
      const accepted = { v: 1, grant: link.grant.id, outcome: 'ACCEPTED', pact: pact.id } as const;
      await activate(ctx, link, { ...accepted, answered: by });
    }
    await ctx.world.grants.pactAnswers.create('PACT_ANSWERED', agreed, pact.id);
    ctx.emit('pact.agreed', factsOf(pact));
    return agreed;
  }

  async decline(ctx: LedgerContext, input: Input<'pact:decline'>): Promise<PactAnswer> {
    const { pact, answer, by } = await openPact(ctx, input);
    const declined = declinePact(pact, answer, input.reasons, by);
    await ctx.world.grants.pactAnswers.create('PACT_ANSWERED', declined, pact.id);
    ctx.emit('pact.declined', factsOf(pact));
    return declined;
  }

  async terms(
    ctx: LedgerContext,
    { first, second }: Input<'pact:terms'>,
  ): Promise<Output<'pact:terms'>> {
    const { grants } = ctx.world.grants;
    const a = await grants.require('GRANT_NOT_FOUND', first);
    const b = await grants.require('GRANT_NOT_FOUND', second);
    if (a.grantor === b.grantee && a.grantee === b.grantor) return termsOf(ctx, a, b);
    throw new LedgerError('PACT_ONE_SIDED', `${a.id} and ${b.id} are not of two sides.`, {
      grants: [a.id, b.id],
    });
  }

  async read(
    ctx: LedgerContext,
    { id, ...asking }: Input<'pact:read'>,
  ): Promise<Output<'pact:read'>> {
    const { pacts, pactAnswers } = ctx.world.grants;
    const pact = await pacts.require('PACT_NOT_FOUND', id);
    const answer = await pactAnswers.find(id);
    const asked = await answerOf(ctx, asking);
    const closures = [
      await grantClosure(ctx, pact.first.grant),
      await grantClosure(ctx, pact.second.grant),
    ] as const;
    const [first, second] = closures.map(({ links }) => links.at(-1)?.grant);
    if (first === undefined || second === undefined) throw new TypeError('A chain has a grant.');
    const { status, ...state } = pactState({ answer }, closures, asked);
    return {
      ...{ pact, status, ...state },
      ...(answer === undefined || status === 'PROPOSED' ? {} : { answer }),
      terms: await termsOf(ctx, first, second),
      ...asked,
    };
  }
}

const factsOf = ({ id, first, second }: Pact): object => ({
  pact: id,
  ...{ first: first.grant, second: second.grant },
  parties: [first.grantor, second.grantor],
});

async function termsOf(ctx: LedgerContext, first: Grant, second: Grant): Promise<PactTerms> {
  const tree = await purposeTree(ctx);
  return pactTerms(first, second, (code, broader) => isWithin(tree, code, broader));
}

/** A grant by itself, with the pact that it is bound in already. */
async function boundLink(ctx: LedgerContext, id: string): Promise<GrantLink> {
  const grant = await ctx.world.grants.grants.require('GRANT_NOT_FOUND', id);
  return { ...(await linkOf(ctx, grant)), pact: await boundIn(ctx, id) };
}

/** The last instant at which something was done to two grants (ledger rule 3). */
const lastOf = (links: readonly GrantLink[], at: string): string =>
  links
    .flatMap(({ grant, entries }) => [grant.offered.at, entries.at(-1)?.at])
    .reduce<string>((last, each) => later(last, each ?? last), at);

interface OpenPact {
  readonly pact: Pact;
  readonly answer?: PactAnswer | undefined;
  readonly links: readonly [GrantLink, GrantLink];
  readonly by: ActedBy;
}

/** A pact with both its grants, and who acts on it. */
async function openPact(
  ctx: LedgerContext,
  { id, beacon }: { readonly id: string; readonly beacon?: BeaconCitation | undefined },
): Promise<OpenPact> {
  const { notBefore } = await actOf(ctx, beacon);
  const { pacts, pactAnswers } = ctx.world.grants;
  const pact = await pacts.require('PACT_NOT_FOUND', id);
  const answer = await pactAnswers.find(id);
  const links = [
    await boundLink(ctx, pact.first.grant),
    await boundLink(ctx, pact.second.grant),
  ] as const;
  const after = later(pact.proposed.at, lastOf(links, notBefore));
  return { pact, answer, links, by: acted(ctx.actor, ctx.moment, after) };
}
