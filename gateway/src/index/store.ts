import { Level } from 'level';
import { GatewayError } from '../errors.js';

export type Database = Level<string, unknown>;
export type Snapshot = ReturnType<Database['snapshot']>;

/**
 * Opens a folder of JSON rows, and makes it where there is none.
 *
 * @throws GatewayError LEDGER_LOCKED, LEDGER_DAMAGED
 */
export async function openStore(dir: string): Promise<Database> {
  const db: Database = new Level<string, unknown>(dir, { valueEncoding: 'json' });
  try {
    await db.open();
    return db;
  } catch (err) {
    throw faultOf(dir, err);
  }
}

function faultOf(dir: string, err: unknown): unknown {
  const cause = (err as { cause?: { code?: unknown } }).cause;
  if (cause?.code === 'LEVEL_LOCKED') {
    return new GatewayError(
      'LEDGER_LOCKED',
      `Another process uses ${dir}. Stop it, or set another DATA_DIR.`,
      { dir },
      { cause: err },
    );
  }
  if (cause?.code === 'LEVEL_CORRUPTION') {
    return new GatewayError(
      'LEDGER_DAMAGED',
      `${dir} is damaged. Its rows can be made anew from the blocks: remove it and start again.`,
      { dir },
      { cause: err },
    );
  }
  return err;
}
