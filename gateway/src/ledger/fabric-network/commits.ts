import type { SdkBlockEvent, SdkTransactionEvent } from './sdk.js';

/** What a peer said of a transaction in a block. */
export interface Commit {
  readonly block: bigint;
  /** Name of the validation code (peer/transaction.proto). */
  readonly status: string;
}

/** Who waits for which transaction, fed by one stream of filtered blocks. */
export class Commits {
  readonly #waiting = new Map<string, (commit: Commit) => void>();
  readonly #watchers = new Set<() => void>();

  /** To be given every block; must not throw. */
  readonly see = (event: SdkBlockEvent): Promise<void> => {
    const block = BigInt(event.blockNumber.toString());
    event.getTransactionEvents().forEach((each: SdkTransactionEvent) => {
      this.#waiting.get(each.transactionId)?.({ block, status: each.status });
      this.#waiting.delete(each.transactionId);
    });
    for (const watcher of this.#watchers) watcher();
    return Promise.resolve();
  };

  /** Starts to wait before the transaction is sent; `undefined` when the time is over. */
  expect(txId: string): { within(ms: number): Promise<Commit | undefined>; forget(): void } {
    let settle: (commit: Commit | undefined) => void = () => undefined;
    const seen = new Promise<Commit | undefined>((resolve) => (settle = resolve));
    this.#waiting.set(txId, settle);
    const forget = (): void => {
      this.#waiting.delete(txId);
      settle(undefined);
    };
    return {
      forget,
      within: async (ms) => {
        const timer = setTimeout(forget, ms);
        return seen.finally(() => {
          clearTimeout(timer);
        });
      },
    };
  }

  /** Resolves with the next block, when the time is over, or when the signal aborts. */
  async next(ms: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#watchers.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
