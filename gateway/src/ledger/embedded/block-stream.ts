import type { Block } from '../port.js';

interface Chain {
  block(number: number): Block | undefined;
  /** Resolves at the next commit, or when the signal aborts. */
  committed(signal: AbortSignal): Promise<void>;
}

/** Every block from a number on, in order; waits for new ones until the signal aborts. */
export async function* follow(
  chain: Chain,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<Block> {
  for (let number = from; !signal.aborted;) {
    // Before looking, so that a commit in between is not missed.
    const next = chain.committed(signal);
    const block = chain.block(number);
    if (block === undefined) {
      await next;
    } else {
      yield block;
      number += 1;
    }
  }
}
