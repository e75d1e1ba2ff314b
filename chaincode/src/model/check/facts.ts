import type { Attestation } from '../attestation.js';
import type { AdmissionDecision, AdmissionEvidence } from '../market/admission.js';
import type { MarketDisclosure } from '../market/disclosure.js';
import type { OtherListing } from '../market/listing.js';
import type { ListingStanding } from '../market/title.js';
import type { Contradiction } from '../public-resource/consistency.js';
import type { OperatedUnder } from '../public-resource/state.js';

/** Everything that a rights check depends on, read together (ledger rule 4). */
export interface CheckFacts {
  readonly standing: ListingStanding;
  /** Whether another disposal of the right waits for its registration. */
  readonly pending: boolean;
  /** Rights to operate the same data that stand with the exchange, or with an affiliate of it. */
  readonly operatedByExchange: readonly string[];
  /** Certificates of the right by number; none of a foreign one. */
  readonly certificates: readonly { readonly no: string; readonly status: string }[];
  /** What the registers say against each other, and what registers elsewhere are said to say. */
  readonly contradictions: readonly Contradiction[];
  /** The agreement that the data is operated under. */
  readonly operation?: OperatedUnder | undefined;
  /** Links of the origin chain that do not hold, by what they rest on. */
  readonly brokenOrigins: readonly { readonly kind: string; readonly id: string }[];
  /** The same data registered by the same applicant elsewhere, by case. */
  readonly repeats: readonly string[];
  /** Exclusive shares of others in the same right. */
  readonly rivals: readonly string[];
  /** Listings of the same right that are not over. */
  readonly open: readonly OtherListing[];
  readonly disclosure?: MarketDisclosure | undefined;
  readonly admission?: AdmissionDecision | undefined;
  /** Cited evidence that does not count any more. */
  readonly staleEvidence: readonly AdmissionEvidence[];
  readonly valuation?: Attestation | undefined;
  readonly valuationDays: number;
  /** Stages that the rules of admission ask for and that nothing valid speaks for. */
  readonly uncoveredStages?: readonly string[] | undefined;
  /** Catalogue entries behind the data that are important data without an assessment, or core data. */
  readonly unassessed: readonly { readonly catalogNo: string; readonly level: string }[];
}
