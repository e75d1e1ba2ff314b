import { LedgerError, type VersionRef } from '../model/index.js';
import type { LedgerContext } from './context.js';
import { rulesOf } from './operating.js';

/**
 * 27号, article 6: an operator does not re-develop what it delivers. It, or whoever is affiliated to
 * it, neither gets a product made from its own delivered one, nor makes one.
 *
 * @param operators with the agreement that binds each
 * @throws LedgerError OPERATOR_REDEVELOPMENT_BAN
 */
export async function refuseRedevelopment(
  ctx: LedgerContext,
  operators: ReadonlyMap<string, string>,
  party: string,
): Promise<void> {
  for (const [operator, agreement] of operators) {
    if (!(await isOrBelongsTo(ctx, operator, party))) continue;
    const { agreements } = ctx.world.operation;
    const record = await agreements.require('AGREEMENT_NOT_FOUND', agreement);
    const { redevelopmentArticle: article } = await rulesOf(ctx, record);
    throw new LedgerError(
      'OPERATOR_REDEVELOPMENT_BAN',
      `${party} is the operator ${operator} or affiliated to it.`,
      { operator, party, article },
    );
  }
}

async function isOrBelongsTo(
  ctx: LedgerContext,
  operator: string,
  party: string,
): Promise<boolean> {
  if (operator === party) return true;
  const affiliation = await ctx.world.operation.affiliations.find(operator, party);
  return affiliation?.state === 'AFFILIATED';
}

/**
 * Operators of delivered products among these versions, with an agreement they operate under.
 *
 * @param except an asset whose own versions follow each other: that is upkeep, no re-development
 */
export async function deliveringOperators(
  ctx: LedgerContext,
  versions: readonly VersionRef[],
  except?: string,
): Promise<Map<string, string>> {
  const assets = new Set(versions.map(({ asset }) => asset).filter((asset) => asset !== except));
  const operators = new Map<string, string>();
  for (const asset of assets) {
    const product = await ctx.world.operation.products.find(asset);
    if (product?.firstDelivery !== undefined) operators.set(product.operator, product.agreement);
  }
  return operators;
}
