import { message, scalar } from '@shuquan/verifier/wire';
import { historyOf } from './history.js';
import { AheadReader, type KeyValue, keyValues, type ShimIterator } from './read-ahead.js';
import type { Simulation } from './simulation.js';
import type { Entry, Scan } from './scan.js';

/** peer/chaincode_shim.proto, QueryMetadata. */
const QueryMetadata = message('QueryMetadata', {
  pageSize: scalar(1, 'int32'),
  bookmark: scalar(2, 'string'),
});

/** core.yaml, `ledger.state.totalQueryLimit`. */
const TOTAL_QUERY_LIMIT = 100_000;
const NOTHING = Buffer.alloc(0);

export interface InvokeResult {
  readonly status: number;
  readonly message: string;
  readonly payload: Uint8Array;
}

export interface HandlerBench {
  readonly namespace: string;
  readonly simulation: Simulation;
  /** Runs another chaincode of the channel within the same simulation. */
  readonly invoke: (name: string, args: readonly Uint8Array[]) => Promise<InvokeResult>;
}

/**
 * What Fabric’s `ChaincodeStub` asks of its peer (fabric-shim, handler.js), answered from a
 * simulation. Failures are worded as the peer words them.
 */
export class StubHandler {
  readonly #namespace: string;
  readonly #simulation: Simulation;
  readonly #invoke: HandlerBench['invoke'];
  readonly #open = new Set<Scan>();

  constructor({ namespace, simulation, invoke }: HandlerBench) {
    this.#namespace = namespace;
    this.#simulation = simulation;
    this.#invoke = invoke;
  }

