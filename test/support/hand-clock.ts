import type { Clock } from '@shuquan/gateway/witness/clock';

interface Timer {
  readonly due: number;
  readonly callback: () => void;
}

/** A clock whose hands the test turns. Timers run on awake time, as real ones do. */
export class HandClock implements Clock {
  #wall: number;
  #awake = 0;
  readonly #timers = new Set<Timer>();

  constructor(start = '2027-03-01T01:00:00.000Z') {
    this.#wall = Date.parse(start);
  }

  now(): number {
    return this.#wall;
  }

  /** For what wants dates. */
  readonly date = (): Date => new Date(this.#wall);

  after(ms: number, callback: () => void): () => void {
    const timer = { due: this.#awake + ms, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Awake time goes by. */
  advance(ms: number): void {
    this.#awake += ms;
    this.#wall += ms;
    for (const timer of [...this.#timers]) {
      if (timer.due <= this.#awake && this.#timers.delete(timer)) timer.callback();
    }
  }

  /** The machine sleeps, or somebody sets its clock: no timer notices. */
  jump(ms: number): void {
    this.#wall += ms;
  }
}
