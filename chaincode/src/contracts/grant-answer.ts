import {
  beaconOf,
  chainOf,
  effectiveScope,
  type GrantClosure,
  type Input,
  type Instants,
  lastOf,
  type Output,
  permits,
  requirePurposes,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { askedOf } from './desk.js';
import { grantClosure } from './granting.js';
import { purposeTree } from './purposes.js';
import { quotaOf } from './spending.js';

type Asking = Pick<Input<'grant:read'>, 'asOf' | 'knownAt' | 'audience' | 'nonce'>;

/** The instants of an answer, how far the ledger was, and what the question wants repeated. */
export async function answerOf(
  ctx: LedgerContext,
  { asOf, knownAt, audience, nonce }: Asking,
): Promise<Instants & Pick<Output<'grant:read'>, 'beacon' | 'audience' | 'nonce'>> {
  const asked = await askedOf(ctx, { asOf, knownAt });
  return {
    ...{ asOf: asked.asOf, knownAt: asked.knownAt },
    ...beaconOf(await ctx.world.beacons.findLatest()),
    ...(audience === undefined ? {} : { audience }),
    ...(nonce === undefined ? {} : { nonce }),
  };
}

/** A question may look at the count as well: it writes nothing, so it meets nobody. */
async function countedClosure(ctx: LedgerContext, id: string): Promise<GrantClosure> {
  const closure = await grantClosure(ctx, id);
  const left = (await quotaOf(ctx, id))?.left;
  const asked = { ...lastOf(closure.links), left };
  const [first, ...rest] = closure.links;
  return {
    ...closure,
    links: rest.length === 0 ? [asked] : [first, ...rest.slice(0, -1), asked],
  };
}

export async function grantView(
  ctx: LedgerContext,
  { id, ...asking }: Input<'grant:read'>,
): Promise<Output<'grant:read'>> {
  const closure = await countedClosure(ctx, id);
  const answer = await answerOf(ctx, asking);
  const { status, scope, reasons, nextChangeAt } = effectiveScope(closure, answer);
  const link = lastOf(closure.links);
  const isKnown = ({ at }: { readonly at: string }): boolean =>
    at <= answer.asOf && at <= answer.knownAt;
  return {
    grant: link.grant,
    ...(link.answer !== undefined && isKnown(link.answer.answered) ? { answer: link.answer } : {}),
    entries: link.entries.filter(isKnown),
    status,
    ...(scope === undefined ? {} : { effective: scope }),
    reasons: [...reasons],
    ...(link.left === undefined ? {} : { left: link.left }),
    ...(nextChangeAt === undefined ? {} : { nextChangeAt }),
    ...answer,
  };
}

export async function permitsAnswer(
  ctx: LedgerContext,
  { asOf, knownAt, audience, nonce, ...question }: Input<'grant:permits'>,
): Promise<Output<'grant:permits'>> {
  requirePurposes(await purposeTree(ctx), [question.purpose]);
  const closure = await countedClosure(ctx, question.grant);
  const answer = await answerOf(ctx, { asOf, knownAt, audience, nonce });
  const decision = permits(closure, question, answer);
  return { question, decision, chain: chainOf(closure), ...answer };
}
