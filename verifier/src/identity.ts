import { toHex } from './bytes.js';
import { parseCertificate, type Certificate } from './certificate.js';
import { certificateFromPemBytes } from './pem.js';
import { SerializedIdentity } from './wire/block.js';
import { WireError } from './wire/codec.js';

/** NodeOU roles, as organisational units of the certificate (msp, Go package, NodeOUs). */
export const nodeRoles = ['client', 'peer', 'admin', 'orderer'] as const;
export type NodeRole = (typeof nodeRoles)[number];

export interface Identity {
  readonly mspId: string;
  readonly certificate: Certificate;
  /** Absent when the certificate names none of the four roles, or more than one: no valid member. */
  readonly role: NodeRole | undefined;
  /** The serialized identity itself. */
  readonly bytes: Uint8Array;
  /** Same organisation and key: the same signer, whatever the certificate. */
  readonly signer: string;
}

const MAX_IDENTITY_BYTES = 32_768;
const tooLarge = (): WireError => new WireError('identity: larger than 32 KiB');

/** @throws WireError unless the bytes are a SerializedIdentity with one PEM certificate */
export function identityOf(bytes: Uint8Array): Identity {
  if (bytes.length > MAX_IDENTITY_BYTES) throw tooLarge();
  const { mspId, idBytes } = SerializedIdentity.decode(bytes);
  if (mspId === '') throw new WireError('identity: no MSP id');
  const certificate = parseCertificate(certificateFromPemBytes(idBytes));
  const roles = nodeRoles.filter((role) => certificate.organizationalUnits.includes(role));
  return {
    mspId,
    certificate,
    role: roles.length === 1 ? roles[0] : undefined,
    bytes,
    signer: `${mspId}:${toHex(certificate.spki)}`,
  };
}

/** Bounded: what is cached comes from untrusted blocks. */
const CACHE_SIZE = 2_048;

/** Reads each identity once; a block repeats the same few. Faults are remembered too. */
export class IdentityCache {
  readonly #known = new Map<string, Identity | WireError>();

  /** @throws WireError as `identityOf` does */
  get(bytes: Uint8Array): Identity {
    if (bytes.length > MAX_IDENTITY_BYTES) throw tooLarge();
    // One character per byte: the bytes themselves are the key, cheaper than a hash of them.
    const key = String.fromCharCode(...bytes);
    let found = this.#known.get(key);
    if (found === undefined) {
      found = attempt(bytes);
      if (this.#known.size >= CACHE_SIZE) this.#known.clear();
      this.#known.set(key, found);
    }
    if (found instanceof WireError) throw found;
    return found;
  }
}

function attempt(bytes: Uint8Array): Identity | WireError {
  try {
    return identityOf(bytes.slice());
  } catch (err) {
    if (err instanceof WireError) return err;
    throw err;
  }
}
