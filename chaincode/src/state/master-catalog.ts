import type { ChaincodeStub } from 'fabric-shim-api';
import type { CatalogEntry } from '../model/index.js';
import { Records } from './records.js';

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
}
