import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '../../errors.js';
import { Collections } from './collections.js';
import { comparePrivate, compareStores } from './compare.js';
import type { LedgerDefinition } from './definition.js';
import type { Difference } from './difference.js';
import { lostBlock } from './high-water.js';
import { checksumOf, decodePlaceOfBlock, endOf, follows, type Position } from './block-place.js';
import { START } from './block-files.js';
import { behind, kind } from './keys.js';
import { type Counts, Replay } from './replay.js';
import { closeStore, openStore, type Store, StoreReader } from './store.js';

export type { Difference } from './difference.js';

export interface FsckReport extends Readonly<Counts> {
  /** No difference was found. */
  readonly ok: boolean;
  readonly difference?: Difference;
  /** Header hash of the last block, hex: compare it with a beacon or another copy. */
  readonly hash: string;
}

export interface FsckProgress {
  readonly phase: 'blocks' | 'state' | 'private';
  readonly blocks: number;
}

/**
 * Replays a closed ledger from block 0: hashes, signatures, validation codes and all that is
 * stored beside the blocks. Stops at the first difference. Changes nothing.
 *
 * @throws GatewayError LEDGER_LOCKED, LEDGER_DAMAGED when there is no ledger to check
 */
export async function fsck(
  dataDir: string,
  onProgress: (progress: FsckProgress) => void = () => undefined,
): Promise<FsckReport> {
  const folder = join(dataDir, 'ledger');
  const anchors = required(join(folder, 'anchors.json'));
  const definition = JSON.parse(required(join(folder, 'definition.json'))) as LedgerDefinition;
  const stored = await openStore(folder);
  // Beside the ledger, where there is room of the same kind.
  const scratch = mkdtempSync(join(folder, 'fsck-'));
  try {
    const rebuilt = await openStore(scratch);
    try {
      const replay = new Replay(rebuilt, anchors, definition);
      const bench = { stored, rebuilt, replay, definition, onProgress };
      const difference = (await run(bench)) ?? acknowledged(folder, stored);
      const ok = difference === undefined;
      return { ok, ...replay.counts, hash: replay.hash, ...(ok ? {} : { difference }) };
    } finally {
      await closeStore(rebuilt);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    await closeStore(stored);
  }
}

/** A chain that lost its end is whole, only shorter; the mark beside it tells. */
function acknowledged(folder: string, stored: Store): Difference | undefined {
  const block = lostBlock(folder, new StoreReader(stored));
  if (block === undefined) return undefined;
  return {
    kind: 'block',
    block,
    detail: `Block ${block} was acknowledged and is not here any more. Restore a backup.`,
  };
}

function required(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8');
  throw new GatewayError('LEDGER_DAMAGED', `There is no ledger: ${file} is missing.`, { file });
}

interface Bench {
  readonly stored: Store;
  readonly rebuilt: Store;
  readonly replay: Replay;
  readonly definition: LedgerDefinition;
  readonly onProgress: (progress: FsckProgress) => void;
}

async function run(bench: Bench): Promise<Difference | undefined> {
  const { stored, rebuilt, replay, definition, onProgress } = bench;
  try {
    const inBlocks = await replayAll(bench);
    if (inBlocks !== undefined) return inBlocks;
    onProgress({ phase: 'state', blocks: replay.counts.blocks });
    const inState = await compareStores(stored.database, rebuilt.database);
    if (inState !== undefined) return inState;
    onProgress({ phase: 'private', blocks: replay.counts.blocks });
    const names = definition.organizations.map(({ mspId }) => mspId);
    const stores = definition.organizations.flatMap((each) => (each.hasPeer ? [each.mspId] : []));
    return await comparePrivate(
      stored.database,
      new Collections(definition.collections, names),
      stores,
    );
  } catch (err) {
    if (!isCorruption(err)) throw err;
    return { kind: 'database', detail: `The database can not be read: ${err.message}` };
  }
}

async function replayAll(bench: Bench): Promise<Difference | undefined> {
  const range = { gte: Buffer.from(kind.block), lt: behind(Buffer.from(kind.block)) };
  let [next, end] = [0, START];
  for await (const [key, entry] of bench.stored.database.iterator(range)) {
    if (key.readUIntBE(1, 6) !== next) return differs(next, 'is missing.');
    const found = await replayOne(bench, next, entry, end);
    if ('kind' in found) return found;
    end = found;
    next += 1;
    bench.onProgress({ phase: 'blocks', blocks: next });
  }
  return next > 0 ? undefined : { kind: 'genesis', block: 0, detail: 'There is no block 0.' };
}

/** @returns where the block ends */
async function replayOne(
  { stored: { blocks }, replay }: Bench,
  number: number,
  entry: Buffer,
  before: Position,
): Promise<Difference | Position> {
  const place = decodePlaceOfBlock(entry);
  if (place === undefined || !follows(place, before)) {
    return differs(number, 'does not stand where the block before it ends.');
  }
  const bytes = blocks.raw(place);
  if (bytes === undefined) return differs(number, `is not in ${blocks.pathOf(place.file)}.`);
  const found = await replay.add(number, bytes);
  if (found !== undefined) return found;
  if (checksumOf(bytes) !== place.checksum) return differs(number, 'has another checksum.');
  return endOf(place);
}

const differs = (block: number, what: string): Difference => ({
  kind: block === 0 ? 'genesis' : 'block',
  block,
  detail: `Block ${String(block)} ${what}`,
});

function isCorruption(err: unknown): err is Error {
  for (let each = err; each instanceof Error; each = each.cause) {
    if ((each as { code?: string }).code === 'LEVEL_CORRUPTION') return true;
    if (/corrupt/i.test(each.message)) return true;
  }
  return false;
}
