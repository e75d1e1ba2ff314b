import type { ChaincodeStub } from 'fabric-shim-api';
import type { FusionAnswer, FusionProject } from '../model/index.js';
import { Records } from './records.js';

/** The keys of fusion projects. */
export class Fusions {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  /** Immutable: what was proposed. */
  get projects(): Records<FusionProject> {
    return new Records(this.#stub, 'fusion');
  }
  /** By project and participant: who agrees at once with others waits for none of them. */
  get answers(): Records<FusionAnswer> {
    return new Records(this.#stub, 'fusion-answer');
  }
  /** Of whoever declined first. */
  get declined(): Records<FusionAnswer> {
    return new Records(this.#stub, 'fusion-declined');
  }
}
