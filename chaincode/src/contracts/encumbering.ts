import {
  type Act,
  type Blocked,
  type EmergencyTarget,
  emergencyTargetsOf,
  type Emergent,
  emergentOf,
  encumberedSince,
  type Encumbrance,
  type EncumbranceClosure,
  encumbrancesOf,
  type Instants,
  type Measures,
  requireUnblocked,
  type RightClosure,
  type RightsEntry,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { dispositionsOf } from './dispositions.js';

type Dispositions = RightClosure['dispositions'];

/** What was read of a right’s dispositions already, so that it is not read again. */
export interface KnownRight {
  readonly dispositions?: Dispositions | undefined;
  readonly registration?: RightClosure['registration'];
}

/**
 * Everything that stands against a right, by fixed keys alone: whoever relies on the answer in a
 * submit is met by a later order (ledger rules 7 and 8).
 */
export async function encumbranceClosure(
  ctx: LedgerContext,
  right: RightsEntry,
  { dispositions, registration }: KnownRight = {},
): Promise<EncumbranceClosure> {
  const { pledges, disputes } = ctx.world.encumbrances;
  const { id } = right;
  return {
    ...{ right, registration },
    dispositions: dispositions ?? (await dispositionsOf(ctx, id)),
    ...(await measuresOn(ctx, right)),
    pledges: (await pledges.findParsed(id))?.pledges ?? [],
    disputes: await disputes.findParsed(id),
  };
}

/** What others laid on it alone: seven fixed keys, of which most have no head, or an empty one. */
export async function measuresOn(
  ctx: LedgerContext,
  right: Pick<RightsEntry, 'id' | 'holder' | 'data'>,
): Promise<Measures> {
  const { holds, partyHolds, controls, partyControls } = ctx.world.encumbrances;
  const { id, holder } = right;
  const emergencies: Emergent[] = [];
  for (const on of emergencyTargetsOf(right)) emergencies.push(...(await emergenciesOn(ctx, on)));
  return {
    holds: (await holds.findParsed(id))?.orders ?? [],
    partyHolds: (await partyHolds.findParsed(holder))?.orders ?? [],
    controls: (await controls.findParsed(id))?.orders ?? [],
    partyControls: (await partyControls.findParsed(holder))?.orders ?? [],
    emergencies,
  };
}

/** One fixed key a target: whoever relies on there being none is met by the first. */
export async function emergenciesOn(
  ctx: LedgerContext,
  on: EmergencyTarget,
): Promise<readonly Emergent[]> {
  return emergentOf(on, await ctx.world.emergencies.heads.findParsed(on.kind, on.id));
}

/** What stands against it now: dispositions do not matter to whoever has it still. */
async function standing(
  ctx: LedgerContext,
  right: RightsEntry,
  { notBefore }: Pick<Act, 'notBefore'>,
): Promise<Encumbrance[]> {
  const closure = await encumbranceClosure(ctx, right, { dispositions: [] });
  const now = encumberedSince(closure, notBefore);
  return encumbrancesOf(closure, { asOf: now, knownAt: now });
}

/** The encumbrances of a right at an instant. */
export const encumbrancesAt = async (
  ctx: LedgerContext,
  right: RightsEntry,
  instants: Instants,
  known?: KnownRight,
): Promise<Encumbrance[]> => encumbrancesOf(await encumbranceClosure(ctx, right, known), instants);

/**
 * Refuses an act that an order, an administrative control, a pledge or a dispute stands against. An
 * order’s term counts as running until a beacon shows that it is over: no clock that is ahead gets
 * past its last minute.
 *
 * @throws LedgerError ASSET_FROZEN, PLEDGE_RESTRICTS, DISPUTE_OPEN
 */
export async function requireUnencumbered(
  ctx: LedgerContext,
  right: RightsEntry,
  act: Pick<Act, 'notBefore'>,
  what: Blocked,
): Promise<void> {
  requireUnblocked(await standing(ctx, right, act), what);
}

/**
 * The same where an open dispute is no obstacle: what ends a right ex officio, or for a dispute.
 *
 * @throws LedgerError ASSET_FROZEN, PLEDGE_RESTRICTS
 */
export async function requireUnfrozen(
  ctx: LedgerContext,
  right: RightsEntry,
  act: Pick<Act, 'notBefore'>,
  what: Blocked,
): Promise<void> {
  const all = await standing(ctx, right, act);
  requireUnblocked(
    all.filter(({ kind }) => kind !== 'DISPUTE'),
    what,
  );
}
