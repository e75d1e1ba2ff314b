import { createHash, randomBytes } from 'node:crypto';
import {
  BatchSize,
  BatchTimeout,
  Block,
  BlockDataHashingStructure,
  Capabilities,
  ChannelHeader,
  ChannelRestrictions,
  ConfigEnvelope,
  type ConfigGroupValue,
  ConsensusType,
  type Decoded,
  Envelope,
  FabricMSPConfig,
  HashingAlgorithm,
  headerType,
  ImplicitMetaPolicy,
  Metadata,
  MSPConfig,
  OrdererAddresses,
  OrdererBlockMetadata,
  Payload,
  policyType,
  RaftConfigMetadata,
  SignatureHeader,
} from '@shuquan/verifier/wire';
import type { LedgerDefinition } from './definition.js';
import type { Organization, Organizations } from './organizations.js';
import { outOfRule, policyBytes } from './policy-rule.js';

const ADMINS = 'Admins';
/** common/channelconfig: one level, so the data hash is flat. */
const FLAT_WIDTH = 0xffffffff;
/** The consenter’s place is a name: nothing listens there. */
const CONSENTER = { host: 'localhost', port: 7050 } as const;

/** Fabric sorts map keys when it encodes deterministically; so do we. */
function group(
  groups: Readonly<Record<string, ConfigGroupValue>>,
  values: Readonly<Record<string, Uint8Array>>,
  policies: Readonly<Record<string, PolicyValue>>,
): ConfigGroupValue {
  return {
    version: 0n,
    groups: sorted(groups).map(([key, value]) => ({ key, value })),
    values: sorted(values).map(([key, value]) => ({
      key,
      value: { version: 0n, value, modPolicy: ADMINS },
    })),
    policies: sorted(policies).map(([key, policy]) => ({
      key,
      value: { version: 0n, policy, modPolicy: ADMINS },
    })),
    modPolicy: ADMINS,
  };
}

const sorted = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

interface PolicyValue {
  readonly type: number;
  readonly value: Uint8Array;
}

const signature = (rule: string): PolicyValue => ({
  type: policyType.signature,
  value: policyBytes(rule),
});
const implicitMeta = (subPolicy: string, rule: 'ANY' | 'MAJORITY'): PolicyValue => ({
  type: policyType.implicitMeta,
  value: ImplicitMetaPolicy.encode({ subPolicy, rule: rule === 'ANY' ? 0 : 2 }),
});
const capabilities = (name: string): Uint8Array =>
  Capabilities.encode({ capabilities: [{ key: name, value: {} }] });

const defaults = {
  Readers: implicitMeta('Readers', 'ANY'),
  Writers: implicitMeta('Writers', 'ANY'),
  Admins: implicitMeta('Admins', 'MAJORITY'),
};

function msp({ mspId, root }: Organization): Uint8Array {
  const certificate = Buffer.from(root);
  const ou = (name: string): { certificate: Uint8Array; organizationalUnitIdentifier: string } => ({
    certificate,
    organizationalUnitIdentifier: name,
  });
  const config = FabricMSPConfig.encode({
    name: mspId,
    rootCerts: [certificate],
    cryptoConfig: { signatureHashFamily: 'SHA2', identityIdentifierHashFunction: 'SHA256' },
    fabricNodeOus: {
      enable: true,
      clientOuIdentifier: ou('client'),
      peerOuIdentifier: ou('peer'),
      adminOuIdentifier: ou('admin'),
      ordererOuIdentifier: ou('orderer'),
    },
  });
  return MSPConfig.encode({ type: 0, config });
}

const anyRole = (mspId: string, ...roles: string[]): PolicyValue =>
  signature(`OR(${roles.map((role) => `'${mspId}.${role}'`).join(', ')})`);

/** Its own administrator, and enough others for a majority (ledger rule 10). */
function ownAdmins(mspId: string, all: readonly string[]): PolicyValue {
  const others = all.filter((each) => each !== mspId);
  const needed = Math.floor(all.length / 2);
  if (needed === 0) return anyRole(mspId, 'admin');
  return signature(`AND('${mspId}.admin', ${outOfRule(needed, others, 'admin')})`);
}

