import { join, resolve as absolute } from 'node:path';
import { NetworkFailure } from './failure.js';
import { peopleOf, type Person } from './people.js';
import type { Topology } from './topology.js';

export type Consensus = 'raft' | 'bft';

/** What `up` is asked for. Kept in the data folder: a network keeps the shape it was made with. */
export interface Options {
  readonly consensus: Consensus;
  readonly orderers: number;
  readonly basePort: number;
}

interface Identity {
  readonly mspId: string;
  readonly mspDir: string;
  readonly tls: { readonly certificate: string; readonly key: string; readonly ca: string };
}

export interface OrganizationPlan {
  readonly name: string;
  readonly mspId: string;
  readonly domain: string;
  readonly custodian: string;
  readonly folder: string;
  readonly root: string;
  readonly tlsRoot: string;
  readonly caKeyFolder: string;
  readonly admin: Identity;
  readonly peers: readonly PeerPlan[];
}

export interface PeerPlan extends Identity {
  readonly id: string;
  readonly hostname: string;
  readonly folder: string;
  readonly data: string;
  readonly ports: {
    readonly listen: number;
    readonly chaincode: number;
    readonly operations: number;
    readonly chaincodeServers: readonly [number, number];
  };
  /** Where the mutual TLS material between this peer and its chaincode process lies. */
  readonly chaincodeTls: string;
}

export interface OrdererPlan extends Identity {
  /** Consenter id under BFT, from 1. */
  readonly number: number;
  readonly id: string;
  readonly hostname: string;
  readonly folder: string;
  readonly data: string;
  readonly ports: {
    readonly listen: number;
    readonly admin: number;
    readonly operations: number;
  };
}

/** A topology with every name, port and path settled. Absolute paths only. */
export interface Plan {
  readonly dataDir: string;
  readonly options: Options;
  readonly channel: Topology['channel'];
  readonly chaincode: Topology['chaincode'];
  readonly policies: Topology['policies'];
  readonly certificateDays: number;
  readonly organizations: readonly OrganizationPlan[];
  readonly ordererOrganization: OrganizationPlan;
  readonly peers: readonly PeerPlan[];
  readonly orderers: readonly OrdererPlan[];
  readonly people: readonly Person[];
}

export interface Wish {
  readonly dataDir: string;
  readonly consensus?: Consensus | undefined;
  readonly orderers?: number | undefined;
  readonly basePort?: number | undefined;
}

/** Settles a topology. Pure. @throws NetworkFailure CONFIG_INVALID for a wish it cannot meet */
export function resolve(topology: Topology, wish: Wish): Plan {
  const options = settle(topology, wish);
  const dataDir = absolute(wish.dataDir);
  const organizations = topology.organizations.map((each) => {
    const peers = topology.peers
      .filter(({ mspId }) => mspId === each.mspId)
      .map((peer) => peerPlan(peer, each, options.basePort, dataDir));
    return organizationPlan(each, 'peer', dataDir, peers);
  });
  return {
    dataDir,
    options,
    channel: topology.channel,
    chaincode: topology.chaincode,
    policies: topology.policies,
    certificateDays: topology.certificateDays,
    organizations,
    ordererOrganization: organizationPlan(topology.ordererOrganization, 'orderer', dataDir, []),
    peers: organizations.flatMap(({ peers }) => peers),
    orderers: topology.orderers
      .slice(0, options.orderers)
      .map((each, at) => ordererPlan(each, at, topology, options.basePort, dataDir)),
    people: peopleOf(topology),
  };
}

function settle(topology: Topology, wish: Wish): Options {
  const consensus = wish.consensus ?? 'raft';
  const orderers = wish.orderers ?? (consensus === 'bft' ? 4 : 1);
  const basePort = wish.basePort ?? topology.basePort;
  requireOrderers(consensus, orderers, topology.orderers.length);
  if (!Number.isInteger(basePort) || basePort < 1024 || basePort > 65535 - 1000) {
    refuse('The base port must be between 1024 and 64535.');
  }
  return { consensus, orderers, basePort };
}

