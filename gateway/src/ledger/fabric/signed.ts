import { X509Certificate } from 'node:crypto';
import { readTransaction, signatureForm } from '@shuquan/verifier';
import { Envelope, SerializedIdentity, WireError } from '@shuquan/verifier/wire';
import { nodeCrypto } from '../../crypto.js';
import { GatewayError } from '../../errors.js';
import { malformed, type ParsedProposal, readProposal } from '../proposal.js';

export interface SignedTransaction {
  readonly txId: string;
  readonly channel: string;
  readonly chaincode: string;
  /** The chaincode’s answer: canonical JSON. */
  readonly response: Uint8Array;
}

/**
 * Reads a proposal that came back signed. A wrong signature is found here: a peer would only say
 * that access is denied.
 *
 * @throws GatewayError PROPOSAL_MALFORMED, SIGNATURE_INVALID
 */
export function readSignedProposal(bytes: Uint8Array, signature: Uint8Array): ParsedProposal {
  const proposal = readProposal(bytes);
  requireSignature(proposal.creator, bytes, signature);
  return proposal;
}

/**
 * Reads the payload of an envelope that came back signed.
 *
 * @throws GatewayError PROPOSAL_MALFORMED, SIGNATURE_INVALID
 */
export function readSignedPayload(payload: Uint8Array, signature: Uint8Array): SignedTransaction {
  const envelope = Envelope.encode({ payload, signature });
  const tx = wellFormed(() => readTransaction(envelope));
  if (tx.kind !== 'endorser') throw malformed('they are configuration, not a transaction');
  requireSignature(tx.creator, payload, signature);
  const { txId, channel, chaincode, response } = tx;
  return { txId, channel, chaincode: chaincode.name, response: response.payload };
}

function requireSignature(creator: Uint8Array, message: Uint8Array, signature: Uint8Array): void {
  const { idBytes } = wellFormed(() => SerializedIdentity.decode(creator));
  const spki = publicKeyOf(idBytes);
  // Fabric takes low S only (bccsp/sw/ecdsa.go).
  if (signatureForm(signature) === 'LOW_S' && nodeCrypto.verifyP256(spki, message, signature)) {
    return;
  }
  throw new GatewayError(
    'SIGNATURE_INVALID',
    'The signature is not one over exactly these bytes by the certificate’s key: ECDSA on P-256 with SHA-256, DER, low S.',
  );
}

function publicKeyOf(pem: Uint8Array): Uint8Array {
  try {
    return new X509Certificate(Buffer.from(pem)).publicKey.export({ type: 'spki', format: 'der' });
  } catch (cause) {
    throw malformed('the creator’s certificate can not be read', cause);
  }
}

function wellFormed<T>(read: () => T): T {
  try {
    return read();
  } catch (err) {
    if (err instanceof WireError) throw malformed(err.message, err);
    throw err;
  }
}
