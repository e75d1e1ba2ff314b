import type { ChaincodeStub } from 'fabric-shim-api';
import type {
  Grant,
  GrantAnswer,
  GrantConduct,
  GrantProof,
  Pact,
  PactAnswer,
} from '../model/index.js';
import { Lookup } from './lookup.js';
import { Records } from './records.js';

/** The keys of grants: one kind per concern, so that no use waits for another act (ledger rule 5). */
export class Grants {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  /** Immutable: what was offered. */
  get grants(): Records<Grant> {
    return new Records(this.#stub, 'grant');
  }
  /** Absent while an offer is open (rule 8). */
  get answers(): Records<GrantAnswer> {
    return new Records(this.#stub, 'grant-answer');
  }
  /** Read by every use and written by none. */
  get conduct(): Records<GrantConduct> {
    return new Records(this.#stub, 'grant-conduct');
  }
  /** By which qualifications the grantee belongs to a class. */
  get proofs(): Records<GrantProof> {
    return new Records(this.#stub, 'grant-proof');
  }
  /** Immutable: which two grants, and under which terms. */
  get pacts(): Records<Pact> {
    return new Records(this.#stub, 'pact');
  }
  get pactAnswers(): Records<PactAnswer> {
    return new Records(this.#stub, 'pact-answer');
  }
  /** By grant: the last pact that it was bound in. */
  get pactOf(): Records<{ readonly v: 1; readonly pact: string }> {
    return new Records(this.#stub, 'pact-of');
  }
  /** Grants made of a right. */
  get byRight(): Lookup {
    return new Lookup(this.#stub, 'grant-by-right');
  }
  /** Whatever enforcement asks of a party: what it gave, and what it has. */
  get byGrantor(): Lookup {
    return new Lookup(this.#stub, 'grant-by-grantor');
  }
  get byGrantee(): Lookup {
    return new Lookup(this.#stub, 'grant-by-grantee');
  }
  /** Grants made of a grant. */
  get byParent(): Lookup {
    return new Lookup(this.#stub, 'grant-by-parent');
  }
}
