import { concat, toHex } from './bytes.js';
import type { Crypto } from './crypto.js';
import type { Identity } from './identity.js';
import { outsideValidity, type Membership } from './membership.js';
import type { Steps } from './report.js';
import { signatureForm } from './signature.js';
import type { EndorserTransaction } from './transaction.js';
import { equalBytes, WireError } from './wire/codec.js';

/** Undefined when it verifies; else what is wrong. */
export function signatureFault(
  { certificate, mspId }: Identity,
  message: Uint8Array,
  signature: Uint8Array,
  crypto: Crypto,
): string | undefined {
  const who = `${mspId} (${certificate.commonName})`;
  const form = signatureForm(signature);
  if (form === 'MALFORMED') return `${who}: the signature is not DER of two P-256 scalars`;
  if (form === 'HIGH_S') return `${who}: the signature has a high S, which Fabric refuses`;
  const holds = crypto.verifyP256(certificate.spki, message, signature);
  return holds ? undefined : `${who}: the signature does not verify`;
}

/** Reads an identity; a fault in it is a sentence, not an exception. */
export function readIdentity(membership: Membership, bytes: Uint8Array): Identity | string {
  try {
    return membership.identity(bytes);
  } catch (err) {
    if (err instanceof WireError) return err.message;
    throw err;
  }
}

/** That the answer belongs to this proposal and the proposal's id to its creator. */
export function checkProposal(tx: EndorserTransaction, crypto: Crypto, steps: Steps): void {
  const txId = toHex(crypto.sha256(tx.nonce, tx.creator));
  steps.check(
    'transaction-id',
    txId === tx.txId,
    'The transaction id is the SHA-256 of nonce and creator.',
    'The transaction id is not the SHA-256 of nonce and creator.',
  );
  steps.check(
    'proposal-hash',
    equalBytes(crypto.sha256(...tx.proposal), tx.proposalHash),
    'What was endorsed is the answer to this proposal.',
    'What was endorsed answers another proposal.',
  );
}

type Faults = Readonly<Record<'signature' | 'trust' | 'role' | 'validity', string[]>>;

/**
 * Checks every endorsement and returns the signers of those that hold in full, each once: signature,
 * chain, role `peer` and validity. A bad one is reported even where enough good ones remain, so
 * that no bit of a proof may change unseen.
 */
export function checkEndorsements(
  tx: EndorserTransaction,
  at: Date,
  { membership, crypto, steps }: { membership: Membership; crypto: Crypto; steps: Steps },
): Identity[] {
  const faults: Faults = { signature: [], trust: [], role: [], validity: [] };
  const signers = new Map<string, Identity>();
  for (const { endorser, signature } of tx.endorsements) {
    const identity = readIdentity(membership, endorser);
    if (typeof identity === 'string') {
      faults.signature.push(identity);
      continue;
    }
    const message = concat(tx.proposalResponsePayload, endorser);
    const broken = signatureFault(identity, message, signature, crypto);
    if (broken !== undefined) faults.signature.push(broken);
    else if (judge(identity, at, membership, faults)) signers.set(identity.signer, identity);
  }
  const count = `${String(signers.size)} of ${String(tx.endorsements.length)} endorsements count`;
  steps.faults('endorsement-signature', faults.signature, `Every endorsement verifies; ${count}.`);
  steps.faults(
    'endorser-trust',
    faults.trust,
    'Every endorser’s certificate leads to a pinned root.',
  );
  steps.faults('endorser-role', faults.role, 'Every endorser has the role peer.');
  steps.faults(
    'certificate-validity',
    faults.validity,
    'Every endorser’s certificates were valid then.',
  );
  return [...signers.values()];
}

function judge(identity: Identity, at: Date, membership: Membership, faults: Faults): boolean {
  const standing = membership.standing(identity);
  if (standing.fault !== undefined) {
    faults.trust.push(standing.fault);
    return false;
  }
  if (identity.role !== 'peer') {
    faults.role.push(`${identity.mspId}: a ${identity.role ?? 'stranger'} endorsed, not a peer`);
    return false;
  }
  const outside = outsideValidity(identity, standing, at);
  if (outside !== undefined) {
    faults.validity.push(
      `${identity.mspId}: ${outside.subject} was not valid at ${at.toISOString()}`,
    );
    return false;
  }
  return true;
}
