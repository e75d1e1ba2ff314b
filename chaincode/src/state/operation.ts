import type { ChaincodeStub } from 'fabric-shim-api';
import type { AuthorizationAgreement } from '../model/index.js';
import { Records } from './records.js';

/** The keys of authorised operation: one kind per concern (ledger rule 5). */
export class Operation {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  get agreements(): Records<AuthorizationAgreement> {
    return new Records(this.#stub, 'agreement');
  }
}
