import { randomBytes } from 'node:crypto';
import { headerBytes } from '@shuquan/verifier';
import {
  Block,
  BlockHeader,
  Metadata,
  OrdererBlockMetadata,
  SignatureHeader,
} from '@shuquan/verifier/wire';
import { signP256 } from '../../crypto.js';
import { sha256 } from './bytes.js';
import type { Signer } from './organizations.js';

export interface Head {
  /** Number of the last block. */
  readonly number: number;
  /** Its header hash. */
  readonly hash: Uint8Array;
}

export interface WrittenBlock extends Head {
  /** `common.Block`. */
  readonly bytes: Uint8Array;
}

const EMPTY = new Uint8Array(0);
/** The configuration in force is block 0’s: it never changes here. */
const LAST_CONFIG = OrdererBlockMetadata.encode({ lastConfig: { index: 0n } });

/**
 * The next block, as an orderer makes it and a peer completes it with its flags. The commit hash is
 * left out: it would be a statement of a peer about its own state database.
 */
export function writeBlock(
  before: Head,
  envelopes: readonly Uint8Array[],
  flags: Uint8Array,
  orderer: Signer,
): WrittenBlock {
  const number = before.number + 1;
  const header = {
    number: BigInt(number),
    previousHash: before.hash,
    dataHash: sha256(...envelopes),
  };
  const der = headerBytes(header);
  const signatureHeader = SignatureHeader.encode({
    creator: orderer.bytes,
    nonce: randomBytes(24),
  });
  const signed = Buffer.concat([LAST_CONFIG, signatureHeader, der]);
  const signature = signP256(orderer.key, signed);
  const signatures = Metadata.encode({
    value: LAST_CONFIG,
    signatures: [{ signatureHeader, signature, identifierHeader: EMPTY }],
  });
  const bytes = Block.encode({
    header,
    data: { data: [...envelopes] },
    metadata: { metadata: [signatures, EMPTY, flags, EMPTY, EMPTY] },
  });
  return { number, hash: sha256(der), bytes };
}

/** Number and header hash of stored bytes. */
export function headOf(bytes: Uint8Array): Head & { readonly previousHash: Uint8Array } {
  const { header } = Block.decode(bytes);
  if (header === undefined) throw new Error('a stored block has no header');
  return {
    number: Number(header.number),
    hash: sha256(headerBytes(header)),
    previousHash: header.previousHash,
  };
}

export type { BlockHeader };
