import type { ChaincodeStub } from 'fabric-shim-api';
import type {
  Affiliation,
  AuthorizationAgreement,
  AuthorizationScheme,
  OperationDisclosure,
  OperatedProduct,
  OperationDelivery,
  OperatorSelection,
  RevenueMonth,
  RevenueStatement,
  TimelineEntry,
  TimelineHead,
} from '../model/index.js';
import { Lookup } from './lookup.js';
import { Records } from './records.js';

/** One width, so that key order is number order. */
export const sequenced = (seq: number): string => String(seq).padStart(9, '0');

/** The keys of authorised operation: one kind per concern (ledger rule 5). */
export class Operation {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  get schemes(): Records<AuthorizationScheme> {
    return new Records(this.#stub, 'scheme');
  }
  get selections(): Records<OperatorSelection> {
    return new Records(this.#stub, 'selection');
  }
  get agreements(): Records<AuthorizationAgreement> {
    return new Records(this.#stub, 'agreement');
  }
  get disclosures(): Records<OperationDisclosure> {
    return new Records(this.#stub, 'operation-disclosure');
  }
  get products(): Records<OperatedProduct> {
    return new Records(this.#stub, 'operated-product');
  }
  get productsByAgreement(): Lookup {
    return new Lookup(this.#stub, 'operated-product-by-agreement');
  }
  get deliveries(): Records<OperationDelivery> {
    return new Records(this.#stub, 'operation-delivery');
  }
  get deliveriesByProduct(): Lookup {
    return new Lookup(this.#stub, 'operation-delivery-by-product');
  }
  /** By the lookup code that a product was registered under. */
  get productsByCode(): Lookup {
    return new Lookup(this.#stub, 'operated-product-by-code');
  }
  /** By operator and affiliate. */
  get affiliations(): Records<Affiliation> {
    return new Records(this.#stub, 'affiliation');
  }
  get statements(): Records<RevenueStatement> {
    return new Records(this.#stub, 'revenue-statement');
  }
  /** By agreement and month: which days statements account for. */
  get revenueMonths(): Records<RevenueMonth> {
    return new Records(this.#stub, 'revenue-month');
  }
  /** By agreement: how many events it has. */
  get heads(): Records<TimelineHead> {
    return new Records(this.#stub, 'operation-head');
  }
  /** By agreement and number: immutable. */
  get events(): Records<TimelineEntry> {
    return new Records(this.#stub, 'operation-event');
  }
}
