import { certificateBase64 } from '@shuquan/chaincode/model';
import { parseCertificate } from '@shuquan/verifier';
import type { Person } from '../founding/document.js';
import type { Identity } from './port.js';

/** A person of the ledger’s table whose key is at hand. */
export interface Member extends Person {
  readonly identity: Identity;
}

/** Whether the person’s own hand alone signs, as its CA attests: no gateway carries such a key. */
export function isClientHeld({ identity }: Member): boolean {
  const der = Buffer.from(certificateBase64(identity.pem), 'base64');
  return parseCertificate(der).attributes['custody'] === 'client';
}
