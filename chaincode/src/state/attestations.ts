import type { ChaincodeStub } from 'fabric-shim-api';
import type { Attestation, AttestationHead } from '../model/index.js';
import { Lookup } from './lookup.js';
import { Records } from './records.js';

/** Third parties’ reports, and the keys that guard who may rely on them. */
export class Attestations {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  get records(): Records<Attestation> {
    return new Records(this.#stub, 'attestation');
  }
  /** By kind and subject: what was not withdrawn. One fixed key, so that a withdrawal is met. */
  get heads(): Records<AttestationHead> {
    return new Records(this.#stub, 'attestation-head');
  }
  get bySubject(): Lookup {
    return new Lookup(this.#stub, 'attestation-by-subject');
  }
}
