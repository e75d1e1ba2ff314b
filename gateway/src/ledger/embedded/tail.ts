import { GatewayError } from '../../errors.js';
import { type Head, headOf } from './block-writer.js';
import { kind } from './keys.js';
import { type Database, StoreReader, WRITE_BUFFER } from './store.js';

/** Number of the last block. */
export async function lastBlock(database: Database): Promise<number | undefined> {
  const range = { gte: Buffer.from(kind.block), lt: Buffer.from('C'), reverse: true, limit: 1 };
  for await (const key of database.keys(range)) return key.readUIntBE(1, 6);
  return undefined;
}

/**
 * The head, after a look at what a crash can have harmed: LevelDB drops a damaged record of its log
 * without a word, and everything in that log is at most one write buffer old. So the chain must
 * hold over the last blocks of twice that size. What lies further back is for `fsck`.
 *
 * @throws GatewayError LEDGER_DAMAGED naming the first block that is missing or does not fit
 */
export async function checkTail(database: Database, folder: string): Promise<Head> {
  const reader = new StoreReader(database);
  const last = await lastBlock(database);
  let above: Linked | undefined;
  let head: Head | undefined;
  let bytes = 0;
  for (let number = last ?? 0; number >= 0 && bytes < 2 * WRITE_BUFFER; number -= 1) {
    const block = reader.block(number) ?? Buffer.alloc(0);
    const found = linked(block, number, above);
    if (found === undefined) throw damaged(folder, number);
    above = found;
    head ??= found;
    bytes += block.length;
  }
  if (head === undefined) throw damaged(folder, 0);
  return { number: head.number, hash: head.hash };
}

type Linked = ReturnType<typeof headOf>;

/** The head that a stored block is, if it is this one and the block above it follows from it. */
function linked(block: Buffer, number: number, above: Linked | undefined): Linked | undefined {
  try {
    const found = headOf(block);
    const fits = above === undefined || Buffer.compare(above.previousHash, found.hash) === 0;
    return fits && found.number === number ? found : undefined;
  } catch {
    return undefined;
  }
}

/** The first block that is missing or does not fit. */
export const damaged = (folder: string, block: number): GatewayError =>
  new GatewayError(
    'LEDGER_DAMAGED',
    `Block ${String(block)} in ${folder} is missing or damaged. Run fsck, and restore a backup.`,
    { folder, block },
  );
