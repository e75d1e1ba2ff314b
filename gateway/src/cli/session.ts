import { type Config, readConfig } from '../config.js';
import { type OpenedLedger, openLedger } from '../ledger/open.js';
import type { Io } from './io.js';

/** The configuration of the environment, with what the command line puts above it. */
export function configOf({ env }: Io, { ledger }: { ledger?: string | undefined }): Config {
  return readConfig({ ...env, ...(ledger === undefined ? {} : { LEDGER: ledger }) });
}

/** Opens the ledger, works with it, and closes it whatever happens. */
export async function withLedger<T>(
  io: Io,
  options: { ledger?: string | undefined },
  work: (opened: OpenedLedger) => Promise<T>,
): Promise<T> {
  const { ledger, dataDir, networkDir } = configOf(io, options);
  const opened = await openLedger({ ledger, dataDir, networkDir });
  try {
    return await work(opened);
  } finally {
    await opened.ledger.close();
  }
}
