import { BeaconContract } from './contracts/beacon.js';
import { CodeListContract } from './contracts/codelist.js';
import { EvidenceContract } from './contracts/evidence.js';
import { GovernanceContract } from './contracts/governance.js';
import { PartyContract } from './contracts/party.js';

/** What `fabric-chaincode-node` loads. The first contract is the default one. */
export const contracts = [
  EvidenceContract,
  PartyContract,
  BeaconContract,
  GovernanceContract,
  CodeListContract,
];
