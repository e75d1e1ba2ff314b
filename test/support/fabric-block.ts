import { randomBytes } from 'node:crypto';
import { headerBytes } from '@shuquan/verifier';
import {
  Block,
  ChannelHeader,
  ConfigEnvelope,
  Envelope,
  headerType,
  IdentifierHeader,
  LastConfig,
  Metadata,
  OrdererBlockMetadata,
  Payload,
  SignatureHeader,
} from '@shuquan/verifier/wire';
import { signP256 } from './crypto.js';
import { authority, issue, type Authority, type TestIdentity } from './fabric-organization.js';
import { sha256 } from './fabric-transaction.js';

export interface BlockPlan {
  readonly number: bigint;
  readonly previousHash: Uint8Array;
  readonly envelopes: readonly Uint8Array[];
  readonly flags?: readonly number[];
  /** Raft: who signs. */
  readonly orderers?: readonly TestIdentity[];
  /** BFT: who signs, by consenter id. */
  readonly consenters?: readonly { readonly id: number; readonly identity: TestIdentity }[];
  /** Whether a peer kept it: flags and commit hash are there. */
  readonly fromOrderer?: boolean;
}

export interface MadeBlock {
  readonly bytes: Uint8Array;
  /** Header hash. */
  readonly hash: Uint8Array;
}

/** A `common.Block` as Fabric's orderers make and peers keep it. */
export function block(plan: BlockPlan): MadeBlock {
  const header = {
    number: plan.number,
    previousHash: plan.previousHash,
    dataHash: sha256(...plan.envelopes),
  };
  const der = headerBytes(header);
  const lastConfig = { index: 0n };
  const isFirst = plan.number === 0n;
  const value = OrdererBlockMetadata.encode({
    lastConfig,
    ...(isFirst ? {} : { consenterMetadata: Buffer.from('raft state') }),
  });
  const bytes = Block.encode({
    header,
    data: { data: [...plan.envelopes] },
    metadata: {
      metadata: [
        Metadata.encode({ value, signatures: signatures(plan, value, der) }),
        Metadata.encode({ value: LastConfig.encode(lastConfig) }),
        plan.fromOrderer ? new Uint8Array() : Uint8Array.from(flags(plan)),
        new Uint8Array(),
        plan.fromOrderer || isFirst
          ? new Uint8Array()
          : Metadata.encode({ value: sha256(Buffer.from('commit')) }),
      ],
    },
  });
  return { bytes, hash: sha256(der) };
}

const flags = ({ flags: given, envelopes }: BlockPlan): readonly number[] =>
  given ?? envelopes.map(() => 0);

interface BlockSignature {
  signatureHeader: Uint8Array;
  signature: Uint8Array;
  identifierHeader: Uint8Array;
}

function signatures(plan: BlockPlan, value: Uint8Array, der: Uint8Array): BlockSignature[] {
  const none = new Uint8Array();
  const raft = (plan.orderers ?? []).map(({ bytes, key }) => {
    const signatureHeader = SignatureHeader.encode({ creator: bytes, nonce: randomBytes(24) });
    const signature = signP256(key, Buffer.concat([value, signatureHeader, der]));
    return { signatureHeader, signature, identifierHeader: none };
  });
  const bft = (plan.consenters ?? []).map(({ id, identity }) => {
    const identifierHeader = IdentifierHeader.encode({ identifier: id, nonce: randomBytes(24) });
    const signature = signP256(identity.key, Buffer.concat([value, identifierHeader, der]));
    return { signatureHeader: none, signature, identifierHeader };
  });
  return [...raft, ...bft];
}

