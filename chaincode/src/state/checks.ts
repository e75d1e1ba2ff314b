import type { ChaincodeStub } from 'fabric-shim-api';
import type { Check } from '../model/index.js';
import { Lookup } from './lookup.js';
import { Records } from './records.js';

/** The keys of answers that were submitted, by the transaction that did. */
export class Checks {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  /** Immutable. */
  get records(): Records<Check> {
    return new Records(this.#stub, 'check');
  }
  /** Rights checks that were clear, by the right that they are about. */
  get clearByRight(): Lookup {
    return new Lookup(this.#stub, 'check-clear-by-right');
  }
  /** Absent while nobody relied on it: each is good once (rule 8). */
  get used(): Records<{ readonly v: 1; readonly by: string; readonly txId: string }> {
    return new Records(this.#stub, 'check-used');
  }
}
