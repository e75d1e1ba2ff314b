import type { OrdererPlan, OrganizationPlan, PeerPlan } from '../plan.js';
import { address } from '../plan.js';

export type Environment = Readonly<Record<string, string>>;

/** A logger of the 2023 build warns of a negative expiry on every message between orderers. */
const ordererLog = 'warning:orderer.common.cluster.step=error';

export function ordererEnvironment({ folder }: OrdererPlan): Environment {
  return {
    FABRIC_CFG_PATH: folder,
    FABRIC_LOGGING_SPEC: ordererLog,
    // Before 3.0 the default is a file with a system channel; 3.x knows no such key in its file.
    ORDERER_GENERAL_BOOTSTRAPMETHOD: 'none',
    GOGC: '200',
  };
}

/** What the peer's external builder fills into the package, slot by slot. Contains a key. */
export function chaincodeSettings(
  peer: PeerPlan,
  tls: { readonly ca: string; readonly certificate: string; readonly key: string },
): Environment {
  const [first, second] = peer.ports.chaincodeServers;
  return {
    address_0: address(first),
    address_1: address(second),
    root_cert: tls.ca,
    client_cert: tls.certificate,
    client_key: tls.key,
  };
}

export function peerEnvironment({ folder }: PeerPlan, settings: Environment): Environment {
  return {
    FABRIC_CFG_PATH: folder,
    FABRIC_LOGGING_SPEC: 'warning:gossip=error',
    CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG: JSON.stringify(settings),
    GOGC: '200',
  };
}

/** The peer command line, acting as the organisation's administrator on one of its peers. */
export function adminEnvironment({ admin }: OrganizationPlan, peer: PeerPlan): Environment {
  return {
    FABRIC_CFG_PATH: peer.folder,
    FABRIC_LOGGING_SPEC: 'error',
    CORE_PEER_TLS_ENABLED: 'true',
    CORE_PEER_LOCALMSPID: admin.mspId,
    CORE_PEER_MSPCONFIGPATH: admin.mspDir,
    CORE_PEER_ADDRESS: address(peer.ports.listen),
    CORE_PEER_TLS_ROOTCERT_FILE: peer.tls.ca,
  };
}

export function chaincodeEnvironment(peer: PeerPlan, nodePath: string): Environment {
  return {
    CORE_PEER_LOCALMSPID: peer.mspId,
    CORE_CHAINCODE_LOGGING_LEVEL: 'error',
    NODE_ENV: 'production',
    NODE_PATH: nodePath,
  };
}
