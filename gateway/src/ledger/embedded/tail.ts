import type { BlockFiles } from './block-files.js';
import { type Head, headOf } from './block-writer.js';
import {
  type BlockPlace,
  decodePlaceOfBlock,
  endOf,
  follows,
  type Position,
} from './block-place.js';
import { damaged } from './damage.js';
import { type Database, WRITE_BUFFER } from './database.js';
import { behind, kind } from './keys.js';
import type { Store } from './store.js';

const BLOCKS = { gte: Buffer.from(kind.block), lt: behind(Buffer.from(kind.block)) };
/** Of the last blocks so many bytes are read, and their chain is held together. */
const READ_BYTES = 8 * 1024 * 1024;

/** Number of the last block. */
export async function lastBlock(database: Database): Promise<number | undefined> {
  for await (const key of database.keys({ ...BLOCKS, reverse: true, limit: 1 })) {
    return key.readUIntBE(1, 6);
  }
  return undefined;
}

export interface Tail {
  readonly head: Head;
  /** Where the bytes of the last block end. */
  readonly end: Position;
}

/**
 * The head, after a look at what a crash can have harmed: LevelDB drops a damaged record of its log
 * without a word, and everything in that log is at most one write buffer old. So the batches of
 * the last blocks, up to twice that size, must all be there. What lies further back is for `fsck`.
 *
 * @throws GatewayError LEDGER_DAMAGED naming the first block that is missing or does not fit
 */
export async function checkTail({ database, blocks }: Store, folder: string): Promise<Tail> {
  let next = (await lastBlock(database)) ?? 0;
  const walk = new Walk(blocks);
  for await (const [key, entry] of database.iterator({ ...BLOCKS, reverse: true })) {
    if (key.readUIntBE(1, 6) !== next || !walk.back(next, entry)) throw damaged(folder, next);
    next -= 1;
    if (walk.farEnough) break;
  }
  const { tail } = walk;
  if (tail === undefined || (next >= 0 && !walk.farEnough)) throw damaged(folder, next);
  return tail;
}

/** From the last block backwards. */
class Walk {
  tail: Tail | undefined;
  readonly #blocks: BlockFiles;
  #above: { readonly place: BlockPlace; readonly head: Linked | undefined } | undefined;
  #written = 0;
  #read = 0;

  constructor(blocks: BlockFiles) {
    this.#blocks = blocks;
  }

  get farEnough(): boolean {
    return this.#written > 2 * WRITE_BUFFER;
  }

  /** @returns false when the block does not fit below the one above it */
  back(number: number, entry: Buffer): boolean {
    const place = decodePlaceOfBlock(entry);
    if (place === undefined || !this.#endsBelow(place)) return false;
    let head: Linked | undefined;
    if (this.#read < READ_BYTES) {
      head = linked(this.#blocks.read(place), number, this.#above?.head);
      if (head === undefined) return false;
      this.tail ??= { head: { number, hash: head.hash }, end: endOf(place) };
    }
    this.#above = { place, head };
    this.#read += place.length;
    this.#written += place.written;
    return true;
  }

  #endsBelow(place: BlockPlace): boolean {
    return this.#above === undefined || follows(this.#above.place, endOf(place));
  }
}

type Linked = ReturnType<typeof headOf>;
/** The head that a stored block is, if it is this one and the block above it follows from it. */
function linked(
  block: Buffer | undefined,
  number: number,
  above: Linked | undefined,
): Linked | undefined {
  try {
    const found = block && headOf(block);
    if (found?.number !== number) return undefined;
    const fits = above === undefined || Buffer.compare(above.previousHash, found.hash) === 0;
    return fits ? found : undefined;
  } catch {
    return undefined;
  }
}