  handleGetState(collection: string, key: string): Promise<Buffer> {
    return this.#answer('GET_STATE', () =>
      collection === ''
        ? this.#simulation.get(this.#namespace, key)
        : this.#simulation.getPrivate(this.#namespace, collection, key),
    );
  }

  handlePutState(collection: string, key: string, value: Uint8Array): Promise<Buffer> {
    return this.#done('PUT_STATE', () => {
      // A copy: the contract may go on writing into its buffer.
      const kept = Buffer.from(value);
      if (collection === '') this.#simulation.put(this.#namespace, key, kept);
      else this.#simulation.putPrivate(this.#namespace, collection, key, kept);
    });
  }

  handleDeleteState(collection: string, key: string): Promise<Buffer> {
    return this.#done('DEL_STATE', () => {
      if (collection === '') this.#simulation.put(this.#namespace, key, NOTHING);
      else this.#simulation.putPrivate(this.#namespace, collection, key, NOTHING);
    });
  }

  handlePurgeState(collection: string, key: string): Promise<Buffer> {
    return this.#done('PURGE_PRIVATE_DATA', () => {
      if (collection === '') throw new Error('only applicable for private data');
      this.#simulation.putPrivate(this.#namespace, collection, key, NOTHING, true);
    });
  }

  handlePutStateMetadata(
    collection: string,
    key: string,
    entry: string,
    value: Uint8Array,
  ): Promise<Buffer> {
    return this.#done('PUT_STATE_METADATA', () => {
      const kept = Buffer.from(value);
      this.#simulation.putMetadata(this.#namespace, collection, key, entry, kept);
    });
  }

  async handleGetStateMetadata(
    collection: string,
    key: string,
  ): Promise<Record<string, Uint8Array>> {
    await Promise.resolve();
    return this.#try('GET_STATE_METADATA', () =>
      this.#simulation.getMetadata(this.#namespace, collection, key),
    );
  }

  handleGetPrivateDataHash(collection: string, key: string): Promise<Buffer> {
    return this.#answer('GET_PRIVATE_DATA_HASH', () =>
      this.#simulation.getPrivateHash(this.#namespace, collection, key),
    );
  }

  async handleGetStateByRange(
    collection: string,
    start: string,
    end: string,
    _channel: string,
    _txId: string,
    metadata?: Uint8Array,
  ): Promise<{ iterator: ShimIterator<KeyValue>; metadata?: object }> {
    const { pageSize, bookmark } = metadata
      ? QueryMetadata.decode(metadata)
      : { pageSize: 0, bookmark: '' };
    const paged = collection === '' && (pageSize > 0 || bookmark !== '');
    const from = paged && bookmark !== '' ? bookmark : start;
    const scan = this.#try('GET_STATE_BY_RANGE', () =>
      collection === ''
        ? this.#simulation.range(this.#namespace, from, end, paged)
        : this.#simulation.privateRange(this.#namespace, collection, start, end),
    );
    this.#open.add(scan);
    if (paged) return this.#page(scan, pageSize);
    const reader = new AheadReader(scan, TOTAL_QUERY_LIMIT);
    await reader.fill();
    return { iterator: keyValues(reader, () => this.#close(scan)) };
  }

  async #page(
    scan: Scan,
    pageSize: number,
  ): Promise<{ iterator: ShimIterator<KeyValue>; metadata: object }> {
    const limit = pageSize > 0 ? Math.min(pageSize, TOTAL_QUERY_LIMIT) : TOTAL_QUERY_LIMIT;
    const page: Entry[] = [];
    let last: Entry | undefined;
    while (page.length < limit && (last = await scan.next()) !== undefined) page.push(last);
    // Where to go on: looking there is not part of the transaction.
    const bookmark = page.length < limit ? '' : ((await scan.peek())?.key ?? '');
    await this.#close(scan);
    const fetchedRecordsCount = page.length;
    return {
      iterator: keyValues({ next: () => Promise.resolve(page.shift()) }, () => Promise.resolve()),
      metadata: { fetchedRecordsCount, bookmark },
    };
  }

  handleGetQueryResult(): Promise<never> {
    const error = new Error('ExecuteQuery not supported for leveldb');
    return Promise.reject(this.#failed('GET_QUERY_RESULT', error));
  }

  handleGetHistoryForKey(key: string): Promise<ShimIterator<object>> {
    const { reader } = this.#simulation.view;
    const entries = historyOf(reader, this.#namespace, key);
    let count = 0;
    return Promise.resolve({
      next: async () => {
        if (count === TOTAL_QUERY_LIMIT) return { done: true };
        const { value, done } = await entries.next();
        if (done === true) return { done };
        count += 1;
        return { value, done: false };
      },
      close: async () => {
        await entries.return(undefined);
      },
    });
  }

  async handleInvokeChaincode(name: string, args: readonly unknown[]): Promise<InvokeResult> {
    const bytes = args.map((arg) => Buffer.from(arg as string));
    try {
      return await this.#invoke(name, bytes);
    } catch (err) {
      throw this.#failed('INVOKE_CHAINCODE', err);
    }
  }

  /** Iterators that the contract left open. */
  async close(): Promise<void> {
    for (const scan of this.#open) await scan.close();
  }

  async #close(scan: Scan): Promise<void> {
    this.#open.delete(scan);
    await scan.close();
  }

  /** A copy: what is read is shared with other transactions, and a contract may write into it. */
  #answer(what: string, read: () => Uint8Array): Promise<Buffer> {
    return new Promise((resolve) => {
      resolve(Buffer.from(this.#try(what, read)));
    });
  }

  #done(what: string, act: () => void): Promise<Buffer> {
    return new Promise((resolve) => {
      this.#try(what, act);
      resolve(NOTHING);
    });
  }

  #try<T>(what: string, act: () => T): T {
    try {
      return act();
    } catch (err) {
      throw this.#failed(what, err);
    }
  }

  #failed(what: string, cause: unknown): Error {
    const { txId } = this.#simulation.view;
    const why = cause instanceof Error ? cause.message : String(cause);
    return new Error(`${what} failed: transaction ID: ${txId}: ${why}`, { cause });
  }
}
