import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError, isCoded } from '../../errors.js';

const FIRST_PAUSE_MS = 50;
const MAX_PAUSE_MS = 800;

/**
 * Repeats what peers of several organisations disagreed about, until they agree: mostly one of them
 * was a block behind, or in the middle of the block that upgrades the contracts.
 *
 * @throws GatewayError LEDGER_HEIGHTS_DIFFER when they do not agree in time
 */
export async function untilAgreed<T>(ask: () => Promise<T>, withinMs: number): Promise<T> {
  const until = performance.now() + withinMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(MAX_PAUSE_MS, pauseMs * 2)) {
    try {
      return await ask();
    } catch (err) {
      const again = isCoded(err) && err.code === 'LEDGER_HEIGHTS_DIFFER';
      if (!again || performance.now() + pauseMs > until) throw err;
    }
    await sleep(pauseMs);
  }
}

/** As `untilAgreed`, for a transaction: peers that keep disagreeing did not endorse it. */
export async function endorsedTogether<T>(ask: () => Promise<T>, withinMs: number): Promise<T> {
  try {
    return await untilAgreed(ask, withinMs);
  } catch (err) {
    if (!isCoded(err) || err.code !== 'LEDGER_HEIGHTS_DIFFER') throw err;
    throw new GatewayError(
      'ENDORSEMENT_FAILED',
      'The organisations’ peers came to different results and did not endorse the transaction.',
      {},
      { cause: err },
    );
  }
}
