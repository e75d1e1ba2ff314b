import {
  ChaincodeAction,
  ChaincodeActionPayload,
  Payload,
  ProposalResponsePayload,
  Transaction,
} from '@shuquan/verifier/wire';
import type { ParsedProposal } from '../proposal.js';
import type { Endorsements } from './endorsers.js';

/** The payload of an endorsed transaction, as a peer’s gateway assembles it (protoutil/txutils.go). */
export function transactionPayload(
  { channelHeader, signatureHeader, visiblePayload }: ParsedProposal,
  { payload, endorsements }: Endorsements,
): Uint8Array {
  const action = ChaincodeActionPayload.encode({
    chaincodeProposalPayload: visiblePayload,
    action: { proposalResponsePayload: payload, endorsements: [...endorsements] },
  });
  const data = Transaction.encode({ actions: [{ header: signatureHeader, payload: action }] });
  return Payload.encode({ header: { channelHeader, signatureHeader }, data });
}

/** The chaincode’s answer inside what was endorsed; the copy beside it is not signed. */
export function endorsedResponse({ payload }: Endorsements): Uint8Array {
  const { extension } = ProposalResponsePayload.decode(payload);
  const { response } = ChaincodeAction.decode(extension);
  if (response === undefined) throw new TypeError('The peers endorsed no response.');
  return response.payload;
}
