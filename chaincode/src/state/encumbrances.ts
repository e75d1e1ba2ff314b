import type { ChaincodeStub } from 'fabric-shim-api';
import type { DisputeHead, HoldHead, PledgeHead } from '../model/index.js';
import { Lookup } from './lookup.js';
import { Records } from './records.js';

/** What stands against a right or its holder: one head a concern, each guarded by whose it is (rule 6). */
export class Encumbrances {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  /** Judicial orders on a right; theirs alone to write. */
  get holds(): Records<HoldHead> {
    return new Records(this.#stub, 'hold');
  }
  /** Judicial orders on all that a party holds. */
  get partyHolds(): Records<HoldHead> {
    return new Records(this.#stub, 'hold-party');
  }
  /** Administrative control of a right. */
  get controls(): Records<HoldHead> {
    return new Records(this.#stub, 'control');
  }
  get partyControls(): Records<HoldHead> {
    return new Records(this.#stub, 'control-party');
  }
  get pledges(): Records<PledgeHead> {
    return new Records(this.#stub, 'pledge');
  }
  /** Rights by whoever they were pledged to. */
  get pledgesByPledgee(): Lookup {
    return new Lookup(this.#stub, 'pledge-by-pledgee');
  }
  /** Absent while there was never a dispute about the right. */
  get disputes(): Records<DisputeHead> {
    return new Records(this.#stub, 'dispute');
  }
}
