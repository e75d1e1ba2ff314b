import { AbsenceContract } from './contracts/absence.js';
import { AcceptanceContract } from './contracts/acceptance.js';
import { AgreementContract } from './contracts/agreement.js';
import { AttestationContract } from './contracts/attestation.js';
import { AuditContract } from './contracts/audit.js';
import { BackflowContract } from './contracts/backflow.js';
import { BeaconContract } from './contracts/beacon.js';
import { CatalogMonthContract } from './contracts/catalog-month.js';
import { CatalogContract } from './contracts/catalog.js';
import { ClosingContract } from './contracts/closing.js';
import { CodeListContract } from './contracts/codelist.js';
import { ComplaintContract } from './contracts/complaint.js';
import { ConsentContract } from './contracts/consent.js';
import { ConsistencyContract } from './contracts/consistency.js';
import { ComputeContract } from './contracts/compute.js';
import { ControlContract } from './contracts/control.js';
import { CorrectionContract } from './contracts/correction.js';
import { DeliveryContract } from './contracts/delivery.js';
import { EncumbranceContract } from './contracts/encumbrance.js';
import { DisputeContract } from './contracts/dispute.js';
import { EvidenceContract } from './contracts/evidence.js';
import { ExitContract } from './contracts/exit.js';
import { FusionContract } from './contracts/fusion.js';
import { GovernanceContract } from './contracts/governance.js';
import { GrantContract } from './contracts/grant.js';
import { IncidentContract } from './contracts/incident.js';
import { InfringementContract } from './contracts/infringement.js';
import { LineageContract } from './contracts/lineage.js';
import { NoticeContract } from './contracts/notice.js';
import { ObjectionContract } from './contracts/objection.js';
import { OpeningContract } from './contracts/opening.js';
import { OperationContract } from './contracts/operation.js';
import { OverlapContract } from './contracts/overlap.js';
import { OrderContract } from './contracts/order.js';
import { PactContract } from './contracts/pact.js';
import { PartyContract } from './contracts/party.js';
import { PledgeContract } from './contracts/pledge.js';
import { PublicContract } from './contracts/public.js';
import { PlatformContract } from './contracts/platform.js';
import { QueryContract } from './contracts/query.js';
import { RecognitionContract } from './contracts/recognition.js';
import { RegisterContract } from './contracts/register.js';
import { RegistrationContract } from './contracts/registration.js';
import { ResourceContract } from './contracts/resource.js';
import { RevenueContract } from './contracts/revenue.js';
import { ReviewContract } from './contracts/review.js';
import { SchemeContract } from './contracts/scheme.js';
import { SharingContract } from './contracts/sharing.js';
import { SurveyContract } from './contracts/survey.js';
import { UseContract } from './contracts/use.js';
import { VoucherContract } from './contracts/voucher.js';
import { CheckContract } from './contracts/check.js';
import { ListingContract } from './contracts/listing.js';
import { CustodyContract } from './contracts/custody.js';
import { DealContract } from './contracts/deal.js';
import { EmergencyContract } from './contracts/emergency.js';
import { SupervisionContract } from './contracts/supervision.js';
import { AffiliateContract } from './contracts/affiliate.js';
import { MandateContract } from './contracts/mandate.js';
import { AdmissionContract } from './contracts/admission.js';
import { ForeignContract } from './contracts/foreign.js';
import { quietShim } from './shim-log.js';

quietShim();

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
  CatalogContract,
  CatalogMonthContract,
  SurveyContract,
  CorrectionContract,
  SharingContract,
  BackflowContract,
  OpeningContract,
  AttestationContract,
  AuditContract,
  ComplaintContract,
  IncidentContract,
  ResourceContract,
  ConsistencyContract,
  ConsentContract,
  VoucherContract,
  SchemeContract,
  AgreementContract,
  OperationContract,
  LineageContract,
  NoticeContract,
  RevenueContract,
  UseContract,
  ComputeContract,
  DeliveryContract,
  GrantContract,
  PactContract,
  FusionContract,
  OrderContract,
  ControlContract,
  PledgeContract,
  EncumbranceContract,
  PublicContract,
  AbsenceContract,
  RecognitionContract,
  DisputeContract,
  InfringementContract,
  PlatformContract,
  EmergencyContract,
  SupervisionContract,
  CheckContract,
  ListingContract,
  DealContract,
  AffiliateContract,
  MandateContract,
  CustodyContract,
  AdmissionContract,
  ForeignContract,
];
