import { useCallback, useRef } from 'react';

/** A piece of work that says what becomes of it; whoever is not heard any more has been aborted. */
export type Job<T> = (signal: AbortSignal) => Promise<T>;

export interface Running<T> {
  readonly start: (job: Job<T>) => void;
  readonly stop: () => void;
}

/** One piece of work at a time: a new one ends the one before, and what that still says is not heard. */
export function useWork<T>(
  onDone: (outcome: T) => void,
  onFailed: (err: unknown) => void,
): Running<T> {
  const running = useRef(new AbortController());
  const stop = useCallback(() => {
    running.current.abort();
  }, []);
  const start = (job: Job<T>): void => {
    stop();
    running.current = new AbortController();
    const { signal } = running.current;
    job(signal).then(
      (outcome) => {
        if (!signal.aborted) onDone(outcome);
      },
      (err: unknown) => {
        if (!signal.aborted) onFailed(err);
      },
    );
  };
  return { start, stop };
}
