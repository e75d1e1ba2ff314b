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
    const block = chain.block(number);
    // Looking and waiting happen in one turn, so no commit is missed in between.
    if (block === undefined) {
      await chain.committed(signal);
    } else {
      yield block;
      number += 1;
    }
  }
}
