import { join } from 'node:path';
import type { OrganizationPlan, Plan } from '../plan.js';
import type { ReadPem } from './profile.js';
import { ruleOf } from './rule.js';

/** Pinned trust, to be handed over out of band: roots, who vouches for each, block 0. */
export function anchors(plan: Plan, genesisHash: string, read: ReadPem): object {
  const organization = ({ root, custodian }: OrganizationPlan): object => ({
    roots: [read(root)],
    intermediates: [],
    custodian,
  });
  const { ordererOrganization, orderers, options, chaincode, policies } = plan;
  return {
    v: 1,
    channel: plan.channel.name,
    chaincode: {
      name: chaincode.name,
      policy: chaincode.policy,
      keyPolicies: chaincode.keyPolicies,
    },
    lifecycle: { policy: ruleOf(policies.lifecycleEndorsement) },
    genesis: genesisHash,
    organizations: Object.fromEntries(
      plan.organizations.map((each) => [each.mspId, organization(each)]),
    ),
    orderers: {
      consensus: options.consensus,
      organizations: { [ordererOrganization.mspId]: organization(ordererOrganization) },
      consenters: orderers.map(({ number, mspId, mspDir, hostname }) => ({
        id: number,
        mspId,
        identity: read(join(mspDir, 'signcerts', `${hostname}-cert.pem`)),
      })),
      quorum: quorum(options.consensus, orderers.length),
    },
  };
}

/** Signatures a block must carry: under BFT ceil((n+f+1)/2) with f=(n-1)/3, as Fabric counts. */
export function quorum(consensus: 'raft' | 'bft', n: number): number {
  if (consensus === 'raft') return 1;
  const f = Math.floor((n - 1) / 3);
  return Math.ceil((n + f + 1) / 2);
}
