import { type EmergencyTarget, type Emergent, type Instants, stands } from '../model/index.js';
import type { LedgerContext } from './context.js';
import { emergenciesOn } from './encumbering.js';

/** Everything that supervisors suspended of these, one fixed key each (ledger rule 8). */
export async function haltsOn(
  ctx: LedgerContext,
  targets: readonly EmergencyTarget[],
): Promise<Emergent[]> {
  const halts: Emergent[] = [];
  for (const on of targets) halts.push(...(await emergenciesOn(ctx, on)));
  return halts;
}

/** Whether any of these was suspended at the instants asked. */
export const isHalted = async (
  ctx: LedgerContext,
  targets: readonly EmergencyTarget[],
  instants: Instants,
): Promise<boolean> => (await haltsOn(ctx, targets)).some(({ hold }) => stands(hold, instants));
