import { address, type Plan } from '../plan.js';

/** Reads a PEM file; rendering itself stays pure. */
export type ReadPem = (file: string) => string;

interface Node {
  readonly ports: { readonly listen: number };
  readonly tls: { readonly ca: string };
}

/** A static connection profile for `fabric-network` 2.2: every peer and orderer, PEMs inline. */
export function connectionProfile(plan: Plan, read: ReadPem): object {
  const node = ({ ports, tls }: Node): object => ({
    url: `grpcs://${address(ports.listen)}`,
    tlsCACerts: { pem: read(tls.ca) },
    grpcOptions: { 'ssl-target-name-override': 'localhost', 'grpc.keepalive_time_ms': 120000 },
  });
  const first = plan.organizations.find(({ peers }) => peers.length > 0);
  return {
    name: 'shuquan',
    version: '1.0.0',
    client: {
      organization: first?.mspId,
      connection: { timeout: { peer: { endorser: '30' }, orderer: '30' } },
    },
    channels: {
      [plan.channel.name]: {
        orderers: plan.orderers.map(({ hostname }) => hostname),
        peers: Object.fromEntries(
          plan.peers.map(({ hostname }) => [
            hostname,
            { endorsingPeer: true, chaincodeQuery: true, ledgerQuery: true, eventSource: true },
          ]),
        ),
      },
    },
    organizations: Object.fromEntries(
      plan.organizations.map(({ mspId, peers }) => [
        mspId,
        { mspid: mspId, peers: peers.map(({ hostname }) => hostname) },
      ]),
    ),
    orderers: Object.fromEntries(plan.orderers.map((each) => [each.hostname, node(each)])),
    peers: Object.fromEntries(plan.peers.map((each) => [each.hostname, node(each)])),
  };
}
