import { Level } from 'level';
import { GatewayError } from '../../errors.js';
import { isDiskFull } from '../../files.js';

/** `compactRange` is there in Node, where the database is classic-level. */
export type Database = Level<Buffer, Buffer> & {
  compactRange(start: Buffer, end: Buffer): Promise<void>;
};
export type Snapshot = ReturnType<Database['snapshot']>;
export type Operation =
  | { readonly type: 'put'; readonly key: Buffer; readonly value: Buffer }
  | { readonly type: 'del'; readonly key: Buffer };

/**
 * Bounds what a crash can leave behind a lost record: see `checkTail`. With twice as much as 16 MB
 * compaction writes a quarter less; with four times as much hardly less again, but memory grows.
 */
export const WRITE_BUFFER = 32 * 1024 * 1024;
/** Only for what can not be mapped: mapped tables that are not compressed need none. */
const CACHE = 32 * 1024 * 1024;

/** Opens the database of a folder. @throws GatewayError LEDGER_LOCKED, LEDGER_DAMAGED, DISK_FULL */
export async function openDatabase(folder: string): Promise<Database> {
  const database = new Level(folder, {
    keyEncoding: 'buffer',
    valueEncoding: 'buffer',
    cacheSize: CACHE,
    writeBufferSize: WRITE_BUFFER,
    // Most of it is digests: half the room is not worth a fifth more CPU.
    compression: false,
  }) as unknown as Database;
  try {
    await database.open();
  } catch (cause) {
    throw openFault(folder, cause);
  }
  return database;
}

/**
 * Everything or nothing, and on the disk when it resolves. A chained batch takes a sixth of the time
 * that the same operations take as an array, which is copied and completed object by object.
 */
export async function commit(database: Database, operations: readonly Operation[]): Promise<void> {
  const batch = database.batch();
  for (const operation of operations) {
    if (operation.type === 'put') batch.put(operation.key, operation.value);
    else batch.del(operation.key);
  }
  await batch.write({ sync: true });
}

function openFault(folder: string, error: unknown): unknown {
  const { cause = error } = error as { cause?: unknown };
  const { code, message = '' } = cause as { code?: string; message?: string };
  const options = { cause: error };
  if (code === 'LEVEL_LOCKED') {
    const text = `Another process uses ${folder}. Stop it, or name another data folder.`;
    return new GatewayError('LEDGER_LOCKED', text, { folder }, options);
  }
  if (code === 'LEVEL_CORRUPTION' || /corrupt/i.test(message)) {
    const text = `The database in ${folder} is damaged. Restore a backup.`;
    return new GatewayError('LEDGER_DAMAGED', text, { folder }, options);
  }
  return diskFull(error, folder) ?? error;
}

/** DISK_FULL where the operating system said so. */
export function diskFull(error: unknown, folder: string): GatewayError | undefined {
  if (!isDiskFull(error)) return undefined;
  const text = `There is no room left on the disk of ${folder}. Free some and start again.`;
  return new GatewayError('DISK_FULL', text, { folder }, { cause: error });
}
