import { type BeaconStatement, millis } from '@shuquan/chaincode/model';
import { headerHash } from '@shuquan/verifier';
import { Block as BlockMessage } from '@shuquan/verifier/wire';
import { nodeCrypto } from '../crypto.js';
import type { Ledger } from '../ledger/port.js';

export interface Judgement {
  readonly ledger: Pick<Ledger, 'blocks'>;
  readonly latest: BeaconStatement | undefined;
  /** Number of the block that carries the statement. */
  readonly block: bigint;
  readonly now: number;
  readonly skewMs: number;
  readonly signal: AbortSignal;
}

/**
 * Why a witness does not confirm another’s statement, or `undefined` if it is true as far as this
 * witness can see: by its own clock, and by the chain as its own peer tells it.
 */
export async function faultOf(
  statement: BeaconStatement,
  judgement: Judgement,
): Promise<string | undefined> {
  const { block, now, skewMs, latest } = judgement;
  const off = Math.abs(now - millis(statement.time));
  if (off > skewMs) return `its time is ${String(off)} ms away from this clock`;
  if (latest !== undefined && statement.time <= latest.time) return 'its time does not grow';
  if (latest !== undefined && statement.height <= latest.height) return 'its height does not grow';
  // The statement was ordered into this block, so it can have seen none from here on.
  if (BigInt(statement.height) > block) return 'its height lies ahead of the ledger';
  const hash = await hashAt(statement.height, judgement);
  return hash === statement.headerHash ? undefined : 'its header hash is not that of this chain';
}

/** Header hash of the last of `height` blocks, hex. */
async function hashAt(height: number, { ledger, signal }: Judgement): Promise<string | undefined> {
  for await (const { bytes } of ledger.blocks(BigInt(height) - 1n, signal)) {
    const { header } = BlockMessage.decode(bytes);
    return header && Buffer.from(headerHash(header, nodeCrypto)).toString('hex');
  }
  return undefined;
}
