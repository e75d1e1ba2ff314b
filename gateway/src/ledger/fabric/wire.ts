import {
  Envelope,
  message,
  nested,
  repeated,
  scalar,
  SignedProposal,
} from '@shuquan/verifier/wire';

/** hyperledger/fabric-protos: gateway/gateway.proto, common/ledger.proto, peer/proposal_response.proto. */

export const ProposedTransaction = message('ProposedTransaction', {
  transactionId: scalar(1, 'string'),
  proposal: nested(2, SignedProposal),
  endorsingOrganizations: repeated(3, 'string'),
});

export const PreparedTransaction = message('PreparedTransaction', {
  transactionId: scalar(1, 'string'),
  envelope: nested(2, Envelope),
});

export const CommitStatusRequest = message('CommitStatusRequest', {
  transactionId: scalar(1, 'string'),
  channelId: scalar(2, 'string'),
  identity: scalar(3, 'bytes'),
});

export const SignedCommitStatusRequest = message('SignedCommitStatusRequest', {
  request: scalar(1, 'bytes'),
  signature: scalar(2, 'bytes'),
});

export const BlockchainInfo = message('BlockchainInfo', {
  height: scalar(1, 'uint64'),
  currentBlockHash: scalar(2, 'bytes'),
  previousBlockHash: scalar(3, 'bytes'),
  /** Of a peer that joined by snapshot. */
  bootstrappingSnapshotInfo: scalar(4, 'bytes'),
});