/** An envelope of type CONFIG; what it configures is not looked at. */
export function configEnvelope(signer?: TestIdentity): Uint8Array {
  const payload = Payload.encode({
    header: {
      channelHeader: ChannelHeader.encode({
        type: headerType.config,
        timestamp: { seconds: 1_772_000_000n, nanos: 0 },
        channelId: 'shuquan',
      }),
      signatureHeader: SignatureHeader.encode({
        creator: signer?.bytes ?? new Uint8Array(),
        nonce: randomBytes(24),
      }),
    },
    data: ConfigEnvelope.encode({ config: { sequence: 1n, channelGroup: undefined } }),
  });
  return Envelope.encode({
    payload,
    ...(signer ? { signature: signP256(signer.key, payload) } : {}),
  });
}

export interface World {
  readonly cas: Readonly<Record<string, Authority>>;
  readonly peers: Readonly<Record<string, TestIdentity>>;
  readonly client: TestIdentity;
  readonly orderer: TestIdentity;
  readonly consenters: readonly { readonly id: number; readonly identity: TestIdentity }[];
  readonly genesis: MadeBlock;
  /** The anchors file as data; spread it to change it. */
  readonly anchors: AnchorsFile;
}

export interface AnchorsFile {
  readonly chaincode: object;
  readonly [member: string]: unknown;
  readonly organizations: Readonly<Record<string, OrganizationFile>>;
  readonly orderers: Readonly<Record<string, unknown>>;
}

export interface OrganizationFile {
  readonly roots: readonly string[];
  readonly intermediates: readonly string[];
  readonly custodian: string;
}

export interface WorldOptions {
  readonly singleCustodian?: boolean;
  readonly consensus?: 'raft' | 'bft';
}

const mspIds = ['RegistryMSP', 'AuthorityMSP', 'CourtMSP'];

/** Three organisations with a peer each, a client, and orderers of either kind. */
export async function world({
  singleCustodian = false,
  consensus = 'raft',
}: WorldOptions = {}): Promise<World> {
  const cas: Record<string, Authority> = {};
  const peers: Record<string, TestIdentity> = {};
  const organizations: Record<string, OrganizationFile> = {};
  for (const mspId of mspIds) {
    const ca = await authority(`ca.${mspId}`, { singleCustodian });
    cas[mspId] = ca;
    peers[mspId] = await issue(mspId, ca, `peer0.${mspId}`);
    organizations[mspId] = { roots: [ca.pem], intermediates: [], custodian: `${mspId} 的保管人` };
  }
  const ca = await authority('ca.OrdererMSP');
  const attributes = { role: 'registrar,depositor', uscc: '91510100MA00000000' };
  const nodes = await Promise.all(
    [1, 2, 3, 4].map((n) => issue('OrdererMSP', ca, `orderer${String(n)}`, { units: ['orderer'] })),
  );
  const registry = cas['RegistryMSP'];
  const [orderer] = nodes;
  if (registry === undefined || orderer === undefined) throw new TypeError('unreachable');
  const client = await issue('RegistryMSP', registry, 'clerk', { units: ['client'], attributes });
  const consenters = nodes.map((identity, i) => ({ id: i + 1, identity }));
  const genesis = block({
    number: 0n,
    previousHash: new Uint8Array(),
    envelopes: [configEnvelope()],
  });
  const anchors = {
    v: 1,
    channel: 'shuquan',
    chaincode: { name: 'shuquan', policy: { n: 2, of: mspIds } },
    genesis: Buffer.from(genesis.hash).toString('hex'),
    organizations,
    orderers: {
      consensus,
      organizations: {
        OrdererMSP: { roots: [ca.pem], intermediates: [], custodian: 'network operator' },
      },
      consenters:
        consensus === 'bft'
          ? consenters.map(({ id, identity: { mspId, pem } }) => ({ id, mspId, identity: pem }))
          : [],
      quorum: consensus === 'bft' ? 3 : 1,
    },
  };
  return { cas: { ...cas, OrdererMSP: ca }, peers, client, orderer, consenters, genesis, anchors };
}

/** Fails the test that misnames a member. */
export function pick<T>(all: Readonly<Record<string, T>>, name: string): T {
  const found = all[name];
  if (found === undefined) throw new TypeError(`no ${name}`);
  return found;
}
