import {
  type Instants,
  operatedBy,
  type PublicResourceRegistration,
  resourceState,
  type ResourceState,
} from '@shuquan/chaincode/model';
import type { AgreementRow } from '../operation/agreements.js';
import type { Rows } from '../register/rows.js';

/** What a registration is at one pair of instants, by the model’s own function over the rows. */
export async function stateOfResource(
  rows: Rows,
  record: PublicResourceRegistration,
  instants: Instants,
): Promise<ResourceState> {
  const agreement =
    record.agreement === undefined
      ? undefined
      : (await rows.get<AgreementRow>('agreement', record.agreement))?.record;
  const operation = agreement && operatedBy(agreement, instants.asOf);
  return resourceState({ record, operation }, instants);
}

/** The same by lookup code; `undefined` where none is named or known. */
export async function sourceOf(
  rows: Rows,
  lookupCode: string | undefined,
  instants: Instants,
): Promise<{ publicSource?: ResourceState }> {
  if (lookupCode === undefined) return {};
  const record = await rows.get<PublicResourceRegistration>('resource', lookupCode);
  if (record === undefined) return {};
  return { publicSource: await stateOfResource(rows, record, instants) };
}
