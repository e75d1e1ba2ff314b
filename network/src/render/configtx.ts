import { join } from 'node:path';
import { stringify } from 'yaml';
import { address, type OrdererPlan, type OrganizationPlan, type Plan } from '../plan.js';

export const profileName = 'Shuquan';

/** `configtx.yaml`, from which configtxgen makes block 0. */
export function configtx(plan: Plan): string {
  const bft = plan.options.consensus === 'bft';
  return stringify(
    {
      Profiles: {
        [profileName]: {
          Policies: {
            Readers: any('Readers'),
            Writers: any('Writers'),
            Admins: majority('Admins'),
          },
          // ConsenterMapping needs V3_0; without BFT the same artifacts serve 2.5 and 3.x.
          Capabilities: bft ? { V3_0: true } : { V2_0: true },
          Orderer: orderer(plan),
          Application: application(plan),
        },
      },
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}

function any(role: string): object {
  return { Type: 'ImplicitMeta', Rule: `ANY ${role}` };
}

function majority(role: string): object {
  return { Type: 'ImplicitMeta', Rule: `MAJORITY ${role}` };
}

function signature(rule: string): object {
  return { Type: 'Signature', Rule: rule };
}

function application({ organizations, policies, chaincode }: Plan): object {
  const { n, of } = chaincode.policy;
  return {
    Organizations: organizations.map((each) => applicationOrganization(each, organizations)),
    Policies: {
      Readers: any('Readers'),
      Writers: any('Writers'),
      // Guards what a majority could otherwise use to get round the lock: the lifecycle policy
      // itself, and who is on the channel.
      Admins: signature(policies.admins),
      LifecycleEndorsement: signature(policies.lifecycleEndorsement),
      Endorsement: signature(outOf(n, of, 'peer')),
    },
    Capabilities: { V2_5: true },
  };
}

/** `OutOf(2, 'AMSP.peer', 'BMSP.peer')` */
export function outOf(n: number, mspIds: readonly string[], role: string): string {
  return `OutOf(${[String(n), ...mspIds.map((mspId) => `'${mspId}.${role}'`)].join(', ')})`;
}

/**
 * An organisation's Admins policy guards its own MSP (every element of its group names it as
 * mod_policy): its own administrator, and enough others for a majority of the channel.
 */
export function ownAdminsAndMajority(mspId: string, all: readonly string[]): string {
  const own = `'${mspId}.admin'`;
  const others = all.filter((each) => each !== mspId);
  const needed = Math.floor(all.length / 2);
  if (needed === 0) return `OR(${own})`;
  return `AND(${own}, ${outOf(needed, others, 'admin')})`;
}

function applicationOrganization(
  { mspId, folder, peers }: OrganizationPlan,
  all: readonly OrganizationPlan[],
): object {
  const roles = (...names: string[]): string =>
    `OR(${names.map((name) => `'${mspId}.${name}'`).join(', ')})`;
  return {
    Name: mspId,
    ID: mspId,
    MSPDir: join(folder, 'msp'),
    Policies: {
      Readers: signature(roles('admin', 'peer', 'client')),
      Writers: signature(roles('admin', 'client')),
      Admins: signature(
        ownAdminsAndMajority(
          mspId,
          all.map((each) => each.mspId),
        ),
      ),
      Endorsement: signature(roles('peer')),
    },
    ...(peers.length > 0
      ? { AnchorPeers: peers.map(({ ports }) => ({ Host: 'localhost', Port: ports.listen })) }
      : {}),
  };
}

function orderer(plan: Plan): object {
  const { channel, ordererOrganization, orderers } = plan;
  const { mspId, folder } = ordererOrganization;
  const member = signature(`OR('${mspId}.member')`);
  return {
    ...(plan.options.consensus === 'bft' ? bftOrderer(plan) : raftOrderer(plan)),
    BatchTimeout: channel.batchTimeout,
    BatchSize: {
      MaxMessageCount: channel.maxMessageCount,
      AbsoluteMaxBytes: channel.absoluteMaxBytes,
      PreferredMaxBytes: channel.preferredMaxBytes,
    },
    Organizations: [
      {
        Name: mspId,
        ID: mspId,
        MSPDir: join(folder, 'msp'),
        Policies: {
          Readers: member,
          Writers: member,
          Admins: signature(`OR('${mspId}.admin')`),
        },
        OrdererEndpoints: orderers.map(({ ports }) => address(ports.listen)),
      },
    ],
    Policies: {
      Readers: any('Readers'),
      Writers: any('Writers'),
      Admins: majority('Admins'),
      // Only a node whose certificate says orderer signs blocks. BFT puts its quorum here instead.
      BlockValidation: signature(`OR('${mspId}.orderer')`),
    },
    Capabilities: { V2_0: true },
  };
}

function tlsCertificates({ ports, tls }: OrdererPlan): object {
  return {
    Host: 'localhost',
    Port: ports.listen,
    ClientTLSCert: tls.certificate,
    ServerTLSCert: tls.certificate,
  };
}

function raftOrderer({ channel: { raft }, orderers }: Plan): object {
  return {
    OrdererType: 'etcdraft',
    EtcdRaft: {
      Consenters: orderers.map(tlsCertificates),
      Options: {
        TickInterval: raft.tickInterval,
        ElectionTick: raft.electionTick,
        HeartbeatTick: raft.heartbeatTick,
        MaxInflightBlocks: 5,
        SnapshotIntervalSize: '16 MB',
      },
    },
  };
}

/** All options are stated: configtxgen fills in its defaults only when the whole section is absent. */
function bftOrderer({ channel, ordererOrganization, orderers }: Plan): object {
  return {
    OrdererType: 'BFT',
    ConsenterMapping: orderers.map((each) => ({
      ID: each.number,
      MSPID: ordererOrganization.mspId,
      Identity: join(each.mspDir, 'signcerts', `${each.hostname}-cert.pem`),
      ...tlsCertificates(each),
    })),
    SmartBFT: {
      RequestBatchMaxCount: channel.maxMessageCount,
      RequestBatchMaxBytes: channel.absoluteMaxBytes,
      RequestBatchMaxInterval: channel.bft.requestBatchMaxInterval,
      IncomingMessageBufferSize: 200,
      RequestPoolSize: 400,
      RequestForwardTimeout: '2s',
      RequestComplainTimeout: '20s',
      RequestAutoRemoveTimeout: '3m',
      ViewChangeResendInterval: '5s',
      ViewChangeTimeout: channel.bft.viewChangeTimeout,
      LeaderHeartbeatTimeout: channel.bft.leaderHeartbeatTimeout,
      LeaderHeartbeatCount: 10,
      CollectTimeout: '1s',
    },
  };
}
