import type { ChaincodeStub } from 'fabric-shim-api';
import type { PlatformQualification } from '../model/index.js';
import { Lookup } from './lookup.js';
import { Records } from './records.js';

/** The keys of platform qualifications. */
export class Platforms {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  get qualifications(): Records<PlatformQualification> {
    return new Records(this.#stub, 'platform-qualification');
  }
  /** By platform and id. */
  get byPlatform(): Lookup {
    return new Lookup(this.#stub, 'platform-qualification-by-platform');
  }
  /** Who operates a platform: whoever published for it first. */
  get operators(): Records<{ readonly v: 1; readonly operator: string }> {
    return new Records(this.#stub, 'platform-operator');
  }
}
