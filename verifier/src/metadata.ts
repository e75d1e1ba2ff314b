import {
  LastConfig,
  Metadata,
  metadataIndex,
  OrdererBlockMetadata,
  type BlockHeader,
  type MetadataSignature,
} from './wire/block.js';
import { WireError, type Decoded } from './wire/codec.js';

/** A run of bytes that no signature covers: from `from` up to, not including, `to`. */
export interface UnsignedRange {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface BlockMetadataParts {
  /** What orderers signed, before their header and the block's. */
  readonly value: Uint8Array;
  readonly signatures: readonly Decoded<typeof MetadataSignature>[];
  /** Number of the configuration block in force. */
  readonly lastConfig: bigint;
  /** One validation code per transaction; `undefined` from an orderer, which writes none. */
  readonly flags: Uint8Array | undefined;
  readonly commitHash: Uint8Array | undefined;
  readonly unsigned: readonly UnsignedRange[];
}

const EMPTY = new Uint8Array(0);

/**
 * Reads the metadata of a block. Copies of signed values are required to equal them, so that what
 * remains unsigned is exactly what is named.
 *
 * @throws WireError
 */
export function readMetadata(
  block: Uint8Array,
  metadata: readonly Uint8Array[],
  header: Decoded<typeof BlockHeader>,
  transactions: number,
): BlockMetadataParts {
  if (metadata.length > 5) throw new WireError('block metadata: more than five entries');
  const entry = (index: keyof typeof metadataIndex): Uint8Array =>
    metadata[metadataIndex[index]] ?? EMPTY;
  const { value, signatures } = Metadata.decode(entry('signatures'));
  const lastConfig = OrdererBlockMetadata.decode(value).lastConfig?.index;
  requireLastConfig(entry('lastConfig'), lastConfig, header.number);
  const flags = entry('transactionsFilter');
  if (flags.length > 0 && flags.length !== transactions) {
    throw new WireError('block metadata: not one validation flag per transaction');
  }
  // Written by orderers before 2.0 only; its frame must still be the one encoding.
  const unused = unsignedValue(entry('orderer'));
  const commitHash = unsignedValue(entry('commitHash'));
  return {
    value,
    signatures,
    lastConfig: lastConfig ?? 0n,
    flags: present(flags),
    commitHash: present(commitHash),
    unsigned: [
      rangeOf('block metadata: validation flags', block, flags),
      rangeOf('block metadata: orderer (no longer used)', block, unused),
      rangeOf('block metadata: commit hash', block, commitHash),
      // Block 0 is pinned by its header hash and nobody signs it.
      header.number === 0n ? rangeOf('block metadata: orderer value of block 0', block, value) : [],
    ].flat(),
  };
}

const present = (bytes: Uint8Array): Uint8Array | undefined =>
  bytes.length > 0 ? bytes : undefined;

function unsignedValue(entry: Uint8Array): Uint8Array {
  const { value, signatures } = Metadata.decode(entry);
  if (signatures.length > 0) throw new WireError('block metadata: a signature nobody asks for');
  return value;
}

function requireLastConfig(copy: Uint8Array, signed: bigint | undefined, number: bigint): void {
  if (signed !== undefined && signed > number) {
    throw new WireError('block metadata: the last configuration lies ahead');
  }
  if (copy.length === 0) return;
  const { value, signatures } = Metadata.decode(copy);
  if (signatures.length > 0 || LastConfig.decode(value).index !== signed) {
    throw new WireError('block metadata: the two last configurations differ');
  }
}

function rangeOf(name: string, block: Uint8Array, part: Uint8Array): UnsignedRange[] {
  if (part.length === 0) return [];
  const from = part.byteOffset - block.byteOffset;
  return [{ name, from, to: from + part.length }];
}

/** peer/transaction.proto, TxValidationCode: what a peer may have found. */
const flagNames: Readonly<Record<number, string>> = {
  0: 'VALID',
  1: 'NIL_ENVELOPE',
  2: 'BAD_PAYLOAD',
  3: 'BAD_COMMON_HEADER',
  4: 'BAD_CREATOR_SIGNATURE',
  5: 'INVALID_ENDORSER_TRANSACTION',
  6: 'INVALID_CONFIG_TRANSACTION',
  7: 'UNSUPPORTED_TX_PAYLOAD',
  8: 'BAD_PROPOSAL_TXID',
  9: 'DUPLICATE_TXID',
  10: 'ENDORSEMENT_POLICY_FAILURE',
  11: 'MVCC_READ_CONFLICT',
  12: 'PHANTOM_READ_CONFLICT',
  13: 'UNKNOWN_TX_TYPE',
  14: 'TARGET_CHAIN_NOT_FOUND',
  15: 'MARSHAL_TX_ERROR',
  16: 'NIL_TXACTION',
  17: 'EXPIRED_CHAINCODE',
  18: 'CHAINCODE_VERSION_CONFLICT',
  19: 'BAD_HEADER_EXTENSION',
  20: 'BAD_CHANNEL_HEADER',
  21: 'BAD_RESPONSE_PAYLOAD',
  22: 'BAD_RWSET',
  23: 'ILLEGAL_WRITESET',
  24: 'INVALID_WRITESET',
  25: 'INVALID_CHAINCODE',
  254: 'NOT_VALIDATED',
  255: 'INVALID_OTHER_REASON',
};

export const flagName = (flag: number): string => flagNames[flag] ?? `CODE_${String(flag)}`;
