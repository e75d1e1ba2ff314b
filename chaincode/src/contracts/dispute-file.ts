import type { DisputeCase, QueryTarget } from '../model/index.js';
import type { LedgerContext } from './context.js';
import { disputesOf } from './infringement-access.js';

/**
 * Whether a record belongs to the file of a dispute: what it is about, the grants above that, what
 * was delivered under them, the packs that a side put into it, and the case of an objection.
 */
export async function isInFile(
  ctx: LedgerContext,
  dispute: DisputeCase,
  { kind, id }: QueryTarget,
): Promise<boolean> {
  switch (kind) {
    case 'DISPUTE':
      return id === dispute.id;
    case 'CASE':
      return dispute.standing.objection?.case === id;
    case 'INFRINGEMENT':
      return (await disputesOf(ctx, id)).includes(dispute.id);
    case 'GRANT':
      return (await grantsOf(ctx, dispute)).has(id);
    case 'DELIVERY': {
      const delivery = await ctx.world.deliveries.deliveries.find(id);
      return delivery !== undefined && (await grantsOf(ctx, dispute)).has(delivery.grant);
    }
    default:
      return false;
  }
}

/** The grants that a dispute is about, those of its deliveries, and what each was made under. */
async function grantsOf(ctx: LedgerContext, { subjects }: DisputeCase): Promise<Set<string>> {
  const { grants } = ctx.world.grants;
  const found = new Set<string>();
  for (const { kind, id } of subjects) {
    let next = kind === 'GRANT' ? id : undefined;
    if (kind === 'DELIVERY') next = (await ctx.world.deliveries.deliveries.find(id))?.grant;
    while (next !== undefined && !found.has(next)) {
      found.add(next);
      const source = (await grants.find(next))?.source;
      next = source?.kind === 'GRANT' ? source.grant : undefined;
    }
  }
  return found;
}