function requireOrderers(consensus: Consensus, orderers: number, described: number): void {
  if (orderers < 1 || orderers > described) {
    refuse(`network.json describes ${String(described)} orderers, not ${String(orderers)}.`);
  }
  // f = (n-1)/3: fewer than four consenters tolerate no faulty one, and then BFT promises nothing.
  if (consensus === 'bft' && orderers < 4) refuse('BFT needs at least 4 orderers.');
  if (consensus === 'raft' && orderers % 2 === 0) {
    refuse('Raft wants an odd number of orderers; an even one adds no safety.');
  }
}

function refuse(message: string): never {
  throw new NetworkFailure('CONFIG_INVALID', message);
}

type OrganizationData = Topology['ordererOrganization'];

function organizationPlan(
  data: OrganizationData,
  kind: 'peer' | 'orderer',
  dataDir: string,
  peers: PeerPlan[],
): OrganizationPlan {
  const folder = organizationFolder(dataDir, kind, data.domain);
  return {
    ...data,
    folder,
    root: join(folder, 'ca', `ca.${data.domain}-cert.pem`),
    tlsRoot: join(folder, 'tlsca', `tlsca.${data.domain}-cert.pem`),
    caKeyFolder: join(folder, 'ca'),
    admin: identity(data.mspId, join(folder, 'users', `Admin@${data.domain}`), 'client'),
    peers,
  };
}

function organizationFolder(dataDir: string, kind: 'peer' | 'orderer', domain: string): string {
  return join(dataDir, 'crypto', `${kind}Organizations`, domain);
}

function identity(mspId: string, folder: string, tls: 'client' | 'server'): Identity {
  return {
    mspId,
    mspDir: join(folder, 'msp'),
    tls: {
      certificate: join(folder, 'tls', `${tls}.crt`),
      key: join(folder, 'tls', `${tls}.key`),
      ca: join(folder, 'tls', 'ca.crt'),
    },
  };
}

function peerPlan(
  { name, mspId, ports }: Topology['peers'][number],
  { name: organization, domain }: OrganizationData,
  base: number,
  dataDir: string,
): PeerPlan {
  const id = `${name}.${organization.toLowerCase()}`;
  const hostname = `${name}.${domain}`;
  const folder = join(dataDir, 'nodes', id);
  const [first, second] = ports.chaincodeServers;
  return {
    id,
    hostname,
    folder,
    data: join(folder, 'data'),
    chaincodeTls: join(folder, 'chaincode-tls'),
    ...identity(
      mspId,
      join(organizationFolder(dataDir, 'peer', domain), 'peers', hostname),
      'server',
    ),
    ports: {
      listen: base + ports.listen,
      chaincode: base + ports.chaincode,
      operations: base + ports.operations,
      chaincodeServers: [base + first, base + second],
    },
  };
}

function ordererPlan(
  { name, ports }: Topology['orderers'][number],
  at: number,
  { ordererOrganization: { mspId, domain } }: Topology,
  base: number,
  dataDir: string,
): OrdererPlan {
  const hostname = `${name}.${domain}`;
  const folder = join(dataDir, 'nodes', name);
  const home = join(organizationFolder(dataDir, 'orderer', domain), 'orderers', hostname);
  return {
    number: at + 1,
    id: name,
    hostname,
    folder,
    data: join(folder, 'data'),
    ...identity(mspId, home, 'server'),
    ports: {
      listen: base + ports.listen,
      admin: base + ports.admin,
      operations: base + ports.operations,
    },
  };
}

/** Certificates name `localhost`: runtimes refuse an IP as a TLS server name. */
export function address(port: number): string {
  return `localhost:${String(port)}`;
}

/** Where a process listens: loopback only, whatever `localhost` resolves to. */
export function bind(port: number): string {
  return `127.0.0.1:${String(port)}`;
}
