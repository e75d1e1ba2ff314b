import type { ChaincodeStub } from 'fabric-shim-api';
import type {
  AdmissionDecision,
  AffiliatePair,
  CustodyRecord,
  Deal,
  DealAcceptance,
  DisclosureSeen,
  ForeignCertificate,
  Listing,
  ListingConduct,
  ListingHead,
  ListingStart,
  Mandate,
  MandateEnd,
  MarketDisclosure,
  SettlementRef,
} from '../model/index.js';
import { Lookup } from './lookup.js';
import { Records } from './records.js';

/** The keys of listings and deals: one kind per concern, so that no act waits for another (rule 5). */
export class Market {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  /** Immutable: what was applied for. */
  get listings(): Records<Listing> {
    return new Records(this.#stub, 'listing');
  }
  get listingsByRight(): Lookup {
    return new Lookup(this.#stub, 'listing-by-right');
  }
  /** Absent until a check was consumed for it. */
  get starts(): Records<ListingStart> {
    return new Records(this.#stub, 'listing-start');
  }
  get conduct(): Records<ListingConduct> {
    return new Records(this.#stub, 'listing-conduct');
  }
  /** By kind and id of what is listed: read and rewritten by each listing of it (rule 8). */
  get heads(): Records<ListingHead> {
    return new Records(this.#stub, 'listings');
  }
  get disclosures(): Records<MarketDisclosure> {
    return new Records(this.#stub, 'market-disclosure');
  }
  /** By disclosure and bidder. */
  get seen(): Records<DisclosureSeen> {
    return new Records(this.#stub, 'disclosure-seen');
  }
  get admissions(): Records<AdmissionDecision> {
    return new Records(this.#stub, 'admission');
  }
  /** By both parties, the lesser code first. */
  get affiliates(): Records<AffiliatePair> {
    return new Records(this.#stub, 'affiliate');
  }
  get mandates(): Records<Mandate> {
    return new Records(this.#stub, 'mandate');
  }
  /** Absent while a mandate runs. */
  get mandateEnds(): Records<MandateEnd> {
    return new Records(this.#stub, 'mandate-end');
  }
  get custodies(): Records<CustodyRecord> {
    return new Records(this.#stub, 'custody');
  }
  /** By depositor, and by custodian. */
  get custodiesByParty(): Lookup {
    return new Lookup(this.#stub, 'custody-by-party');
  }
  get deals(): Records<Deal> {
    return new Records(this.#stub, 'deal');
  }
  /** Those on an exchange, by their listing. */
  get dealsByListing(): Lookup {
    return new Lookup(this.#stub, 'deal-by-listing');
  }
  /** Those outside of one. */
  get dealsByRight(): Lookup {
    return new Lookup(this.#stub, 'deal-by-right');
  }
  get acceptances(): Records<DealAcceptance> {
    return new Records(this.#stub, 'deal-accept');
  }
  /** By exclusive listing: the one deal that it came to. */
  get exclusiveDeals(): Records<{ readonly v: 1; readonly deal: string }> {
    return new Records(this.#stub, 'deal-exclusive');
  }
  get settlements(): Records<SettlementRef> {
    return new Records(this.#stub, 'settlement');
  }
  /** Certificates of other registers, as they were presented. */
  get foreign(): Records<ForeignCertificate> {
    return new Records(this.#stub, 'foreign');
  }
}
