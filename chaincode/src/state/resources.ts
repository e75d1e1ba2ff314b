import type { ChaincodeStub } from 'fabric-shim-api';
import type {
  ConsistencyCheck,
  ExternalReference,
  PublicResourceRegistration,
} from '../model/index.js';
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
  /** What holders say stands in registers elsewhere. */
  get references(): Records<ExternalReference> {
    return new Records(this.#stub, 'external-reference');
  }
  get referencesByVersion(): Lookup {
    return new Lookup(this.#stub, 'reference-by-version');
  }
  get referencesByNumber(): Lookup {
    return new Lookup(this.#stub, 'reference-by-number');
  }
  get checks(): Records<ConsistencyCheck> {
    return new Records(this.#stub, 'consistency-check');
  }
  /** Lookup codes of what concerns a data version: asset, version, code. */
  get byVersion(): Lookup {
    return new Lookup(this.#stub, 'resource-by-version');
  }
  /** Lookup codes by the agreement under which the data is operated. */
  get byAgreement(): Lookup {
    return new Lookup(this.#stub, 'resource-by-agreement');
  }
}
