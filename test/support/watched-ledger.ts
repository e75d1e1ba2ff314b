import { setImmediate as turn } from 'node:timers/promises';
import type { Block, Ledger } from '@shuquan/gateway/ledger/port';

interface Stream {
  /** The block it will hand out next. */
  next: bigint;
  /** Whether its reader has dealt with the last one and wants more. */
  waiting: boolean;
}

/** A ledger that knows whether somebody is still at work with it, so that no test need guess. */
export class WatchedLedger {
  readonly ledger: Ledger;
  readonly #inner: Ledger;
  readonly #streams = new Set<Stream>();
  #pending = 0;

  constructor(inner: Ledger) {
    this.#inner = inner;
    this.ledger = new Proxy(inner, {
      get: (target, name) => {
        if (name === 'blocks') return this.#blocks.bind(this);
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? this.#counted(value as Call) : value;
      },
    });
  }

  /** Resolves once nothing is under way and every reader of blocks has dealt with the last one. */
  async quiet(): Promise<void> {
    for (let calm = 0; calm < 5;) {
      await turn();
      const { height } = await this.#inner.info();
      const level = [...this.#streams].every(({ next, waiting }) => waiting && next === height);
      calm = this.#pending === 0 && level ? calm + 1 : 0;
    }
  }

  #counted(call: Call): Call {
    return (...args) => {
      const result = call.apply(this.#inner, args);
      if (!(result instanceof Promise)) return result;
      this.#pending += 1;
      return result.finally(() => (this.#pending -= 1));
    };
  }

  async *#blocks(from: bigint, signal: AbortSignal): AsyncGenerator<Block> {
    const stream = { next: from, waiting: true };
    this.#streams.add(stream);
    try {
      for await (const block of this.#inner.blocks(from, signal)) {
        stream.next = block.number + 1n;
        stream.waiting = false;
        yield block;
        stream.waiting = true;
      }
    } finally {
      this.#streams.delete(stream);
    }
  }
}

type Call = (...args: unknown[]) => unknown;
