import { join } from 'node:path';
import { address, type Plan } from '../plan.js';

/** What a gateway needs to reach this network. Paths are absolute; addresses name `localhost`. */
export interface Connection {
  readonly v: 1;
  readonly channel: string;
  readonly chaincode: string;
  readonly peers: readonly Endpoint[];
  readonly orderers: readonly Endpoint[];
  /** Files of the same folder. */
  readonly people: string;
  readonly anchors: string;
  readonly profile: string;
}

interface Endpoint {
  readonly name: string;
  readonly mspId: string;
  readonly address: string;
  readonly tlsCa: string;
  /** The name to expect in the TLS certificate. */
  readonly serverName: string;
}

export function connection(plan: Plan): Connection {
  const endpoint = (node: {
    id: string;
    mspId: string;
    ports: { listen: number };
    tls: { ca: string };
  }): Endpoint => ({
    name: node.id,
    mspId: node.mspId,
    address: address(node.ports.listen),
    tlsCa: node.tls.ca,
    serverName: 'localhost',
  });
  return {
    v: 1,
    channel: plan.channel.name,
    chaincode: plan.chaincode.name,
    peers: plan.peers.map(endpoint),
    orderers: plan.orderers.map(endpoint),
    people: join(plan.dataDir, 'people.json'),
    anchors: join(plan.dataDir, 'anchors.json'),
    profile: join(plan.dataDir, 'profile.json'),
  };
}
