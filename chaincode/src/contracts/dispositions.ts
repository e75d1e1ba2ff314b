import type { Disposition, RightClosure } from '../model/index.js';
import type { LedgerContext } from './context.js';

/**
 * What was disposed of a right, each entry with the registration that it takes effect by, by fixed keys
 * alone (ledger rule 8).
 *
 * @throws LedgerError RIGHT_NOT_FOUND
 */
export async function dispositionsOf(
  ctx: LedgerContext,
  right: string,
): Promise<RightClosure['dispositions']> {
  const { dispositions, registrations } = ctx.world.register;
  const { entries } = await dispositions.requireParsed('RIGHT_NOT_FOUND', right);
  const found: RightClosure['dispositions'][number][] = [];
  for (const entry of entries) {
    found.push({ entry, registration: await registrations.findParsed(entry.case) });
  }
  return found;
}

/** One more disposal, behind those before it: reading and rewriting the head lets none pass another. */
export async function dispose(
  ctx: LedgerContext,
  right: string,
  entry: Disposition,
): Promise<void> {
  const { dispositions } = ctx.world.register;
  const head = await dispositions.require('RIGHT_NOT_FOUND', right);
  await dispositions.put({ ...head, entries: [...head.entries, entry] }, right);
}
