import type { ChaincodeStub } from 'fabric-shim-api';
import type {
  Application,
  ClosingCheckpoint,
  ContactTombstone,
  DataVersion,
  Dispositions,
  HandOver,
  QueryRecord,
  RegisteredDescription,
  Registration,
  RegistrationCase,
  RegistrationCertificate,
  RightsEntry,
  SerialHead,
  SketchRecord,
  VersionRef,
  VoidSerial,
} from '../model/index.js';
import { Lookup } from './lookup.js';
import { Records } from './records.js';

/** One width, so that key order is number order. */
export const numbered = (number: number): string => String(number).padStart(4, '0');

export const versionKey = ({ asset, version }: VersionRef): [string, string] => [
  asset,
  numbered(version),
];

/** Exclusive shares of one right on one version: absent while there are none (ledger rule 8). */
export interface ExclusiveShares {
  readonly v: 1;
  readonly rights: readonly string[];
}

/** The keys of the data-property register: one kind per concern (ledger rule 5). */
export class Register {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  get cases(): Records<RegistrationCase> {
    return new Records(this.#stub, 'case');
  }
  get applications(): Records<Application> {
    return new Records(this.#stub, 'application');
  }
  get versions(): Records<DataVersion> {
    return new Records(this.#stub, 'version');
  }
  /** One immutable key a revision: what stood there before stays answerable. */
  get descriptions(): Records<RegisteredDescription> {
    return new Records(this.#stub, 'description');
  }
  get registrations(): Records<Registration> {
    return new Records(this.#stub, 'registration');
  }
  get rights(): Records<RightsEntry> {
    return new Records(this.#stub, 'right');
  }
  get dispositions(): Records<Dispositions> {
    return new Records(this.#stub, 'disp');
  }
  get exclusive(): Records<ExclusiveShares> {
    return new Records(this.#stub, 'exclusive');
  }
  get certificates(): Records<RegistrationCertificate> {
    return new Records(this.#stub, 'certificate');
  }
  get voids(): Records<VoidSerial> {
    return new Records(this.#stub, 'void-serial');
  }
  get serials(): Records<SerialHead> {
    return new Records(this.#stub, 'serial');
  }
  get closings(): Records<ClosingCheckpoint> {
    return new Records(this.#stub, 'closing');
  }
  get queries(): Records<QueryRecord> {
    return new Records(this.#stub, 'query');
  }
  /** Registrars that leave, and who takes their files. */
  get handOvers(): Records<HandOver> {
    return new Records(this.#stub, 'hand-over');
  }
  /** Receipts of the national system by their own ids: each is good for one case. */
  get receipts(): Records<{ v: 1; case: string }> {
    return new Records(this.#stub, 'receipt');
  }
  get sketches(): Records<SketchRecord> {
    return new Records(this.#stub, 'sketch');
  }
  get contactTombstones(): Records<ContactTombstone> {
    return new Records(this.#stub, 'contact-tombstone');
  }

  get rightsByVersion(): Lookup {
    return new Lookup(this.#stub, 'right-by-version');
  }
  get rightsByHolder(): Lookup {
    return new Lookup(this.#stub, 'right-by-holder');
  }
  get rightsByCase(): Lookup {
    return new Lookup(this.#stub, 'right-by-case');
  }
  /** Licences by the right they live under. */
  get licencesByRight(): Lookup {
    return new Lookup(this.#stub, 'licence-by-right');
  }
  /** Rights by the public-data-resource registration they rest on. */
  get rightsByCode(): Lookup {
    return new Lookup(this.#stub, 'right-by-code');
  }
  get certificatesByRight(): Lookup {
    return new Lookup(this.#stub, 'certificate-by-right');
  }
  get queriesByCase(): Lookup {
    return new Lookup(this.#stub, 'query-by-case');
  }
  /**
   * Cases by a digest of the data they apply for: kind of digest, digest, time, case. The oldest
   * come first, so that no number of later applications pushes a registration out of sight.
   */
  get casesByDigest(): Lookup {
    return new Lookup(this.#stub, 'case-by-digest');
  }
  /** Cases by a band of their data’s sketch, the oldest first. */
  get casesByBand(): Lookup {
    return new Lookup(this.#stub, 'case-by-band');
  }
}
