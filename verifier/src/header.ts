import type { Crypto } from './crypto.js';
import { encodeTlv, encodeUnsigned, tag } from './der.js';

export interface BlockHeaderValue {
  readonly number: bigint;
  readonly previousHash: Uint8Array;
  readonly dataHash: Uint8Array;
}

/** What orderers sign and the next block names: DER, not protobuf (protoutil, BlockHeaderBytes). */
export function headerBytes({ number, previousHash, dataHash }: BlockHeaderValue): Uint8Array {
  return encodeTlv(
    tag.sequence,
    encodeUnsigned(number),
    encodeTlv(tag.octetString, previousHash),
    encodeTlv(tag.octetString, dataHash),
  );
}

/** SHA-256 of the DER header; 32 bytes. */
export function headerHash(header: BlockHeaderValue, crypto: Pick<Crypto, 'sha256'>): Uint8Array {
  return crypto.sha256(headerBytes(header));
}
