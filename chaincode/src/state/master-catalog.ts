import type { ChaincodeStub } from 'fabric-shim-api';
import type {
  AuthoritativeSource,
  BackflowBatch,
  CatalogClosing,
  CatalogEntry,
  CatalogMonth,
  ClosedThrough,
  CorrectionTicket,
  OpenDelivery,
  OpenGrant,
  OpenReview,
  OpenSet,
  ProviderConsent,
  SealedPage,
  ShareRequest,
  SurveyAnswer,
  SurveyRound,
} from '../model/index.js';
import { Records } from './records.js';

/** One width, so that key order is number order. */
export const placed = (number: number): string => String(number).padStart(7, '0');

/** The keys of the master catalogue (一本账): one kind per concern (ledger rule 5). */
export class MasterCatalog {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  /** The version in force of every entry, by its number. */
  get entries(): Records<CatalogEntry> {
    return new Records(this.#stub, 'catalog-entry');
  }
  /** Every version, immutable. */
  get versions(): Records<CatalogEntry> {
    return new Records(this.#stub, 'catalog-version');
  }
  /** How many places a department has given out; written by new entries alone. */
  get counts(): Records<{ v: 1; count: number }> {
    return new Records(this.#stub, 'catalog-count');
  }
  /** Which entry has a place: department, ordinal. */
  get places(): Records<{ v: 1; catalogNo: string }> {
    return new Records(this.#stub, 'catalog-place');
  }
  /** Of every data item its authoritative source (一数一源). */
  get sources(): Records<AuthoritativeSource> {
    return new Records(this.#stub, 'catalog-source');
  }
  /** Through which month a department is closed; read by every change, written by sealings. */
  get closed(): Records<ClosedThrough> {
    return new Records(this.#stub, 'catalog-closed');
  }
  get months(): Records<CatalogMonth> {
    return new Records(this.#stub, 'catalog-month');
  }
  /** What was sealed: department, month, page. */
  get pages(): Records<SealedPage> {
    return new Records(this.#stub, 'catalog-page');
  }
  get closings(): Records<CatalogClosing> {
    return new Records(this.#stub, 'catalog-closing');
  }
  get surveys(): Records<SurveyRound> {
    return new Records(this.#stub, 'survey');
  }
  get answers(): Records<SurveyAnswer> {
    return new Records(this.#stub, 'survey-answer');
  }
  get tickets(): Records<CorrectionTicket> {
    return new Records(this.#stub, 'correction');
  }
  get shares(): Records<ShareRequest> {
    return new Records(this.#stub, 'share');
  }
  /** By number, recipient and purpose: one fixed key guards a use. */
  get consents(): Records<ProviderConsent> {
    return new Records(this.#stub, 'provider-consent');
  }
  get backflows(): Records<BackflowBatch> {
    return new Records(this.#stub, 'backflow');
  }
  get reviews(): Records<OpenReview> {
    return new Records(this.#stub, 'open-review');
  }
  get openSets(): Records<OpenSet> {
    return new Records(this.#stub, 'open-set');
  }
  get openGrants(): Records<OpenGrant> {
    return new Records(this.#stub, 'open-grant');
  }
  get openDeliveries(): Records<OpenDelivery> {
    return new Records(this.#stub, 'open-delivery');
  }
}
