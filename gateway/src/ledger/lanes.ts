/** What came of one use in a lane. */
export interface Hold<T> {
  readonly held: T;
  /** Shards that it took from. */
  readonly shards: readonly number[];
  /** That it read every shard as empty. */
  readonly isExhausted: boolean;
}

/**
 * One lane a shard of a grant’s count, with one use in flight in each. A lane whose shard was found
 * empty is passed over. When all are, nothing writes any more, and the lanes bound how many ask at once
 * for what is not there.
 */
export class Lanes {
  readonly count: number;
  readonly #free: number[];
  readonly #dry = new Set<number>();
  readonly #waiting: ((lane: number) => void)[] = [];

  constructor(count: number) {
    this.count = count;
    this.#free = Array.from({ length: count }, (_, lane) => lane);
  }

  /** Runs a use in a lane of its own, as soon as one is free. */
  async hold<T>(use: (lane: number | undefined) => Promise<Hold<T>>): Promise<T> {
    const lane = await this.#take();
    try {
      const hold = await use(lane);
      this.#learn(lane, hold);
      return hold.held;
    } finally {
      this.#giveBack(lane);
    }
  }

  #take(): Promise<number | undefined> | number | undefined {
    if (this.count === 0) return undefined;
    const lane = this.#next();
    if (lane !== undefined) return lane;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** A free lane whose shard may hold something; any, where none does. */
  #next(): number | undefined {
    const all = this.#dry.size === this.count;
    const at = this.#free.findIndex((lane) => all || !this.#dry.has(lane));
    return at < 0 ? undefined : this.#free.splice(at, 1)[0];
  }

  #learn(lane: number | undefined, { shards, isExhausted }: Hold<unknown>): void {
    if (isExhausted) for (let each = 0; each < this.count; each += 1) this.#dry.add(each);
    if (lane !== undefined && shards.length > 0 && !shards.includes(lane)) this.#dry.add(lane);
    // Units may have been given back.
    for (const shard of shards) this.#dry.delete(shard);
  }

  #giveBack(lane: number | undefined): void {
    if (lane !== undefined) this.#free.push(lane);
    while (this.#waiting.length > 0) {
      const next = this.#next();
      if (next === undefined) return;
      this.#waiting.shift()?.(next);
    }
  }
}
