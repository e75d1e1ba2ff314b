import {
  isInForce,
  LedgerError,
  type RegisteredDescription,
  type Registration,
  type VersionRef,
} from '../model/index.js';
import { numbered, versionKey } from '../state/register.js';
import type { LedgerContext } from './context.js';

interface Revision {
  readonly description: RegisteredDescription;
  readonly registration: Registration | undefined;
}

/** Every revision, the first one first; the key after the last is read, and so guarded. */
async function revisionsOf(ctx: LedgerContext, data: VersionRef): Promise<Revision[]> {
  const { descriptions, registrations } = ctx.world.register;
  const revisions: Revision[] = [];
  for (let number = 1; ; number += 1) {
    const description = await descriptions.findParsed(...versionKey(data), numbered(number));
    if (description === undefined) return revisions;
    revisions.push({ description, registration: await registrations.findParsed(description.case) });
  }
}

/** The first registration of a version describes it; whoever comes later finds it described. */
export async function describeFirst(
  ctx: LedgerContext,
  first: Pick<RegisteredDescription, 'data' | 'description' | 'case'>,
): Promise<void> {
  const { descriptions } = ctx.world.register;
  const key = [...versionKey(first.data), numbered(1)];
  if ((await descriptions.find(...key)) !== undefined) return;
  await descriptions.put({ v: 1, ...first, holder: {}, revision: 1 }, ...key);
}

/** What the register said of a version at an instant: a change counts from its registration on. */
export async function descriptionAt(
  ctx: LedgerContext,
  data: VersionRef,
  instants: { readonly asOf: string; readonly knownAt: string },
): Promise<RegisteredDescription> {
  const revisions = await revisionsOf(ctx, data);
  const found =
    revisions.findLast(({ registration }) => isInForce(registration, instants)) ?? revisions[0];
  if (found !== undefined) return found.description;
  throw new LedgerError('CERTIFICATE_NOT_FOUND', `${data.asset} is not described.`, { data });
}

/**
 * Writes the next revision.
 *
 * @throws LedgerError DISPOSAL_PENDING while the one before waits for its registration
 */
export async function revise(
  ctx: LedgerContext,
  data: VersionRef,
  next: (current: RegisteredDescription) => RegisteredDescription,
): Promise<void> {
  const last = (await revisionsOf(ctx, data)).at(-1);
  if (last?.registration === undefined) {
    throw new LedgerError(
      'DISPOSAL_PENDING',
      `Another change of what describes ${data.asset} waits for its registration.`,
      { data },
    );
  }
  const revised = next(last.description);
  const key = [...versionKey(data), numbered(revised.revision)];
  await ctx.world.register.descriptions.put(revised, ...key);
}
