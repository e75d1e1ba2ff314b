import type { ChaincodeStub } from 'fabric-shim-api';
import type {
  Delivery,
  DeliveryArrival,
  DeliveryDispute,
  BoundKey,
  BoundKeyDrop,
  DeliveryReceipt,
  DispatchRefusal,
  DisputeAnswer,
} from '../model/index.js';
import { Lookup } from './lookup.js';
import { Records } from './records.js';

/** The keys of deliveries: one kind per concern, each written once (ledger rule 5). */
export class Deliveries {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  /** Keys of the parties’ own, by party and fingerprint. */
  get keys(): Records<BoundKey> {
    return new Records(this.#stub, 'delivery-key');
  }
  /** Absent while a key signs: whoever relies on one reads this (rule 8). */
  get keyDrops(): Records<BoundKeyDrop> {
    return new Records(this.#stub, 'delivery-key-drop');
  }
  get deliveries(): Records<Delivery> {
    return new Records(this.#stub, 'delivery');
  }
  get byGrant(): Lookup {
    return new Lookup(this.#stub, 'delivery-by-grant');
  }
  get arrivals(): Records<DeliveryArrival> {
    return new Records(this.#stub, 'delivery-arrival');
  }
  get receipts(): Records<DeliveryReceipt> {
    return new Records(this.#stub, 'delivery-receipt');
  }
  /** By number from 1 on: the first free place ends the list, and guards it. */
  get disputes(): Records<DeliveryDispute> {
    return new Records(this.#stub, 'delivery-dispute');
  }
  get answers(): Records<DisputeAnswer> {
    return new Records(this.#stub, 'delivery-answer');
  }
  /** By grant and transaction. */
  get refusals(): Records<DispatchRefusal> {
    return new Records(this.#stub, 'delivery-refusal');
  }
}
