import { type Role, roles } from '@shuquan/chaincode/model';
import type { Person } from '@shuquan/network/people';
import type { Visitor } from './cell.js';
import { AUTHORITY, COURT, EXCHANGE, organizations, REGISTRY } from './who.js';

type MspId = (typeof organizations)[number];

/** A party that is at home there and nowhere else. */
const parties: Readonly<Record<MspId, NonNullable<Person['party']>>> = {
  [REGISTRY]: { id: 'P-A', name: 'P-A', uscc: '91510100MA7DEM0166' },
  [AUTHORITY]: { id: 'P-OPER', name: 'P-OPER', uscc: '91510000MA7DEM024U' },
  [COURT]: { id: 'P-COURT', name: 'P-COURT', uscc: '11510100MB1DEM0D7T' },
  [EXCHANGE]: { id: 'P-EXCH', name: 'P-EXCH', uscc: '91510100MA7DEM032U' },
};
const elsewhere = (mspId: MspId): MspId => (mspId === REGISTRY ? EXCHANGE : REGISTRY);

/** Who visits, and what the CA of the organisation wrote into the certificate. */
export interface Minted {
  readonly visitor: Visitor;
  readonly person: Person;
}

function minted(
  id: string,
  mspId: MspId,
  held: readonly Role[],
  { home, suspended = false }: { home?: MspId; suspended?: boolean },
): Minted {
  const party = home === undefined ? {} : { party: parties[home] };
  return {
    visitor: { id, mspId, roles: held, isHome: home === mspId, isSuspended: suspended },
    person: { id, mspId, roles: held, ...party },
  };
}

/**
 * Every role from every CA, with a party at home there and with one at home elsewhere; every role at
 * once without a party; no role; and a suspended certificate with every role.
 */
export const visitors: readonly Minted[] = organizations.flatMap((mspId) => [
  ...roles.flatMap((role) => [
    minted(`${role}-of-${mspId}`, mspId, [role], { home: mspId }),
    minted(`${role}-of-${mspId}-homeless`, mspId, [role], { home: elsewhere(mspId) }),
  ]),
  minted(`partyless-of-${mspId}`, mspId, roles, {}),
  minted(`nobody-of-${mspId}`, mspId, [], { home: mspId }),
  minted(`suspended-of-${mspId}`, mspId, roles, { home: mspId, suspended: true }),
]);
