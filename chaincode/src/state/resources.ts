import type { ChaincodeStub } from 'fabric-shim-api';
import type { PublicResourceRegistration } from '../model/index.js';
import { Lookup } from './lookup.js';
import { Records } from './records.js';

/** The keys of the register of public data resources. */
export class Resources {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  get registrations(): Records<PublicResourceRegistration> {
    return new Records(this.#stub, 'resource');
  }
  /** Lookup codes of what concerns a data version: asset, version, code. */
  get byVersion(): Lookup {
    return new Lookup(this.#stub, 'resource-by-version');
  }
}
