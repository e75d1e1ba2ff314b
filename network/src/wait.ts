import { setTimeout as sleep } from 'node:timers/promises';
import { NetworkFailure } from './failure.js';

export interface Waiting {
  /** "orderer1 to answer on its health port" */
  readonly what: string;
  readonly withinMs: number;
  readonly everyMs?: number;
  readonly log?: string;
  /** Ends the wait early, with a reason, when it has become hopeless. */
  readonly hopeless?: () => string | undefined;
}

/** Asks until the answer is true. @throws NetworkFailure STEP_FAILED with the last reason heard */
export async function until(ask: () => Promise<boolean>, waiting: Waiting): Promise<void> {
  const deadline = Date.now() + waiting.withinMs;
  let reason = '';
  for (;;) {
    try {
      if (await ask()) return;
    } catch (err) {
      reason = err instanceof Error ? err.message : String(err);
    }
    const hopeless = waiting.hopeless?.();
    if (hopeless !== undefined) throw givenUp(waiting, hopeless, reason);
    if (Date.now() > deadline) {
      throw givenUp(waiting, `waited ${String(waiting.withinMs / 1000)} s`, reason);
    }
    await sleep(waiting.everyMs ?? 150);
  }
}

function givenUp({ what, log }: Waiting, why: string, reason: string): NetworkFailure {
  const last = reason === '' ? '' : ` Last answer: ${reason}`;
  return new NetworkFailure(
    'STEP_FAILED',
    `Gave up on ${what}: ${why}.${last}`,
    log === undefined ? {} : { log },
  );
}
