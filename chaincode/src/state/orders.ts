import type { ChaincodeStub } from 'fabric-shim-api';
import type { JudicialOrder, OrderExecution } from '../model/index.js';
import { Lookup } from './lookup.js';
import { Records } from './records.js';

/** Documents of courts and arbitrators; what freezes stands in the heads of encumbrances. */
export class Orders {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  /** Immutable: what was decided. */
  get orders(): Records<JudicialOrder> {
    return new Records(this.#stub, 'order');
  }
  get executions(): Records<OrderExecution> {
    return new Records(this.#stub, 'order-execution');
  }
  get byRight(): Lookup {
    return new Lookup(this.#stub, 'order-by-right');
  }
}
