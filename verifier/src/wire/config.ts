import { Envelope } from './block.js';
import {
  always,
  message,
  nested,
  nestedList,
  repeated,
  scalar,
  type Field,
  type Fields,
  type Message,
  type Value,
} from './codec.js';

/** hyperledger/fabric-protos: common/configtx.proto, common/configuration.proto, orderer/*.proto. */

interface MapFields<F extends Fields> extends Fields {
  readonly key: Field<string>;
  readonly value: Field<Value<F> | undefined>;
}

/** `map<string, M>` on the wire: a list of entries that always carry key and value. */
const mapOf = <F extends Fields>(type: Message<F>): Message<MapFields<F>> =>
  message('MapEntry', { key: always(1, 'string'), value: nested(2, type) });

export const Policy = message('Policy', {
  type: scalar(1, 'int32'),
  value: scalar(2, 'bytes'),
});

/** policies.proto, Policy.PolicyType. */
export const policyType = { unknown: 0, signature: 1, msp: 2, implicitMeta: 3 } as const;

/** `rule` 0 ANY, 1 ALL, 2 MAJORITY. */
export const ImplicitMetaPolicy = message('ImplicitMetaPolicy', {
  subPolicy: scalar(1, 'string'),
  rule: scalar(2, 'int32'),
});

export const ConfigValue = message('ConfigValue', {
  version: scalar(1, 'uint64'),
  value: scalar(2, 'bytes'),
  modPolicy: scalar(3, 'string'),
});

export const ConfigPolicy = message('ConfigPolicy', {
  version: scalar(1, 'uint64'),
  policy: nested(2, Policy),
  modPolicy: scalar(3, 'string'),
});

export interface ConfigGroupValue {
  readonly version: bigint;
  readonly groups: readonly ConfigGroupEntry[];
  readonly values: readonly {
    readonly key: string;
    readonly value: Value<ConfigValueFields> | undefined;
  }[];
  readonly policies: readonly {
    readonly key: string;
    readonly value: Value<ConfigPolicyFields> | undefined;
  }[];
  readonly modPolicy: string;
}
export interface ConfigGroupEntry {
  readonly key: string;
  readonly value: ConfigGroupValue | undefined;
}
type FieldsOf<M> = M extends Message<infer F> ? F : never;
type ConfigValueFields = FieldsOf<typeof ConfigValue>;
type ConfigPolicyFields = FieldsOf<typeof ConfigPolicy>;

/** Groups hold groups: the type of the map's value is tied in by hand. */
const subgroup: Field<ConfigGroupValue | undefined> = {
  number: 2,
  presence: 'optional',
  get type(): Message<Record<string, Field>> {
    return ConfigGroup;
  },
};

const GroupEntry = message('MapEntry', {
  key: always(1, 'string'),
  value: subgroup,
});

export const ConfigGroup = message('ConfigGroup', {
  version: scalar(1, 'uint64'),
  groups: nestedList(2, GroupEntry),
  values: nestedList(3, mapOf(ConfigValue)),
  policies: nestedList(4, mapOf(ConfigPolicy)),
  modPolicy: scalar(5, 'string'),
});

export const Config = message('Config', {
  sequence: scalar(1, 'uint64'),
  channelGroup: nested(2, ConfigGroup),
});

export const ConfigEnvelope = message('ConfigEnvelope', {
  config: nested(1, Config),
  lastUpdate: nested(2, Envelope),
});

export const ConfigSignature = message('ConfigSignature', {
  signatureHeader: scalar(1, 'bytes'),
  signature: scalar(2, 'bytes'),
});

export const ConfigUpdateEnvelope = message('ConfigUpdateEnvelope', {
  configUpdate: scalar(1, 'bytes'),
  signatures: nestedList(2, ConfigSignature),
});

export const ConfigUpdate = message('ConfigUpdate', {
  channelId: scalar(1, 'string'),
  readSet: nested(2, ConfigGroup),
  writeSet: nested(3, ConfigGroup),
});

/* Values in the channel group. */

export const HashingAlgorithm = message('HashingAlgorithm', { name: scalar(1, 'string') });
export const BlockDataHashingStructure = message('BlockDataHashingStructure', {
  width: scalar(1, 'uint32'),
});
export const OrdererAddresses = message('OrdererAddresses', { addresses: repeated(1, 'string') });
export const Consortium = message('Consortium', { name: scalar(1, 'string') });

const Capability = message('Capability', {});
export const Capabilities = message('Capabilities', {
  capabilities: nestedList(1, mapOf(Capability)),
});

export const Consenter = message('Consenter', {
  id: scalar(1, 'uint32'),
  host: scalar(2, 'string'),
  port: scalar(3, 'uint32'),
  mspId: scalar(4, 'string'),
  identity: scalar(5, 'bytes'),
  clientTlsCert: scalar(6, 'bytes'),
  serverTlsCert: scalar(7, 'bytes'),
});

/** The BFT consenters, by the id that their block signatures carry. */
export const Orderers = message('Orderers', { consenterMapping: nestedList(1, Consenter) });

export const ConsensusType = message('ConsensusType', {
  type: scalar(1, 'string'),
  metadata: scalar(2, 'bytes'),
  state: scalar(3, 'int32'),
});
export const BatchSize = message('BatchSize', {
  maxMessageCount: scalar(1, 'uint32'),
  absoluteMaxBytes: scalar(2, 'uint32'),
  preferredMaxBytes: scalar(3, 'uint32'),
});
export const BatchTimeout = message('BatchTimeout', { timeout: scalar(1, 'string') });
export const ChannelRestrictions = message('ChannelRestrictions', {
  maxCount: scalar(1, 'uint64'),
});

export const RaftConsenter = message('etcdraft.Consenter', {
  host: scalar(1, 'string'),
  port: scalar(2, 'uint32'),
  clientTlsCert: scalar(3, 'bytes'),
  serverTlsCert: scalar(4, 'bytes'),
});
export const RaftOptions = message('etcdraft.Options', {
  tickInterval: scalar(1, 'string'),
  electionTick: scalar(2, 'uint32'),
  heartbeatTick: scalar(3, 'uint32'),
  maxInflightBlocks: scalar(4, 'uint32'),
  snapshotIntervalSize: scalar(5, 'uint32'),
});
export const RaftConfigMetadata = message('etcdraft.ConfigMetadata', {
  consenters: nestedList(1, RaftConsenter),
  options: nested(2, RaftOptions),
});

export const AnchorPeer = message('AnchorPeer', {
  host: scalar(1, 'string'),
  port: scalar(2, 'int32'),
});
export const AnchorPeers = message('AnchorPeers', { anchorPeers: nestedList(1, AnchorPeer) });

export const APIResource = message('APIResource', { policyRef: scalar(1, 'string') });
export const ACLs = message('ACLs', { acls: nestedList(1, mapOf(APIResource)) });
