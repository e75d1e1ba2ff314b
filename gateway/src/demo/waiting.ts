import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 250;

/** Asks again until there is an answer, at most for `patienceMs`. */
export async function eventually<T>(
  ask: () => Promise<T | undefined>,
  patienceMs: number,
): Promise<T | undefined> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || performance.now() > deadline) return answer;
    await sleep(PAUSE_MS);
  }
}
