import { message, nested, nestedList, repeated, scalar } from './codec.js';

/** hyperledger/fabric-protos: common/common.proto, common/policies.proto, msp/identities.proto. */

export const BlockHeader = message('BlockHeader', {
  number: scalar(1, 'uint64'),
  previousHash: scalar(2, 'bytes'),
  dataHash: scalar(3, 'bytes'),
});

export const BlockData = message('BlockData', { data: repeated(1, 'bytes') });
export const BlockMetadata = message('BlockMetadata', { metadata: repeated(1, 'bytes') });

export const Block = message('Block', {
  header: nested(1, BlockHeader),
  data: nested(2, BlockData),
  metadata: nested(3, BlockMetadata),
});

/** Places in `BlockMetadata.metadata` (common.proto, BlockMetadataIndex). */
export const metadataIndex = {
  signatures: 0,
  lastConfig: 1,
  transactionsFilter: 2,
  orderer: 3,
  commitHash: 4,
} as const;

export const MetadataSignature = message('MetadataSignature', {
  signatureHeader: scalar(1, 'bytes'),
  signature: scalar(2, 'bytes'),
  identifierHeader: scalar(3, 'bytes'),
});

export const Metadata = message('Metadata', {
  value: scalar(1, 'bytes'),
  signatures: nestedList(2, MetadataSignature),
});

export const LastConfig = message('LastConfig', { index: scalar(1, 'uint64') });

export const OrdererBlockMetadata = message('OrdererBlockMetadata', {
  lastConfig: nested(1, LastConfig),
  consenterMetadata: scalar(2, 'bytes'),
});

export const IdentifierHeader = message('IdentifierHeader', {
  identifier: scalar(1, 'uint32'),
  nonce: scalar(2, 'bytes'),
});

export const Envelope = message('Envelope', {
  payload: scalar(1, 'bytes'),
  signature: scalar(2, 'bytes'),
});

export const Header = message('Header', {
  channelHeader: scalar(1, 'bytes'),
  signatureHeader: scalar(2, 'bytes'),
});

export const Payload = message('Payload', {
  header: nested(1, Header),
  data: scalar(2, 'bytes'),
});

export const Timestamp = message('Timestamp', {
  seconds: scalar(1, 'int64'),
  nanos: scalar(2, 'int32'),
});

/** common.proto, HeaderType. */
export const headerType = {
  message: 0,
  config: 1,
  configUpdate: 2,
  endorserTransaction: 3,
} as const;

export const ChannelHeader = message('ChannelHeader', {
  type: scalar(1, 'int32'),
  version: scalar(2, 'int32'),
  timestamp: nested(3, Timestamp),
  channelId: scalar(4, 'string'),
  txId: scalar(5, 'string'),
  epoch: scalar(6, 'uint64'),
  extension: scalar(7, 'bytes'),
  tlsCertHash: scalar(8, 'bytes'),
});

export const SignatureHeader = message('SignatureHeader', {
  creator: scalar(1, 'bytes'),
  nonce: scalar(2, 'bytes'),
});

export const SerializedIdentity = message('SerializedIdentity', {
  mspId: scalar(1, 'string'),
  idBytes: scalar(2, 'bytes'),
});
