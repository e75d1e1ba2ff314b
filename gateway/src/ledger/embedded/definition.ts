import { loadTopology, peopleOf, type Person } from '@shuquan/network/people';

export type { Person };

export interface OrganizationDefinition {
  readonly mspId: string;
  readonly domain: string;
  /** Who vouches for the root, as the anchors say. */
  readonly custodian: string;
  readonly hasPeer: boolean;
}

export interface CollectionDefinition {
  readonly name: string;
  readonly members: readonly string[];
  readonly requiredPeerCount: number;
  readonly maxPeerCount: number;
  readonly blockToLive: number;
  readonly memberOnlyRead: boolean;
  readonly memberOnlyWrite: boolean;
  /** Rule in Fabric’s policy language; the chaincode’s policy when left out. */
  readonly endorsementPolicy?: string;
}

export interface OrganizationCount {
  readonly n: number;
  readonly of: readonly string[];
}

/** Everything that block 0 and the chaincode’s definition say, and who holds certificates. */
export interface LedgerDefinition {
  readonly channel: string;
  readonly chaincode: { readonly name: string; readonly version: string };
  readonly organizations: readonly OrganizationDefinition[];
  readonly orderer: Omit<OrganizationDefinition, 'hasPeer'>;
  /** Endorsement: `n` of the peers of these organisations. */
  readonly policy: OrganizationCount;
  /** Of records that are guarded from their birth, by the type of their key. */
  readonly keyPolicies: Readonly<Record<string, OrganizationCount>>;
  /** In Fabric’s policy language. */
  readonly policies: { readonly lifecycleEndorsement: string; readonly admins: string };
  readonly collections: readonly CollectionDefinition[];
  readonly people: readonly Person[];
  /** As the founding document says it. */
  readonly purpose: 'TEST' | 'PRODUCTION';
}

/** The small topology of `network/network.json`, folded into one process. */
export function smallDefinition(): LedgerDefinition {
  const topology = loadTopology();
  const { channel, chaincode, organizations, ordererOrganization, peers, policies } = topology;
  return {
    channel: channel.name,
    chaincode: { name: chaincode.name, version: '1' },
    organizations: organizations.map(({ mspId, domain, custodian }) => ({
      ...{ mspId, domain, custodian },
      hasPeer: peers.some((peer) => peer.mspId === mspId),
    })),
    orderer: ordererOrganization,
    policy: chaincode.policy,
    keyPolicies: chaincode.keyPolicies,
    policies,
    collections: chaincode.collections,
    people: peopleOf(topology),
    purpose: 'TEST',
  };
}
