import { type Instants, LedgerError, type VersionRef } from '../model/index.js';
import { versionKey } from '../state/register.js';
import type { LedgerContext } from './context.js';
import { rightView } from './targets.js';

/** Of each kind of record. */
const MAX_JOINED = 60;

/**
 * Whoever speaks of data elsewhere, or gives it into custody, has a right in it here or registered it.
 *
 * @throws LedgerError RIGHT_NOT_HELD
 */
export async function requireConcerned(
  ctx: LedgerContext,
  data: VersionRef,
  uscc: string,
  at: string,
): Promise<void> {
  if ((await concernedWith(ctx, data, { asOf: at, knownAt: at })).has(uscc)) return;
  throw new LedgerError('RIGHT_NOT_HELD', `${data.asset} is not the caller’s.`, { data });
}

/** Who registered data as a public resource, or has a right in it that stands. */
export async function concernedWith(
  ctx: LedgerContext,
  data: VersionRef,
  instants: Instants,
): Promise<Set<string>> {
  const { register, resources } = ctx.world;
  const key = versionKey(data);
  const found = new Set<string>();
  for (const code of (await resources.byVersion.first(MAX_JOINED, ...key)).items) {
    const holder = (await resources.registrations.find(code))?.holder;
    if (holder !== undefined) found.add(holder);
  }
  for (const id of (await register.rightsByVersion.first(MAX_JOINED, ...key)).items) {
    const { right, state } = await rightView(ctx, id, instants);
    if (['ACTIVE', 'SUSPENDED'].includes(state.status)) found.add(right.holder);
  }
  return found;
}
