import { GatewayError } from '../errors.js';
import type { Clock } from '../witness/clock.js';

export interface CallLimits {
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Gives up waiting. */
  readonly signal: AbortSignal;
}

/**
 * A call to another system that ends in time: with what it answers, or when `timeoutMs` are over,
 * or when `signal` aborts, even if the callee does not listen to the signal it is given.
 *
 * @throws GatewayError NATIONAL_UNAVAILABLE
 */
export async function callWithin<T>(
  act: (signal: AbortSignal) => Promise<T>,
  { timeoutMs, clock, signal }: CallLimits,
): Promise<T> {
  const giving = new AbortController();
  const giveUp = (why: string) => (): void => {
    giving.abort(new GatewayError('NATIONAL_UNAVAILABLE', why));
  };
  const stop = giveUp('The gateway is closing.');
  const given = new Promise<never>((_, reject) => {
    giving.signal.addEventListener('abort', () => {
      reject(giving.signal.reason as Error);
    });
  });
  given.catch(() => undefined);
  const cancel = clock.after(timeoutMs, giveUp('The national system does not answer in time.'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (signal.aborted) stop();
    giving.signal.throwIfAborted();
    return await Promise.race([act(giving.signal), given]);
  } finally {
    cancel();
    signal.removeEventListener('abort', stop);
  }
}
