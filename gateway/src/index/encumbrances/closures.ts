import type {
  DisputeHead,
  EncumbranceClosure,
  Hold,
  HoldHead,
  PledgeHead,
  RightClosure,
} from '@shuquan/chaincode/model';
import type { Rows } from '../register/rows.js';

/** The records behind the encumbrances of a right, as the rows have them. */
export async function encumbranceClosureOf(
  rows: Rows,
  { right, dispositions }: Pick<RightClosure, 'right' | 'dispositions'>,
): Promise<EncumbranceClosure> {
  const { id, holder } = right;
  const orders = async (kind: string, of: string): Promise<readonly Hold[]> =>
    (await rows.get<HoldHead>(kind, of))?.orders ?? [];
  return {
    ...{ right, dispositions },
    holds: await orders('hold', id),
    partyHolds: await orders('hold-party', holder),
    controls: await orders('control', id),
    partyControls: await orders('control-party', holder),
    pledges: (await rows.get<PledgeHead>('pledge', id))?.pledges ?? [],
    disputes: await rows.get<DisputeHead>('dispute', id),
  };
}
