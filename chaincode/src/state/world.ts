import {
  APPLICANT_DATA,
  EVIDENCE_PAYLOAD,
  type EvidenceHistoryEntry,
  type EvidenceRecord,
  type Party,
  type PartyQualification,
  type Proposal,
  type PublishedList,
  type Tombstone,
  VOUCHER_PAYLOAD,
} from '../model/index.js';
import type { ChaincodeStub } from 'fabric-shim-api';
import { Attestations } from './attestations.js';
import { Beacons } from './beacons.js';
import { Checks } from './checks.js';
import { Deliveries } from './deliveries.js';
import { Emergencies } from './emergencies.js';
import { Encumbrances } from './encumbrances.js';
import { Disputes } from './disputes.js';
import { Foundings } from './foundings.js';
import { Fusions } from './fusions.js';
import { Grants } from './grants.js';
import { Infringements } from './infringements.js';
import { Lineage } from './lineage.js';
import { Lookup } from './lookup.js';
import { Market } from './market.js';
import { MasterCatalog } from './master-catalog.js';
import { Operation } from './operation.js';
import { Orders } from './orders.js';
import { Payloads } from './payloads.js';
import { PersonalInfo } from './personal-info.js';
import { Platforms } from './platforms.js';
import { Records } from './records.js';
import { Register } from './register.js';
import { Resources } from './resources.js';
import { Rules } from './rules.js';
import { Settings } from './settings.js';
import { Uses } from './uses.js';
import { Vouchers } from './vouchers.js';

/** Every kind of record and the type part of its composite key (ledger rule 5: one per concern). */
export class World {
  readonly stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.stub = stub;
  }

  get evidence(): Records<EvidenceRecord> {
    return new Records(this.stub, 'evidence');
  }
  get tombstones(): Records<Tombstone> {
    return new Records(this.stub, 'tombstone');
  }
  /** The commitment stands under a key of its own, so it survives the purge of what it commits to. */
  get commitments(): Records<{ v: 1; commitment: string }> {
    return new Records(this.stub, 'commitment');
  }
  get evidenceByDigest(): Lookup {
    return new Lookup(this.stub, 'evidence-by-digest');
  }
  get evidenceByPrevious(): Lookup {
    return new Lookup(this.stub, 'evidence-by-previous');
  }
  /** What happened to a record, one immutable key an event: writers never meet (rule 8). */
  get evidenceEvents(): Records<EvidenceHistoryEntry> {
    return new Records(this.stub, 'evidence-event');
  }
  get payloads(): Payloads {
    return new Payloads(this.stub, EVIDENCE_PAYLOAD);
  }
  get parties(): Records<Party> {
    return new Records(this.stub, 'party');
  }
  get qualifications(): Records<PartyQualification> {
    return new Records(this.stub, 'qualification');
  }
  get lists(): Records<PublishedList> {
    return new Records(this.stub, 'codelist');
  }
  get proposals(): Records<Proposal> {
    return new Records(this.stub, 'proposal');
  }
  get foundings(): Foundings {
    return new Foundings(this.stub);
  }
  get settings(): Settings {
    return new Settings(this.stub);
  }
  get beacons(): Beacons {
    return new Beacons(this.stub);
  }
  /** The rules and calendars in force. */
  get rules(): Rules {
    return new Rules(this.settings, this.lists);
  }
  /** Cases, rights, certificates and their indexes. */
  get register(): Register {
    return new Register(this.stub);
  }
  /** Orders, control, pledges and disputes: what stands against rights. */
  get encumbrances(): Encumbrances {
    return new Encumbrances(this.stub);
  }
  /** What supervisors suspended, and their shared feed. */
  get emergencies(): Emergencies {
    return new Emergencies(this.stub);
  }
  /** Documents of courts and arbitrators. */
  get orders(): Orders {
    return new Orders(this.stub);
  }
  /** 一本账, and what is shared and opened by it. */
  get masterCatalog(): MasterCatalog {
    return new MasterCatalog(this.stub);
  }
  get personalInfo(): PersonalInfo {
    return new PersonalInfo(this.stub);
  }
  get attestations(): Attestations {
    return new Attestations(this.stub);
  }
  /** Registrations of public data resources. */
  get resources(): Resources {
    return new Resources(this.stub);
  }
  /** Authorised operation of public data. */
  get operation(): Operation {
    return new Operation(this.stub);
  }
  /** 溯源, and notices to whoever is affected by a change. */
  get lineage(): Lineage {
    return new Lineage(this.stub);
  }
  /** Who applied, and the seed that hides each field from the others. */
  get applicants(): Payloads {
    return new Payloads(this.stub, APPLICANT_DATA);
  }
  /** Projects in which data is fused. */
  get fusions(): Fusions {
    return new Fusions(this.stub);
  }
  /** Grants, and what became of them. */
  get grants(): Grants {
    return new Grants(this.stub);
  }
  /** Consents, vouchers and what is done with them. */
  get vouchers(): Vouchers {
    return new Vouchers(this.stub);
  }
  /** Uses of grants, and the counts that they take from. */
  get uses(): Uses {
    return new Uses(this.stub);
  }
  /** Deliveries, their receipts and disputes, and the keys that sign them. */
  get deliveries(): Deliveries {
    return new Deliveries(this.stub);
  }
  /** Listings and deals, and what they rest on. */
  get market(): Market {
    return new Market(this.stub);
  }
  /** Answers that were submitted. */
  get checks(): Checks {
    return new Checks(this.stub);
  }
  /** Disputes, and what their sides submitted. */
  get disputes(): Disputes {
    return new Disputes(this.stub);
  }
  /** Packs of evidence about suspected copies. */
  get infringements(): Infringements {
    return new Infringements(this.stub);
  }
  /** What platforms are qualified by. */
  get platforms(): Platforms {
    return new Platforms(this.stub);
  }
  /** Data behind vouchers, and the seed that hides each field from the others. */
  get voucherPayloads(): Payloads {
    return new Payloads(this.stub, VOUCHER_PAYLOAD);
  }
}
