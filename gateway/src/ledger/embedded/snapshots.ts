import type { Snapshot } from './database.js';
import { type Store, StoreReader } from './store.js';

interface Shared {
  readonly reader: StoreReader;
  readonly snapshot: Snapshot;
  users: number;
  current: boolean;
}

/** One snapshot per height, shared by everything that reads at that height. */
export class Snapshots {
  readonly #store: Store;
  #shared: Shared | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Runs `use` over committed state as it is now, and as it stays until `use` is done. */
  async with<T>(use: (reader: StoreReader) => Promise<T>): Promise<T> {
    const shared = (this.#shared ??= this.#take());
    shared.users += 1;
    try {
      return await use(shared.reader);
    } finally {
      shared.users -= 1;
      await this.#release(shared);
    }
  }

  /** A block was committed: who comes now reads anew. */
  async renew(): Promise<void> {
    const shared = this.#shared;
    if (shared === undefined) return;
    this.#shared = undefined;
    shared.current = false;
    await this.#release(shared);
  }

  async #release({ users, current, snapshot }: Shared): Promise<void> {
    if (users === 0 && !current) await snapshot.close();
  }

  #take(): Shared {
    const snapshot = this.#store.database.snapshot();
    return { snapshot, reader: new StoreReader(this.#store, snapshot), users: 0, current: true };
  }
}
