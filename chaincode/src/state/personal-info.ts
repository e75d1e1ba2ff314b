import type { ChaincodeStub } from 'fabric-shim-api';
import type { AuditDuty, Complaint, Incident } from '../model/index.js';
import { Lookup } from './lookup.js';
import { Records } from './records.js';

/** Complaints, incidents and audits: the duties towards the persons whose data it is. */
export class PersonalInfo {
  readonly #stub: ChaincodeStub;

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
  }

  get complaints(): Records<Complaint> {
    return new Records(this.#stub, 'complaint');
  }
  get complaintsByIncident(): Lookup {
    return new Lookup(this.#stub, 'complaint-by-incident');
  }
  get incidents(): Records<Incident> {
    return new Records(this.#stub, 'incident');
  }
  get audits(): Records<AuditDuty> {
    return new Records(this.#stub, 'audit-duty');
  }
}
