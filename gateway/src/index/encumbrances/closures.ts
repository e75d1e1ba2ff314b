import type {
  DisputeHead,
  EncumbranceClosure,
  Hold,
  HoldHead,
  Measures,
  PledgeHead,
  RightClosure,
  RightsEntry,
} from '@shuquan/chaincode/model';
import type { Rows } from '../register/rows.js';

/** Orders and controls on a right and its holder. */
export async function measuresOf(
  rows: Rows,
  { id, holder }: Pick<RightsEntry, 'id' | 'holder'>,
): Promise<Measures> {
  const orders = async (kind: string, of: string): Promise<readonly Hold[]> =>
    (await rows.get<HoldHead>(kind, of))?.orders ?? [];
  return {
    holds: await orders('hold', id),
    partyHolds: await orders('hold-party', holder),
    controls: await orders('control', id),
    partyControls: await orders('control-party', holder),
  };
}

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
