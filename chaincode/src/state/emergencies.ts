import type { ChaincodeStub } from 'fabric-shim-api';
import type { EmergencyHead, EmergencyTarget, FeedEntry, FeedHead } from '../model/index.js';
import { Records } from './records.js';

/** One width, so that key order is number order. */
export const feedNumber = (number: number): string => String(number).padStart(9, '0');

/** What supervisors suspended, and what they tell each other. */
export class Emergencies {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  /** By kind and id of the target: one key each, which everything below it reads. */
  get heads(): Records<EmergencyHead> {
    return new Records(this.#stub, 'emergency');
  }
  /** On what each suspension was laid: an id is taken once. */
  get targets(): Records<{ readonly v: 1; readonly on: EmergencyTarget }> {
    return new Records(this.#stub, 'emergency-on');
  }
  get feedHead(): Records<FeedHead> {
    return new Records(this.#stub, 'feed-head');
  }
  /** By number, in one width. */
  get feed(): Records<FeedEntry> {
    return new Records(this.#stub, 'feed');
  }
}
