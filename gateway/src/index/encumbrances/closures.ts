import {
  type DisputeHead,
  type EmergencyHead,
  type EmergencyTarget,
  emergencyTargetsOf,
  type Emergent,
  emergentOf,
  type EncumbranceClosure,
  type Hold,
  type HoldHead,
  type Measures,
  type PledgeHead,
  type RightClosure,
  type RightsEntry,
} from '@shuquan/chaincode/model';
import type { Rows } from '../register/rows.js';

/** Orders and controls on a right and its holder. */
export async function measuresOf(
  rows: Rows,
  right: Pick<RightsEntry, 'id' | 'holder' | 'data'>,
): Promise<Measures> {
  const { id, holder } = right;
  const orders = async (kind: string, of: string): Promise<readonly Hold[]> =>
    (await rows.get<HoldHead>(kind, of))?.orders ?? [];
  return {
    holds: await orders('hold', id),
    partyHolds: await orders('hold-party', holder),
    controls: await orders('control', id),
    partyControls: await orders('control-party', holder),
    emergencies: (
      await Promise.all(emergencyTargetsOf(right).map((on) => emergenciesOf(rows, on)))
    ).flat(),
  };
}

/** What was suspended of one target in an emergency. */
export const emergenciesOf = async (
  rows: Rows,
  on: EmergencyTarget,
): Promise<readonly Emergent[]> =>
  emergentOf(on, await rows.get<EmergencyHead>('emergency', on.kind, on.id));

/** The records behind the encumbrances of a right, as the rows have them. */
export async function encumbranceClosureOf(
  rows: Rows,
  { right, registration, dispositions }: RightClosure,
): Promise<EncumbranceClosure> {
  const { id } = right;
  return {
    ...{ right, registration, dispositions, ...(await measuresOf(rows, right)) },
    pledges: (await rows.get<PledgeHead>('pledge', id))?.pledges ?? [],
    disputes: await rows.get<DisputeHead>('dispute', id),
  };
}
