import { BeaconContract } from './contracts/beacon.js';
import { CodeListContract } from './contracts/codelist.js';
import { AcceptanceContract } from './contracts/acceptance.js';
import { ClosingContract } from './contracts/closing.js';
import { ConsentContract } from './contracts/consent.js';
import { EvidenceContract } from './contracts/evidence.js';
import { ExitContract } from './contracts/exit.js';
import { GovernanceContract } from './contracts/governance.js';
import { ObjectionContract } from './contracts/objection.js';
import { OverlapContract } from './contracts/overlap.js';
import { PartyContract } from './contracts/party.js';
import { QueryContract } from './contracts/query.js';
import { RegisterContract } from './contracts/register.js';
import { RegistrationContract } from './contracts/registration.js';
import { ReviewContract } from './contracts/review.js';
import { VoucherContract } from './contracts/voucher.js';

/** What `fabric-chaincode-node` loads. The first contract is the default one. */
export const contracts = [
  EvidenceContract,
  PartyContract,
  BeaconContract,
  GovernanceContract,
  CodeListContract,
  RegistrationContract,
  AcceptanceContract,
  ReviewContract,
  ObjectionContract,
  RegisterContract,
  ClosingContract,
  OverlapContract,
  QueryContract,
  ExitContract,
  ConsentContract,
  VoucherContract,
];
