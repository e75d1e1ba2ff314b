import {
  ChaincodeActionPayload,
  type Decoded,
  Endorsement,
  Payload,
  Transaction,
} from '@shuquan/verifier/wire';
import { decodeError } from '@shuquan/chaincode/model';
import { GatewayError } from '../../errors.js';
import type { ParsedProposal } from '../proposal.js';
import type { ChaincodeAnswer } from './call.js';

/**
 * What a creator signs second: the proposal, what was answered, and who endorsed it.
 *
 * @returns `common.Payload`
 */
export function transactionPayload(
  { channelHeader, signatureHeader, visiblePayload }: ParsedProposal,
  proposalResponsePayload: Uint8Array,
  endorsements: readonly Decoded<typeof Endorsement>[],
): Uint8Array {
  const payload = ChaincodeActionPayload.encode({
    chaincodeProposalPayload: visiblePayload,
    action: { proposalResponsePayload, endorsements: [...endorsements] },
  });
  return Payload.encode({
    header: { channelHeader, signatureHeader },
    data: Transaction.encode({ actions: [{ header: signatureHeader, payload }] }),
  });
}

/** @throws the contract’s own error, or ENDORSEMENT_FAILED with the peer’s words */
export function requireSuccess({ status, message }: ChaincodeAnswer): void {
  if (status < 400) return;
  const coded = decodeError(message);
  if (coded !== undefined) throw coded;
  throw new GatewayError('ENDORSEMENT_FAILED', `chaincode response ${String(status)}, ${message}`, {
    status,
  });
}

/** Peers that answer differently never make a transaction (Fabric’s own words). */
export function requireEqual(payloads: readonly Uint8Array[]): void {
  const [first, ...others] = payloads;
  if (first !== undefined && others.every((each) => Buffer.compare(first, each) === 0)) return;
  throw new GatewayError('ENDORSEMENT_FAILED', 'ProposalResponsePayloads do not match', {});
}
