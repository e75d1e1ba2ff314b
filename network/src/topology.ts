import { z } from 'zod';

/** Fabric: a channel or chaincode name is lower-case, and both end up in file names. */
const Name = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits, -');
export const MspId = z.string().regex(/^[A-Z][A-Za-z0-9]*MSP$/, 'must look like RegistryMSP');
const Domain = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a dotted domain name');
const Duration = z.string().regex(/^[1-9][0-9]*(ms|s|m)$/, 'must be like 300ms, 10s or 1m');
const Count = z.int().positive();
/** Added to the base port, so that one number moves a whole network. */
const Offset = z.int().min(0).max(999);
const Uscc = z.string().regex(/^[0-9A-HJ-NP-RTUWXY]{18}$/, 'must be 18 characters of GB 32100');

const Organization = z.strictObject({
  name: z.string().regex(/^[A-Z][A-Za-z]*$/, 'must be one capitalised word'),
  mspId: MspId,
  domain: Domain,
  /** Who vouches for this organisation's root: independence is counted by custodian. */
  custodian: z.string().min(1),
});

const Peer = z.strictObject({
  name: Name,
  mspId: MspId,
  ports: z.strictObject({
    listen: Offset,
    chaincode: Offset,
    operations: Offset,
    /** Two, so that during an upgrade the old and the new chaincode serve side by side. */
    chaincodeServers: z.tuple([Offset, Offset]),
  }),
});

const Orderer = z.strictObject({
  name: Name,
  ports: z.strictObject({ listen: Offset, admin: Offset, operations: Offset }),
});

const Collection = z.strictObject({
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/, 'must be one word'),
  members: z.array(MspId).min(1),
  requiredPeerCount: z.int().min(0),
  maxPeerCount: z.int().min(0),
  blockToLive: z.int().min(0),
  memberOnlyRead: z.boolean(),
  memberOnlyWrite: z.boolean(),
});

const Party = z.strictObject({
  id: z.string().regex(/^P-[A-Z0-9]+$/, 'must look like P-REG1'),
  name: z.string().min(1),
  uscc: Uscc,
  type: z.string().min(1),
});

const Person = z.strictObject({
  id: Name,
  mspId: MspId,
  /** Joined by commas in the certificate's `role` attribute. */
  roles: z.array(z.string().regex(/^[a-z][A-Za-z]*$/, 'must be one camelCase word')),
  /** The party whose `uscc` the certificate carries; a service identity has none. */
  party: z.string().optional(),
  /** `client`: the person alone has the key, and the certificate says so. */
  custody: z.literal('client').optional(),
});

const Rule = z.strictObject({ n: Count, of: z.array(MspId).min(1) });

/** What a person writes in `network.json`; `resolve` turns it into a plan. */
export const Topology = z.strictObject({
  v: z.literal(1),
  channel: z.strictObject({
    name: Name,
    batchTimeout: Duration,
    maxMessageCount: Count,
    absoluteMaxBytes: Count,
    preferredMaxBytes: Count,
    raft: z.strictObject({ tickInterval: Duration, electionTick: Count, heartbeatTick: Count }),
    bft: z.strictObject({
      requestBatchMaxInterval: Duration,
      leaderHeartbeatTimeout: Duration,
      viewChangeTimeout: Duration,
    }),
  }),
  chaincode: z.strictObject({
    name: Name,
    policy: Rule,
    /** By the type of a record: who must endorse a change of one, set on its key at its birth. */
    keyPolicies: z.record(Name, Rule),
    collections: z.array(Collection),
  }),
  policies: z.strictObject({ lifecycleEndorsement: z.string(), admins: z.string() }),
  organizations: z.array(Organization).min(1),
  ordererOrganization: Organization,
  peers: z.array(Peer).min(1),
  orderers: z.array(Orderer).min(1),
  basePort: z.int().min(1024).max(65535),
  certificateDays: Count,
  parties: z.array(Party),
  people: z.array(Person),
});
export type Topology = z.infer<typeof Topology>;
