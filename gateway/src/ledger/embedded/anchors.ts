import type { LedgerDefinition, OrganizationCount } from './definition.js';
import type { Organizations } from './organizations.js';
import { organizationRule, type OrganizationRule } from './policy-rule.js';

/** Pinned trust of this ledger, as `@shuquan/verifier` reads it. */
export interface AnchorsDocument {
  readonly v: 1;
  readonly channel: string;
  readonly chaincode: {
    readonly name: string;
    readonly policy: OrganizationCount;
    readonly keyPolicies: Readonly<Record<string, OrganizationCount>>;
  };
  readonly lifecycle: { readonly policy: OrganizationRule };
  readonly genesis: string;
  readonly organizations: Readonly<Record<string, object>>;
  readonly orderers: object;
}

/** @param genesis header hash of block 0 */
export function anchorsOf(
  definition: LedgerDefinition,
  { members, orderer }: Organizations,
  genesis: Uint8Array,
): AnchorsDocument {
  const pinned = (root: string, custodian: string): object => ({
    roots: [root],
    intermediates: [],
    custodian,
  });
  const organizations = definition.organizations.map(({ mspId, custodian }) => [
    mspId,
    pinned(members.get(mspId)?.root ?? '', custodian),
  ]);
  const { mspId, custodian } = definition.orderer;
  return {
    v: 1,
    channel: definition.channel,
    chaincode: {
      name: definition.chaincode.name,
      policy: definition.policy,
      keyPolicies: definition.keyPolicies,
    },
    lifecycle: { policy: organizationRule(definition.policies.lifecycleEndorsement) },
    genesis: Buffer.from(genesis).toString('hex'),
    organizations: Object.fromEntries(organizations) as Record<string, object>,
    orderers: {
      consensus: 'raft',
      organizations: { [mspId]: pinned(orderer.root, custodian) },
      consenters: [{ id: 1, mspId, identity: orderer.node.pem }],
      quorum: 1,
    },
  };
}
