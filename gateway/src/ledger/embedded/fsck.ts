import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '../../errors.js';
import { Collections } from './collections.js';
import { comparePrivate, compareStores } from './compare.js';
import type { LedgerDefinition } from './definition.js';
import type { Difference } from './difference.js';
import { lostBlock } from './high-water.js';
import { kind } from './keys.js';
import { type Counts, Replay } from './replay.js';
import { type Database, openDatabase, StoreReader } from './store.js';

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
  const stored = await openDatabase(join(folder, 'db'));
  // Beside the ledger, where there is room of the same kind.
  const scratch = mkdtempSync(join(folder, 'fsck-'));
  try {
    const rebuilt = await openDatabase(scratch);
    try {
      const replay = new Replay(rebuilt, anchors, definition);
      const bench = { stored, rebuilt, replay, definition, onProgress };
      const difference = (await run(bench)) ?? acknowledged(folder, stored);
      const ok = difference === undefined;
      return { ok, ...replay.counts, hash: replay.hash, ...(ok ? {} : { difference }) };
    } finally {
      await rebuilt.close();
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    await stored.close();
  }
}

/** A chain that lost its end is whole, only shorter; the mark beside it tells. */
function acknowledged(folder: string, stored: Database): Difference | undefined {
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
  readonly stored: Database;
  readonly rebuilt: Database;
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
    const inState = await compareStores(stored, rebuilt);
    if (inState !== undefined) return inState;
    onProgress({ phase: 'private', blocks: replay.counts.blocks });
    const names = definition.organizations.map(({ mspId }) => mspId);
    const stores = definition.organizations.flatMap((each) => (each.hasPeer ? [each.mspId] : []));
    return await comparePrivate(stored, new Collections(definition.collections, names), stores);
  } catch (err) {
    if (!isCorruption(err)) throw err;
    return { kind: 'database', detail: `The database can not be read: ${err.message}` };
  }
}

async function replayAll({ stored, replay, onProgress }: Bench): Promise<Difference | undefined> {
  let next = 0;
  const range = { gte: Buffer.from(kind.block), lt: Buffer.from('C') };
  for await (const [key, bytes] of stored.iterator(range)) {
    const number = key.readUIntBE(1, 6);
    if (number !== next) {
      const detail = `Block ${String(next)} is missing.`;
      return { kind: 'block', block: next, detail };
    }
    const found = await replay.add(number, bytes);
    if (found !== undefined) return found;
    next += 1;
    onProgress({ phase: 'blocks', blocks: next });
  }
  return next > 0 ? undefined : { kind: 'genesis', block: 0, detail: 'There is no block 0.' };
}

function isCorruption(err: unknown): err is Error {
  for (let each = err; each instanceof Error; each = each.cause) {
    if ((each as { code?: string }).code === 'LEVEL_CORRUPTION') return true;
    if (/corrupt/i.test(each.message)) return true;
  }
  return false;
}
