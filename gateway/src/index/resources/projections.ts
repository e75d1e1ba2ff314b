import type { AuthorizationAgreement, PublicResourceRegistration } from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import { keyOf } from '../key.js';

interface Write {
  readonly value: unknown;
}

/** Any filter left out. */
export const ANY = '*';

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

/** What a registration’s status depends on beside itself. */
function operatedUnder(draft: Draft, { value }: Write): void {
  const agreement = value as AuthorizationAgreement;
  draft.put(keyOf('resource-agreement', agreement.id), agreement);
}

/** Rows of the register of public data resources, by type of the composite key. */
export const resourceProjections = { resource };

/** Beside whatever else is made of an agreement. */
export const resourceAgreements = operatedUnder;
