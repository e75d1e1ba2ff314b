import {
  type Certificate,
  certificateFromPem,
  type Identity,
  identityOf,
  parseCertificate,
  signatureForm,
} from '@shuquan/verifier';
import { WireError } from '@shuquan/verifier/wire';
import { GatewayError } from '../../errors.js';
import { nodeCrypto } from '../../crypto.js';
import { malformed } from '../proposal.js';
import type { Organizations } from './organizations.js';

const MAX_KNOWN = 10_000;
/** Channel’s Writers policy: who may send transactions. */
const WRITERS = new Set(['client', 'admin']);

/** Who belongs to the channel’s organisations. Everything read here may be hostile. */
export class Members {
  readonly #roots = new Map<string, Certificate>();
  readonly #known = new Map<string, Identity>();

  constructor({ members }: Pick<Organizations, 'members'>) {
    for (const { mspId, root } of members.values()) {
      this.#roots.set(mspId, parseCertificate(certificateFromPem(root)));
    }
  }

  /**
   * The creator of a transaction, valid at every one of the times given.
   *
   * @throws GatewayError CERTIFICATE_UNTRUSTED, CERTIFICATE_EXPIRED, PROPOSAL_MALFORMED
   */
  creator(bytes: Uint8Array, ...times: readonly Date[]): Identity {
    const identity = this.identity(bytes);
    const { role, mspId, certificate } = identity;
    if (role === undefined || !WRITERS.has(role)) {
      throw new GatewayError(
        'CERTIFICATE_UNTRUSTED',
        `A certificate of ${mspId} with the role ${role ?? 'of nobody'} may not send transactions.`,
        { mspId },
      );
    }
    const root = this.#roots.get(mspId);
    for (const time of times) {
      if (validAt(certificate, time) && root !== undefined && validAt(root, time)) continue;
      throw new GatewayError(
        'CERTIFICATE_EXPIRED',
        `The certificate is not valid at ${time.toISOString()}. Ask its organisation for a new one.`,
        { mspId },
      );
    }
    return identity;
  }

  /** A member of one of the organisations, whatever its role. */
  identity(bytes: Uint8Array): Identity {
    const key = Buffer.from(bytes).toString('latin1');
    let found = this.#known.get(key);
    if (found === undefined) {
      found = this.#read(bytes);
      if (this.#known.size >= MAX_KNOWN) this.#known.clear();
      this.#known.set(key, found);
    }
    return found;
  }

  #read(bytes: Uint8Array): Identity {
    let identity: Identity;
    try {
      identity = identityOf(Uint8Array.from(bytes));
    } catch (cause) {
      if (cause instanceof WireError) throw malformed(cause.message, cause);
      throw cause;
    }
    const { mspId, certificate } = identity;
    const root = this.#roots.get(mspId);
    if (root !== undefined && !certificate.isCa && issued(root, certificate)) return identity;
    throw new GatewayError(
      'CERTIFICATE_UNTRUSTED',
      `The certificate was not issued by ${mspId}’s authority on this channel.`,
      { mspId },
    );
  }
}

const validAt = ({ notBefore, notAfter }: Certificate, time: Date): boolean =>
  time >= notBefore && time <= notAfter;

const issued = (ca: Certificate, leaf: Certificate): boolean =>
  ca.isCa &&
  Buffer.compare(ca.subjectDer, leaf.issuerDer) === 0 &&
  nodeCrypto.verifyP256(ca.spki, leaf.tbs, leaf.signature);

/** Whether a signature holds and has the form Fabric takes: DER, low S. */
export const signatureHolds = (
  { certificate }: Identity,
  message: Uint8Array,
  signature: Uint8Array,
): boolean =>
  signatureForm(signature) === 'LOW_S' &&
  nodeCrypto.verifyP256(certificate.spki, message, signature);
