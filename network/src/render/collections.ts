import type { Plan } from '../plan.js';

/** The collections file of `peer lifecycle chaincode approveformyorg`. */
export function collectionsConfig({ chaincode }: Plan): string {
  const collections = chaincode.collections.map(({ members, ...collection }) => ({
    name: collection.name,
    policy: `OR(${members.map((mspId) => `'${mspId}.member'`).join(', ')})`,
    requiredPeerCount: collection.requiredPeerCount,
    maxPeerCount: collection.maxPeerCount,
    blockToLive: collection.blockToLive,
    memberOnlyRead: collection.memberOnlyRead,
    memberOnlyWrite: collection.memberOnlyWrite,
  }));
  return JSON.stringify(collections, undefined, 2);
}
