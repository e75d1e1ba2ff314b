import { createHash } from 'node:crypto';
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { copyFile, truncate } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { GatewayError } from '../../errors.js';
import type { BlockFiles } from './block-files.js';
import { decodePlaceOfBlock, endOf, type Position } from './block-place.js';
import { headOf } from './block-writer.js';
import { damaged } from './damage.js';
import { type Database, diskFull, type Operation } from './database.js';
import { blockKey, kind } from './keys.js';
import { closeStore, openStore, type Store, StoreReader } from './store.js';
import { lastBlock } from './tail.js';

const Hex = z.string().regex(/^[0-9a-f]{64}$/);
const Manifest = z.strictObject({
  v: z.literal(1),
  kind: z.literal('shuquan.backup'),
  channel: z.string(),
  /** Number of blocks, and header hash of the last one. */
  height: z.int().min(1),
  hash: Hex,
  /** SHA-256 of every file by its path within the folder. */
  files: z.record(z.string(), Hex),
});
export type BackupManifest = z.infer<typeof Manifest>;

const MANIFEST = 'manifest.json';
const BATCH_BYTES = 4 * 1024 * 1024;
/** Written anew, so nothing deleted or purged comes along; what waits for a signature stays behind. */
const COPIED = [kind.block, kind.transaction, kind.state, kind.hash, kind.private, kind.history];

export interface BackupOptions {
  readonly dataDir: string;
  readonly store: Store;
  readonly target: string;
}

/**
 * Copies a running ledger as of one block: from a snapshot into a new database, with keys,
 * definition and a manifest over all files. The copy holds every private key of the ledger.
 *
 * @returns the manifest
 * @throws GatewayError INPUT_INVALID when the target is not empty, DISK_FULL
 */
export async function backup({ dataDir, store, target }: BackupOptions): Promise<BackupManifest> {
  requireEmpty(target, 'back up into');
  const partial = `${target}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  try {
    const source = join(dataDir, 'ledger');
    for (const name of ['organizations', 'anchors.json', 'definition.json']) {
      cpSync(join(source, name), join(partial, name), { recursive: true });
    }
    const head = await copyStore(store, partial);
    const { channel } = z
      .object({ channel: z.string() })
      .parse(JSON.parse(readFileSync(join(partial, 'anchors.json'), 'utf8')));
    const files = await digests(partial);
    const manifest = { v: 1, kind: 'shuquan.backup', channel, ...head, files } as const;
    writeFileSync(join(partial, MANIFEST), JSON.stringify(manifest, undefined, 2), { flush: true });
    rmSync(target, { recursive: true, force: true });
    renameSync(partial, target);
    return manifest;
  } catch (err) {
    rmSync(partial, { recursive: true, force: true });
    throw diskFull(err, target) ?? err;
  }
}

async function copyStore(
  { database, blocks }: Store,
  folder: string,
): Promise<{ height: number; hash: string }> {
  const snapshot = database.snapshot();
  try {
    const copy = await openStore(folder);
    try {
      for (const prefix of COPIED) await copyPart(database, copy.database, prefix, snapshot);
      // Into sorted tables: the log would hold everything once more.
      await copy.database.compactRange(Buffer.of(0), Buffer.of(0xff));
      const last = (await lastBlock(copy.database)) ?? 0;
      const place = decodePlaceOfBlock(await copy.database.get(blockKey(last)));
      if (place === undefined) throw damaged(blocks.folder, last);
      await copyBlocks(blocks, copy.blocks, endOf(place));
      const { hash } = headOf(new StoreReader(copy).block(last) ?? Buffer.alloc(0));
      return { height: last + 1, hash: Buffer.from(hash).toString('hex') };
    } finally {
      await closeStore(copy);
    }
  } finally {
    await snapshot.close();
  }
}

/** Up to where the snapshot ends: blocks written since stand behind, and nothing before changes. */
async function copyBlocks(from: BlockFiles, to: BlockFiles, end: Position): Promise<void> {
  for (let file = 0; file <= end.file; file += 1) {
    await copyFile(from.pathOf(file), to.pathOf(file));
  }
  await truncate(to.pathOf(end.file), end.offset);
}

async function copyPart(
  from: Database,
  to: Database,
  prefix: string,
  snapshot: ReturnType<Database['snapshot']>,
): Promise<void> {
  const end = Buffer.of(prefix.charCodeAt(0) + 1);
  let batch: Operation[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    await to.batch(batch, { sync: true });
    [batch, bytes] = [[], 0];
  };
  for await (const [key, value] of from.iterator({ gte: Buffer.from(prefix), lt: end, snapshot })) {
    batch.push({ type: 'put', key, value });
    bytes += key.length + value.length;
    if (bytes > BATCH_BYTES) await flush();
  }
  if (batch.length > 0) await flush();
}

/**
 * Puts a backup into an empty data folder, after every file was held against the manifest.
 *
 * @throws GatewayError INPUT_INVALID when the target is not empty, LEDGER_DAMAGED naming the file
 */
export async function restore(backupDir: string, dataDir: string): Promise<BackupManifest> {
  const manifest = readManifest(backupDir);
  requireEmpty(dataDir, 'restore into');
  const found = await digests(backupDir);
  for (const name of new Set([...Object.keys(manifest.files), ...Object.keys(found)])) {
    if (manifest.files[name] === found[name]) continue;
    const text = `${name} of the backup is not what its manifest says. Use another backup.`;
    throw new GatewayError('LEDGER_DAMAGED', text, { folder: backupDir, file: name });
  }
  const target = join(dataDir, 'ledger');
  const partial = `${target}.partial`;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    cpSync(backupDir, partial, {
      recursive: true,
      filter: (file) => relative(backupDir, file) !== MANIFEST,
    });
    renameSync(partial, target);
  } catch (err) {
    rmSync(partial, { recursive: true, force: true });
    throw diskFull(err, dataDir) ?? err;
  }
  return manifest;
}

function readManifest(folder: string): BackupManifest {
  const file = join(folder, MANIFEST);
  try {
    return Manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const text = `${folder} is not a whole backup: ${MANIFEST} is missing or can not be read.`;
    throw new GatewayError('LEDGER_DAMAGED', text, { folder }, { cause });
  }
}

function requireEmpty(folder: string, what: string): void {
  if (!existsSync(folder)) return;
  if (statSync(folder).isDirectory() && readdirSync(folder).length === 0) return;
  const text = `${folder} is not empty. Name an empty or new folder to ${what}.`;
  throw new GatewayError('INPUT_INVALID', text, { folder });
}

/** SHA-256 of every file but the manifest, by path with `/`. */
async function digests(folder: string): Promise<Record<string, string>> {
  const out: Record<string, string> = {};
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  for (const name of names) {
    const file = join(folder, name);
    if (!statSync(file).isFile() || name === MANIFEST) continue;
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    out[join(dirname(name), basename(name)).split(sep).join('/')] = hash.digest('hex');
  }
  return out;
}
