import { type InfringementPack, LedgerError, MAX_PACK_DISPUTES, sidesOf } from '../model/index.js';
import type { LedgerContext } from './context.js';
import { keeper } from './desk.js';

export const disputesOf = async (ctx: LedgerContext, pack: string): Promise<string[]> =>
  (await ctx.world.infringements.disputes.first(MAX_PACK_DISPUTES, pack)).items;

/**
 * Its holder, its registrar and its witnesses; and, once it was put before a body, that body and the
 * sides of that dispute: nobody is judged on what it can not see.
 */
export async function isConcerned(ctx: LedgerContext, pack: InfringementPack): Promise<boolean> {
  const { uscc, role } = ctx.actor;
  if (pack.holder === uscc) return true;
  if (role === 'registrar' && (await keeper(ctx, pack.registrar)) === uscc) return true;
  if (pack.steps.some((step) => step.kind === 'ATTESTED' && step.by.uscc === uscc)) return true;
  for (const dispute of await disputesOf(ctx, pack.id)) {
    const record = await ctx.world.disputes.cases.require('RECORD_NOT_FOUND', dispute);
    if ([...sidesOf(record), record.body].includes(uscc)) return true;
  }
  return false;
}

/**
 * A pack goes into a dispute as its holder’s evidence; from then on the other sides can read it.
 *
 * @throws LedgerError RECORD_NOT_FOUND, CALLER_FORBIDDEN, DISPUTE_TOO_LONG
 */
export async function linkPack(
  ctx: LedgerContext,
  {
    pack: id,
    side,
    dispute,
  }: { readonly pack: string; readonly side: string; readonly dispute: string },
): Promise<void> {
  const { packs, disputes: submittedTo } = ctx.world.infringements;
  const pack = await packs.require('RECORD_NOT_FOUND', id);
  if (pack.holder !== side) {
    throw new LedgerError('CALLER_FORBIDDEN', `${id} is another party’s.`, { infringement: id });
  }
  const items = await disputesOf(ctx, id);
  if (items.includes(dispute)) return;
  if (items.length >= MAX_PACK_DISPUTES) {
    throw new LedgerError('DISPUTE_TOO_LONG', `${id} is in as many disputes as it can.`, {
      infringement: id,
    });
  }
  await submittedTo.add(id, dispute);
}
