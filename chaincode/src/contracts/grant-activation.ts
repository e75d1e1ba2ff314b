import type { GrantAnswer, GrantLink } from '../model/index.js';
import type { LedgerContext } from './context.js';
import { requireMakable } from './grant-offer.js';
import { allocate, openQuota } from './spending.js';

/**
 * Puts a grant into effect, if what it is made of still allows it.
 *
 * @throws LedgerError those of `requireMakable` and `allocate`
 */
export async function activate(
  ctx: LedgerContext,
  { grant, qualifications }: GrantLink,
  answer: GrantAnswer,
): Promise<void> {
  const { source, scope, id } = grant;
  const cited = qualifications.map((each) => each.id);
  await requireMakable(ctx, grant, cited, answer.answered.at);
  if (source.kind === 'GRANT' && scope.count !== undefined) {
    await allocate(ctx, source.grant, scope.count);
  }
  await openQuota(ctx, id, scope.count);
  const { answers, byRight, byParent } = ctx.world.grants;
  await answers.create('GRANT_ANSWERED', answer, id);
  if (source.kind === 'RIGHT') await byRight.add(source.right, id);
  else await byParent.add(source.grant, id);
}
