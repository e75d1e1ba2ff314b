import type { PublicResourceRegistration } from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import type { Write } from '../keep.js';
import { ANY, keyOf } from '../key.js';

/** Lists of registrations by code, of everybody’s or of one holder’s. */
export const resourceList = (holder: string | undefined): string =>
  keyOf('resource-list', holder ?? ANY);

function resource(draft: Draft, { value }: Write): void {
  const record = value as PublicResourceRegistration;
  const { lookupCode, holder } = record;
  draft.put(keyOf('resource', lookupCode), record);
  for (const list of [undefined, holder]) {
    draft.put(keyOf(resourceList(list), lookupCode), lookupCode);
  }
}

/** Rows of the register of public data resources, by type of the composite key. */
export const resourceProjections = { resource };
