import { GatewayError } from '../../errors.js';

/** The first block that is missing or does not fit. */
export const damaged = (folder: string, block: number): GatewayError =>
  new GatewayError(
    'LEDGER_DAMAGED',
    `Block ${String(block)} in ${folder} is missing or damaged. Run fsck, and restore a backup.`,
    { folder, block },
  );
