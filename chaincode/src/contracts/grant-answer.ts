import {
  beaconOf,
  chainOf,
  echo,
  effectiveScope,
  type Input,
  type Instants,
  lastOf,
  LedgerError,
  type Output,
  permits,
  requirePurposes,
  withLeft,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { askedOf } from './desk.js';
import { grantClosure } from './granting.js';
import { purposeTree } from './purposes.js';
import { quotaOf, reserve } from './spending.js';

type Asking = Pick<Input<'grant:read'>, 'asOf' | 'knownAt' | 'audience' | 'nonce'>;

/** The instants of an answer, how far the ledger was, and what the question wants repeated. */
export async function answerOf(
  ctx: LedgerContext,
  { asOf, knownAt, audience, nonce }: Asking,
): Promise<Instants & Pick<Output<'grant:read'>, 'beacon' | 'audience' | 'nonce'>> {
  const asked = await askedOf(ctx, { asOf, knownAt });
  const latest = await ctx.world.beacons.find(asked.beacon);
  return {
    ...{ asOf: asked.asOf, knownAt: asked.knownAt },
    ...beaconOf(latest),
    ...echo({ audience, nonce }),
  };
}

/** As many units as are asked for, or what is left where that is less; shards are read until then. */
async function enoughLeft(
  ctx: LedgerContext,
  grant: string,
  units: number,
): Promise<number | undefined> {
  try {
    return (await reserve(ctx, grant, units)) === undefined ? undefined : units;
  } catch (err) {
    if (!(err instanceof LedgerError) || err.code !== 'GRANT_EXHAUSTED') throw err;
    return Number(err.params['left']);
  }
}

export async function grantView(
  ctx: LedgerContext,
  { id, ...asking }: Input<'grant:read'>,
): Promise<Output<'grant:read'>> {
  const closure = withLeft(await grantClosure(ctx, id), (await quotaOf(ctx, id))?.left);
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
  const tree = await purposeTree(ctx);
  requirePurposes(tree, [question.purpose]);
  const { grant, units = 1 } = question;
  const left = await enoughLeft(ctx, grant, units);
  const closure = withLeft(await grantClosure(ctx, grant, tree), left);
  const answer = await answerOf(ctx, { asOf, knownAt, audience, nonce });
  const decision = permits(closure, question, answer);
  return { question, decision, chain: chainOf(closure), ...answer };
}