function application(definition: LedgerDefinition, { members }: Organizations): ConfigGroupValue {
  const all = [...members.keys()];
  const groups = [...members.values()].map((member): [string, ConfigGroupValue] => [
    member.mspId,
    group(
      {},
      { MSP: msp(member) },
      {
        Readers: anyRole(member.mspId, 'admin', 'peer', 'client'),
        Writers: anyRole(member.mspId, 'admin', 'client'),
        Admins: ownAdmins(member.mspId, all),
        Endorsement: anyRole(member.mspId, 'peer'),
      },
    ),
  ]);
  const { policy, policies } = definition;
  return group(
    Object.fromEntries(groups),
    { Capabilities: capabilities('V2_5') },
    {
      Readers: defaults.Readers,
      Writers: defaults.Writers,
      Admins: signature(policies.admins),
      LifecycleEndorsement: signature(policies.lifecycleEndorsement),
      Endorsement: signature(outOfRule(policy.n, policy.of, 'peer')),
    },
  );
}

function ordering({ orderer }: Organizations): ConfigGroupValue {
  const { mspId, node } = orderer;
  const member = anyRole(mspId, 'member');
  const certificate = Buffer.from(node.pem);
  const metadata = RaftConfigMetadata.encode({
    // No line leads here, so there is no TLS certificate to name: it is the signing one.
    consenters: [{ ...CONSENTER, clientTlsCert: certificate, serverTlsCert: certificate }],
    options: {
      tickInterval: '500ms',
      electionTick: 10,
      heartbeatTick: 1,
      maxInflightBlocks: 5,
      snapshotIntervalSize: 16 * 1024 * 1024,
    },
  });
  const endpoint = `${CONSENTER.host}:${String(CONSENTER.port)}`;
  const own = group(
    {},
    { MSP: msp(orderer), Endpoints: OrdererAddresses.encode({ addresses: [endpoint] }) },
    { Readers: member, Writers: member, Admins: anyRole(mspId, 'admin') },
  );
  return group(
    { [mspId]: own },
    {
      ConsensusType: ConsensusType.encode({ type: 'etcdraft', metadata, state: 0 }),
      BatchSize: BatchSize.encode({
        maxMessageCount: 500,
        absoluteMaxBytes: 10 * 1024 * 1024,
        preferredMaxBytes: 2 * 1024 * 1024,
      }),
      BatchTimeout: BatchTimeout.encode({ timeout: '5ms' }),
      ChannelRestrictions: ChannelRestrictions.encode({}),
      Capabilities: capabilities('V2_0'),
    },
    { ...defaults, BlockValidation: implicitMeta('Writers', 'ANY') },
  );
}

function channelGroup(definition: LedgerDefinition, all: Organizations): ConfigGroupValue {
  return group(
    { Orderer: ordering(all), Application: application(definition, all) },
    {
      HashingAlgorithm: HashingAlgorithm.encode({ name: 'SHA256' }),
      BlockDataHashingStructure: BlockDataHashingStructure.encode({ width: FLAT_WIDTH }),
      Capabilities: capabilities('V2_0'),
    },
    defaults,
  );
}

/** Block 0: the channel’s whole configuration, as configtxgen makes it. Nobody signs it. */
export function genesisBlock(
  definition: LedgerDefinition,
  organizations: Organizations,
  now: Date,
): Uint8Array {
  const nonce = randomBytes(24);
  const channelHeader = ChannelHeader.encode({
    type: headerType.config,
    version: 1,
    timestamp: { seconds: BigInt(Math.floor(now.getTime() / 1000)), nanos: 0 },
    channelId: definition.channel,
    txId: createHash('sha256').update(nonce).digest('hex'),
  });
  const config = {
    config: { sequence: 0n, channelGroup: channelGroup(definition, organizations) },
  } as Decoded<typeof ConfigEnvelope>;
  const payload = Payload.encode({
    header: { channelHeader, signatureHeader: SignatureHeader.encode({ nonce }) },
    data: ConfigEnvelope.encode(config),
  });
  const envelope = Envelope.encode({ payload });
  const value = OrdererBlockMetadata.encode({
    lastConfig: { index: 0n },
  });
  const none = new Uint8Array(0);
  return Block.encode({
    header: {
      number: 0n,
      previousHash: none,
      dataHash: createHash('sha256').update(envelope).digest(),
    },
    data: { data: [envelope] },
    metadata: {
      metadata: [Metadata.encode({ value }), none, Uint8Array.of(0), none, none],
    },
  });
}
