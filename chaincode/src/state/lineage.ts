import type { ChaincodeStub } from 'fabric-shim-api';
import type { AffectedNotice, LineageNode, NoticeReceipt, ProcessingStep } from '../model/index.js';
import { Lookup } from './lookup.js';
import { Records } from './records.js';

/** The keys of lineage and of notices: one kind per concern (ledger rule 5). */
export class Lineage {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  get steps(): Records<ProcessingStep> {
    return new Records(this.#stub, 'processing-step');
  }
  /** Steps by the asset and version that came out. */
  get stepsByOutput(): Lookup {
    return new Lookup(this.#stub, 'step-by-output');
  }
  /** By asset and version: the edges into it. */
  get nodes(): Records<LineageNode> {
    return new Records(this.#stub, 'lineage');
  }
  /** Source asset and version, then target asset and version in one part. */
  get derivedFrom(): Lookup {
    return new Lookup(this.#stub, 'derived-from');
  }
  /** Kind and id of a right, grant or agreement, then the version made on it, in one part. */
  get madeOn(): Lookup {
    return new Lookup(this.#stub, 'made-on');
  }
  /** Asset and version, then who had it only to process for another. */
  get entrusted(): Lookup {
    return new Lookup(this.#stub, 'entrusted');
  }
  get notices(): Records<AffectedNotice> {
    return new Records(this.#stub, 'affected-notice');
  }
  /** Absent while a notice is outstanding (rule 8). */
  get receipts(): Records<NoticeReceipt> {
    return new Records(this.#stub, 'notice-receipt');
  }
}
