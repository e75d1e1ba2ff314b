import { AgreementContract } from './contracts/agreement.js';
import { BeaconContract } from './contracts/beacon.js';
import { CodeListContract } from './contracts/codelist.js';
import { AcceptanceContract } from './contracts/acceptance.js';
import { ClosingContract } from './contracts/closing.js';
import { EvidenceContract } from './contracts/evidence.js';
import { ExitContract } from './contracts/exit.js';
import { GovernanceContract } from './contracts/governance.js';
import { LineageContract } from './contracts/lineage.js';
import { ObjectionContract } from './contracts/objection.js';
import { OperationContract } from './contracts/operation.js';
import { OverlapContract } from './contracts/overlap.js';
import { PartyContract } from './contracts/party.js';
import { QueryContract } from './contracts/query.js';
import { RegisterContract } from './contracts/register.js';
import { RegistrationContract } from './contracts/registration.js';
import { RevenueContract } from './contracts/revenue.js';
import { ReviewContract } from './contracts/review.js';
import { SchemeContract } from './contracts/scheme.js';

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
  SchemeContract,
  AgreementContract,
  OperationContract,
  LineageContract,
  RevenueContract,
];
