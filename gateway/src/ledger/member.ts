import type { Person } from '../founding/document.js';
import type { Identity } from './port.js';

/** A person of the ledger’s table whose key is at hand. */
export interface Member extends Person {
  readonly identity: Identity;
}
