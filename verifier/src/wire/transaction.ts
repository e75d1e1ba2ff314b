import { always, message, nested, nestedList, repeated, scalar } from './codec.js';

/** hyperledger/fabric-protos: peer/*.proto and ledger/rwset/*.proto. */

export const ChaincodeId = message('ChaincodeID', {
  path: scalar(1, 'string'),
  name: scalar(2, 'string'),
  version: scalar(3, 'string'),
});

export const ChaincodeHeaderExtension = message('ChaincodeHeaderExtension', {
  payloadVisibility: scalar(1, 'bytes'),
  chaincodeId: nested(2, ChaincodeId),
});

export const MapBytesEntry = message('MapEntry', {
  key: always(1, 'string'),
  value: always(2, 'bytes'),
});

export const ChaincodeInput = message('ChaincodeInput', {
  args: repeated(1, 'bytes'),
  decorations: nestedList(2, MapBytesEntry),
  isInit: scalar(3, 'bool'),
});

export const ChaincodeSpec = message('ChaincodeSpec', {
  type: scalar(1, 'int32'),
  chaincodeId: nested(2, ChaincodeId),
  input: nested(3, ChaincodeInput),
  timeout: scalar(4, 'int32'),
});

export const ChaincodeInvocationSpec = message('ChaincodeInvocationSpec', {
  chaincodeSpec: nested(1, ChaincodeSpec),
});

export const ChaincodeProposalPayload = message('ChaincodeProposalPayload', {
  input: scalar(1, 'bytes'),
  transientMap: nestedList(2, MapBytesEntry),
});

export const Proposal = message('Proposal', {
  header: scalar(1, 'bytes'),
  payload: scalar(2, 'bytes'),
  extension: scalar(3, 'bytes'),
});

export const SignedProposal = message('SignedProposal', {
  proposalBytes: scalar(1, 'bytes'),
  signature: scalar(2, 'bytes'),
});

export const Response = message('Response', {
  status: scalar(1, 'int32'),
  message: scalar(2, 'string'),
  payload: scalar(3, 'bytes'),
});

export const ChaincodeAction = message('ChaincodeAction', {
  results: scalar(1, 'bytes'),
  events: scalar(2, 'bytes'),
  response: nested(3, Response),
  chaincodeId: nested(4, ChaincodeId),
});

export const ChaincodeEvent = message('ChaincodeEvent', {
  chaincodeId: scalar(1, 'string'),
  txId: scalar(2, 'string'),
  eventName: scalar(3, 'string'),
  payload: scalar(4, 'bytes'),
});

export const ProposalResponsePayload = message('ProposalResponsePayload', {
  proposalHash: scalar(1, 'bytes'),
  extension: scalar(2, 'bytes'),
});

export const Endorsement = message('Endorsement', {
  endorser: scalar(1, 'bytes'),
  signature: scalar(2, 'bytes'),
});

export const ChaincodeEndorsedAction = message('ChaincodeEndorsedAction', {
  proposalResponsePayload: scalar(1, 'bytes'),
  endorsements: nestedList(2, Endorsement),
});

export const ChaincodeActionPayload = message('ChaincodeActionPayload', {
  chaincodeProposalPayload: scalar(1, 'bytes'),
  action: nested(2, ChaincodeEndorsedAction),
});

export const TransactionAction = message('TransactionAction', {
  header: scalar(1, 'bytes'),
  payload: scalar(2, 'bytes'),
});

export const Transaction = message('Transaction', { actions: nestedList(1, TransactionAction) });

export const ProcessedTransaction = message('ProcessedTransaction', {
  transactionEnvelope: scalar(1, 'bytes'),
  validationCode: scalar(2, 'int32'),
});

/* ledger/rwset/rwset.proto */

export const CollectionHashedReadWriteSet = message('CollectionHashedReadWriteSet', {
  collectionName: scalar(1, 'string'),
  hashedRwset: scalar(2, 'bytes'),
  pvtRwsetHash: scalar(3, 'bytes'),
});

export const NsReadWriteSet = message('NsReadWriteSet', {
  namespace: scalar(1, 'string'),
  rwset: scalar(2, 'bytes'),
  collectionHashedRwset: nestedList(3, CollectionHashedReadWriteSet),
});

export const TxReadWriteSet = message('TxReadWriteSet', {
  dataModel: scalar(1, 'int32'),
  nsRwset: nestedList(2, NsReadWriteSet),
});

/* ledger/rwset/kvrwset/kv_rwset.proto */

export const Version = message('Version', {
  blockNum: scalar(1, 'uint64'),
  txNum: scalar(2, 'uint64'),
});

export const KVRead = message('KVRead', {
  key: scalar(1, 'string'),
  version: nested(2, Version),
});

export const KVWrite = message('KVWrite', {
  key: scalar(1, 'string'),
  isDelete: scalar(2, 'bool'),
  value: scalar(3, 'bytes'),
});

export const KVMetadataEntry = message('KVMetadataEntry', {
  name: scalar(1, 'string'),
  value: scalar(2, 'bytes'),
});

export const KVMetadataWrite = message('KVMetadataWrite', {
  key: scalar(1, 'string'),
  entries: nestedList(2, KVMetadataEntry),
});

export const QueryReads = message('QueryReads', { kvReads: nestedList(1, KVRead) });

export const QueryReadsMerkleSummary = message('QueryReadsMerkleSummary', {
  maxDegree: scalar(1, 'uint32'),
  maxLevel: scalar(2, 'uint32'),
  maxLevelHashes: repeated(3, 'bytes'),
});

export const RangeQueryInfo = message('RangeQueryInfo', {
  startKey: scalar(1, 'string'),
  endKey: scalar(2, 'string'),
  itrExhausted: scalar(3, 'bool'),
  rawReads: nested(4, QueryReads),
  readsMerkleHashes: nested(5, QueryReadsMerkleSummary),
});

export const KVRWSet = message('KVRWSet', {
  reads: nestedList(1, KVRead),
  rangeQueriesInfo: nestedList(2, RangeQueryInfo),
  writes: nestedList(3, KVWrite),
  metadataWrites: nestedList(4, KVMetadataWrite),
});

export const KVReadHash = message('KVReadHash', {
  keyHash: scalar(1, 'bytes'),
  version: nested(2, Version),
});

export const KVWriteHash = message('KVWriteHash', {
  keyHash: scalar(1, 'bytes'),
  isDelete: scalar(2, 'bool'),
  valueHash: scalar(3, 'bytes'),
  isPurge: scalar(4, 'bool'),
});

export const KVMetadataWriteHash = message('KVMetadataWriteHash', {
  keyHash: scalar(1, 'bytes'),
  entries: nestedList(2, KVMetadataEntry),
});

export const HashedRWSet = message('HashedRWSet', {
  hashedReads: nestedList(1, KVReadHash),
  hashedWrites: nestedList(2, KVWriteHash),
  metadataWrites: nestedList(3, KVMetadataWriteHash),
});
