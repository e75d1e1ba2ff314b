import {
  acceptGrant,
  acted,
  type ActedBy,
  type BeaconCitation,
  confirmTermination,
  declineGrant,
  type GrantAnswer,
  type GrantConduct,
  type GrantLink,
  type Input,
  isWithin,
  later,
  LedgerError,
  narrowGrant,
  type Output,
  ownScope,
  proposeTermination,
  requireAlone,
  requirePurposes,
  sayOfGrant,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { actOf } from './desk.js';
import { grantView, permitsAnswer } from './grant-answer.js';
import { activate } from './grant-activation.js';
import { offered } from './grant-offer.js';
import { boundIn, linkOf } from './granting.js';
import { purposeTree } from './purposes.js';
import { withdraw } from './spending.js';

/** 授权与再授权: offered, accepted, and only ever less after that. */
export class GrantContract extends LedgerContract {
  constructor() {
    super('grant');
  }

  async offer(ctx: LedgerContext, input: Input<'grant:offer'>): Promise<Output<'grant:offer'>> {
    const grant = await offered(ctx, input);
    const { grants, proofs } = ctx.world.grants;
    await grants.create('GRANT_EXISTS', grant, grant.id);
    await ctx.world.grants.byGrantor.add(grant.grantor, grant.id);
    await ctx.world.grants.byGrantee.add(grant.grantee, grant.id);
    const { qualifications } = input;
    if (qualifications !== undefined) {
      await proofs.put({ v: 1, grant: grant.id, qualifications }, grant.id);
    }
    ctx.emit('grant.offered', { grant: grant.id, grantor: grant.grantor, grantee: grant.grantee });
    return grant;
  }

  async accept(ctx: LedgerContext, input: Input<'grant:accept'>): Promise<Output<'grant:accept'>> {
    const { link, by } = await openGrant(ctx, input);
    const { grant } = link;
    requireAlone({ ...link, pact: await boundIn(ctx, grant.id) });
    const answer = acceptGrant(link, input, by);
    await activate(ctx, link, answer);
    ctx.emit('grant.accepted', { grant: grant.id, grantor: grant.grantor, grantee: grant.grantee });
    return answer;
  }

  async decline(ctx: LedgerContext, input: Input<'grant:decline'>): Promise<GrantAnswer> {
    const { link, by } = await openGrant(ctx, input);
    const answer = declineGrant(link, input.reasons, by);
    await ctx.world.grants.answers.create('GRANT_ANSWERED', answer, input.id);
    ctx.emit('grant.declined', { grant: input.id });
    return answer;
  }

  async suspend(ctx: LedgerContext, { reasons, ...input }: Said): Promise<GrantConduct> {
    return step(ctx, input, 'grant.suspended', (link, by) =>
      sayOfGrant(link, { kind: 'SUSPENDED', reasons }, by),
    );
  }

  async resume(ctx: LedgerContext, { reasons, ...input }: Said): Promise<GrantConduct> {
    return step(ctx, input, 'grant.resumed', (link, by) =>
      sayOfGrant(link, { kind: 'RESUMED', reasons }, by),
    );
  }

  async revoke(ctx: LedgerContext, { reasons, ...input }: Said): Promise<GrantConduct> {
    return step(ctx, input, 'grant.revoked', (link, by) =>
      sayOfGrant(link, { kind: 'REVOKED', reasons }, by),
    );
  }

  async renounce(ctx: LedgerContext, { reasons, ...input }: Said): Promise<GrantConduct> {
    return step(ctx, input, 'grant.renounced', (link, by) =>
      sayOfGrant(link, { kind: 'RENOUNCED', reasons }, by),
    );
  }

  async narrow(ctx: LedgerContext, input: Input<'grant:narrow'>): Promise<GrantConduct> {
    const tree = await purposeTree(ctx);
    const { scope, reasons } = input;
    requirePurposes(tree, [...scope.purposes, ...(scope.prohibited ?? [])]);
    return step(ctx, input, 'grant.narrowed', async (link, by) => {
      const before = ownScope(link, { asOf: by.at, knownAt: by.at }).count;
      const within = (code: string, broader: string): boolean => isWithin(tree, code, broader);
      const narrowed = narrowGrant(link, { scope, reasons }, within, by);
      await narrowCount(ctx, link, before, scope.count);
      return narrowed;
    });
  }

  async proposeTermination(
    ctx: LedgerContext,
    { id, beacon, ...proposed }: Input<'grant:proposeTermination'>,
  ): Promise<GrantConduct> {
    return step(ctx, { id, beacon }, 'grant.termination-proposed', (link, by) =>
      proposeTermination(link, proposed, by),
    );
  }

  async confirmTermination(
    ctx: LedgerContext,
    { id, beacon, ...confirmed }: Input<'grant:confirmTermination'>,
  ): Promise<GrantConduct> {
    return step(ctx, { id, beacon }, 'grant.terminated', (link, by) =>
      confirmTermination(link, confirmed, by),
    );
  }

  /** A qualification that was renewed has another id. */
  async prove(ctx: LedgerContext, input: Input<'grant:prove'>): Promise<Output<'grant:prove'>> {
    const { link, by } = await openGrant(ctx, input);
    const { id, grantor, grantee } = link.grant;
    if (![grantor, grantee].includes(by.uscc)) {
      throw new LedgerError('CALLER_FORBIDDEN', `${id} is others’.`, { grant: id });
    }
    const { qualifications } = ctx.world;
    for (const each of input.qualifications) {
      await qualifications.require('QUALIFICATION_NOT_FOUND', grantee, each);
    }
    const known = link.qualifications.map((each) => each.id);
    const all = [...new Set([...known, ...input.qualifications])];
    if (all.length > MAX_PROOFS) {
      throw new LedgerError('GRANT_STATE_FORBIDS', `${id} cites as many as it can.`, { grant: id });
    }
    const proof = { v: 1 as const, grant: id, qualifications: all };
    await ctx.world.grants.proofs.put(proof, id);
    ctx.emit('grant.proven', { grant: id });
    return proof;
  }

  async read(ctx: LedgerContext, input: Input<'grant:read'>): Promise<Output<'grant:read'>> {
    return grantView(ctx, input);
  }

  async permits(
    ctx: LedgerContext,
    input: Input<'grant:permits'>,
  ): Promise<Output<'grant:permits'>> {
    return permitsAnswer(ctx, input);
  }
}

type Said = Input<'grant:suspend'>;
const MAX_PROOFS = 20;

interface OpenGrant {
  readonly link: GrantLink;
  readonly by: ActedBy;
}

/** A grant, and who acts on it: never before what was last done to it. */
async function openGrant(
  ctx: LedgerContext,
  { id, beacon }: { readonly id: string; readonly beacon?: BeaconCitation | undefined },
): Promise<OpenGrant> {
  // The beacon first: a late act learns nothing about the record.
  const { notBefore } = await actOf(ctx, beacon);
  const grant = await ctx.world.grants.grants.require('GRANT_NOT_FOUND', id);
  const link = await linkOf(ctx, grant);
  const past = [grant.offered.at, link.answer?.answered.at, link.entries.at(-1)?.at];
  const after = past.reduce<string>((last, each) => later(last, each ?? last), notBefore);
  return { link, by: acted(ctx.actor, ctx.moment, after) };
}

/** One act on a grant that stands under its key of conduct. */
async function step(
  ctx: LedgerContext,
  input: { readonly id: string; readonly beacon?: BeaconCitation | undefined },
  event: string,
  take: (link: GrantLink, by: ActedBy) => GrantConduct | Promise<GrantConduct>,
): Promise<GrantConduct> {
  const { link, by } = await openGrant(ctx, input);
  const conduct = await take(link, by);
  await ctx.world.grants.conduct.put(conduct, input.id);
  ctx.emit(event, { grant: input.id });
  return conduct;
}

/**
 * A count that is narrowed gives up what is left of it; what was used or passed on can not be taken
 * away by anybody, and a grant that counted nothing so far can not begin to.
 *
 * @throws LedgerError GRANT_COUNT_OPEN, GRANT_COUNT_SPENT
 */
async function narrowCount(
  ctx: LedgerContext,
  { grant, answer }: GrantLink,
  before: number | undefined,
  count: number | undefined,
): Promise<void> {
  if (before === count || count === undefined || answer === undefined) return;
  const params = { grant: grant.id, count };
  if (before === undefined) {
    throw new LedgerError('GRANT_COUNT_OPEN', `${grant.id} was granted without a count.`, params);
  }
  const gone = await withdraw(ctx, grant.id, before - count);
  if (gone === before - count) return;
  throw new LedgerError(
    'GRANT_COUNT_SPENT',
    `Of ${grant.id}, more than ${String(count)} are used or passed on.`,
    { ...params, left: gone },
  );
}
