import type { ChaincodeStub } from 'fabric-shim-api';
import type { InfringementPack } from '../model/index.js';
import { Lookup } from './lookup.js';
import { Records } from './records.js';

/** The keys of infringement packs. */
export class Infringements {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  get packs(): Records<InfringementPack> {
    return new Records(this.#stub, 'infringement');
  }
  /** By right, newest first. */
  get byRight(): Lookup {
    return new Lookup(this.#stub, 'infringement-by-right');
  }
  /** Disputes in which a pack was submitted, by pack. */
  get disputes(): Lookup {
    return new Lookup(this.#stub, 'infringement-dispute');
  }
}
