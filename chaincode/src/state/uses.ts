import type { ChaincodeStub } from 'fabric-shim-api';
import type { Quota, Shard } from '../model/index.js';
import { Records } from './records.js';

/** The keys of what is done with grants, and of the counts that it takes from. */
export class Uses {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  /** Absent where a grant has no count. */
  get quotas(): Records<Quota> {
    return new Records(this.#stub, 'quota');
  }
  /** One key a part, so that uses of one grant meet only where they take from the same part. */
  get shards(): Records<Shard> {
    return new Records(this.#stub, 'quota-shard');
  }
}
