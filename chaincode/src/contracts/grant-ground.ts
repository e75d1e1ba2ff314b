import { type GrantGround, MAX_LICENCE_DEPTH } from '../model/index.js';
import type { LedgerContext } from './context.js';
import { dispositionsOf } from './dispositions.js';
import { measuresOn } from './encumbering.js';

/**
 * A right with all that its status depends on, by fixed keys alone (ledger rules 4 and 8).
 *
 * @throws LedgerError RIGHT_NOT_FOUND
 */
export async function groundOf(ctx: LedgerContext, id: string, depth = 0): Promise<GrantGround> {
  const { register } = ctx.world;
  const right = await register.rights.requireParsed('RIGHT_NOT_FOUND', id);
  const registration = await register.registrations.findParsed(right.case);
  const dispositions = await dispositionsOf(ctx, id);
  const above = right.basis?.kind === 'LICENSE' ? right.basis.right : undefined;
  return {
    ...{ right, registration, dispositions, measures: await measuresOn(ctx, right) },
    ...(above === undefined || depth >= MAX_LICENCE_DEPTH
      ? {}
      : { above: await groundOf(ctx, above, depth + 1) }),
    ...(await resourceOf(ctx, right.publicCode)),
  };
}

async function resourceOf(
  ctx: LedgerContext,
  lookupCode: string | undefined,
): Promise<Pick<GrantGround, 'resource'>> {
  if (lookupCode === undefined) return {};
  const record = await ctx.world.resources.registrations.findParsed(lookupCode);
  if (record === undefined) return {};
  const { agreement: id } = record;
  const agreement =
    id === undefined ? undefined : await ctx.world.operation.agreements.findParsed(id);
  return { resource: { record, ...(agreement === undefined ? {} : { agreement }) } };
}
