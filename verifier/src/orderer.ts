import type { PinnedOrderers } from './anchors.js';
import { concat, fromText } from './bytes.js';
import type { Crypto } from './crypto.js';
import { readIdentity, signatureFault } from './endorsement.js';
import type { Identity } from './identity.js';
import { outsideValidity, type Membership } from './membership.js';
import type { BlockMetadataParts } from './metadata.js';
import type { Steps } from './report.js';
import {
  IdentifierHeader,
  SerializedIdentity,
  SignatureHeader,
  type MetadataSignature,
} from './wire/block.js';
import { WireError, type Decoded } from './wire/codec.js';

type BlockSignature = Decoded<typeof MetadataSignature>;

export interface OrdererBench {
  readonly orderers: PinnedOrderers;
  readonly membership: Membership;
  readonly crypto: Crypto;
  readonly steps: Steps;
}

/**
 * Checks who ordered a block: every signature over value ‖ its header ‖ the block header in DER.
 * Under Raft the signature header carries the signer; under BFT the identifier header carries the
 * number of a pinned consenter.
 *
 * @param at times claimed in the block: a certificate must have been valid at one of them, since any
 *   client can claim a wrong one; none leaves that open
 * @returns the subjects of the orderers whose signatures hold
 */
export function checkOrderers(
  { value, signatures }: BlockMetadataParts,
  header: Uint8Array,
  at: readonly Date[],
  bench: OrdererBench,
): string[] {
  const { steps, orderers } = bench;
  const broken: string[] = [];
  const signers = new Map<string, Identity>();
  for (const signature of signatures) {
    const signer = signerOf(signature, bench);
    if (typeof signer === 'string') {
      broken.push(signer);
      continue;
    }
    const signed = concat(value, headerOf(signature, orderers), header);
    const wrong = signatureFault(signer, signed, signature.signature, bench.crypto);
    if (wrong === undefined) signers.set(signer.signer, signer);
    else broken.push(wrong);
  }
  steps.faults('orderer-signature', broken, `${String(signatures.length)} signatures verify.`);
  const trusted = trust([...signers.values()], at, bench);
  steps.check(
    'orderer-quorum',
    trusted.length >= orderers.quorum,
    `${String(trusted.length)} orderers signed; ${String(orderers.quorum)} must.`,
  );
  return trusted.map(({ certificate }) => certificate.subject);
}

function trust(signers: readonly Identity[], at: readonly Date[], bench: OrdererBench): Identity[] {
  const { membership, steps } = bench;
  const faults: string[] = [];
  const late: string[] = [];
  const trusted = signers.filter((signer) => {
    const standing = membership.standing(signer);
    if (standing.fault !== undefined) faults.push(standing.fault);
    else if (signer.role !== 'orderer') {
      faults.push(
        `${signer.mspId}: a ${signer.role ?? 'stranger'} signed the block, not an orderer`,
      );
    } else {
      const valid = at.length === 0 || at.some((time) => !outsideValidity(signer, standing, time));
      if (!valid) late.push(`${signer.mspId}: ${signer.certificate.subject} was not valid then`);
      return valid;
    }
    return false;
  });
  steps.faults('orderer-trust', faults, 'Every signer is an orderer under a pinned root.');
  if (at.length === 0) steps.skip('certificate-validity', 'No time is stated in the block.');
  else steps.faults('certificate-validity', late, 'The orderers’ certificates were valid then.');
  return trusted;
}

const headerOf = (signature: BlockSignature, { consensus }: PinnedOrderers): Uint8Array =>
  consensus === 'bft' ? signature.identifierHeader : signature.signatureHeader;

function signerOf(
  signature: BlockSignature,
  { orderers, membership }: OrdererBench,
): Identity | string {
  const isBft = orderers.consensus === 'bft';
  const other = isBft ? signature.signatureHeader : signature.identifierHeader;
  // The other header is not signed, so it must not be there.
  if (other.length > 0) return 'a block signature carries the header of another consensus';
  try {
    return isBft
      ? consenterOf(
          IdentifierHeader.decode(signature.identifierHeader).identifier,
          orderers,
          membership,
        )
      : readIdentity(membership, SignatureHeader.decode(signature.signatureHeader).creator);
  } catch (err) {
    if (err instanceof WireError) return err.message;
    throw err;
  }
}

function consenterOf(
  id: number,
  { consenters }: PinnedOrderers,
  membership: Membership,
): Identity | string {
  const consenter = consenters.find((each) => each.id === id);
  if (consenter === undefined) return `consenter ${String(id)} is not pinned`;
  const { mspId, pem } = consenter;
  return readIdentity(membership, SerializedIdentity.encode({ mspId, idBytes: fromText(pem) }));
}
