import { closed } from './faults.js';

/** What a store has under way: how it takes turns, and how it ends. */
export class Work {
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  #turn: Promise<unknown> = Promise.resolve();
  #ended: Promise<void> | undefined;

  /** Aborts with DOCUMENTS_CLOSED. */
  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  /** Nothing begins once the store closes, and closing waits for what has begun. */
  async run<T>(act: () => Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    const running = act();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** One change after the other: a hold must not slip in while an erasure looks for holds. */
  alone<T>(act: () => Promise<T>): Promise<T> {
    return this.run(() => this.inTurn(act));
  }

  /** For what runs already. */
  inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(act);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** Lets nothing begin, waits, and then does what is last, once. */
  end(last: () => Promise<void>): Promise<void> {
    this.#closing.abort(closed());
    this.#ended ??= Promise.allSettled([...this.#running]).then(last);
    return this.#ended;
  }
}
