import { createHash } from 'node:crypto';

/**
 * The header hash of block 0: SHA-256 of the DER of (number, previous hash, data hash), which the
 * next block's header repeats. Block 0 is number 0 with an empty previous hash.
 *
 * @param block - `common.Block` bytes as configtxgen writes them
 */
export function genesisHash(block: Uint8Array): string {
  // protobuf: Block.header = 1, BlockHeader.data_hash = 3; zero and empty fields are not written.
  const [tag, length, hashTag, hashLength] = block;
  if (tag !== 0x0a || length !== 34 || hashTag !== 0x1a || hashLength !== 32) {
    throw new TypeError('These are not the bytes of a block 0 made by configtxgen.');
  }
  const der = Buffer.concat([
    Buffer.from([0x30, 39, 0x02, 1, 0, 0x04, 0, 0x04, 32]),
    block.subarray(4, 36),
  ]);
  return createHash('sha256').update(der).digest('hex');
}
