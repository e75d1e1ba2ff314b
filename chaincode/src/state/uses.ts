import type { ChaincodeStub } from 'fabric-shim-api';
import type {
  Algorithm,
  ComputeRun,
  DriftEntry,
  GrantUse,
  OutputRelease,
  OutputReview,
  Quota,
  Shard,
} from '../model/index.js';
import { Lookup } from './lookup.js';
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
  get records(): Records<GrantUse> {
    return new Records(this.#stub, 'grant-use');
  }
  /** One key an attempt, by grantee and week: counting them never holds up a use. */
  get drift(): Records<DriftEntry> {
    return new Records(this.#stub, 'drift');
  }
  /** By digest. */
  get algorithms(): Records<Algorithm> {
    return new Records(this.#stub, 'algorithm');
  }
  get runs(): Records<ComputeRun> {
    return new Records(this.#stub, 'compute-run');
  }
  /** Runs that were permitted, by their grant. */
  get runsByGrant(): Lookup {
    return new Lookup(this.#stub, 'compute-run-by-grant');
  }
  get reviews(): Records<OutputReview> {
    return new Records(this.#stub, 'compute-review');
  }
  get releases(): Records<OutputRelease> {
    return new Records(this.#stub, 'compute-release');
  }
}
