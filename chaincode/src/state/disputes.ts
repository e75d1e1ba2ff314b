import type { ChaincodeStub } from 'fabric-shim-api';
import type { DisputeCase, DisputeSubmission } from '../model/index.js';
import { Lookup } from './lookup.js';
import { Records } from './records.js';

/** The keys of disputes. Which rights they block stands under the key of each right. */
export class Disputes {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  /** Read by every submission and rewritten by every step, so none comes after the hearing. */
  get cases(): Records<DisputeCase> {
    return new Records(this.#stub, 'dispute-case');
  }
  /** By dispute and id: sides that submit at once do not wait for each other. */
  get submissions(): Records<DisputeSubmission> {
    return new Records(this.#stub, 'dispute-submission');
  }
  /** By dispute, side and id. */
  get submissionsBySide(): Lookup {
    return new Lookup(this.#stub, 'dispute-submission-by-side');
  }
  /** The last dispute of a claimant about a subject: it has one running at a time. */
  get running(): Records<{ readonly v: 1; readonly dispute: string }> {
    return new Records(this.#stub, 'dispute-running');
  }
  get bySubject(): Lookup {
    return new Lookup(this.#stub, 'dispute-by-subject');
  }
}
