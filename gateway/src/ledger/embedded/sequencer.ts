import { EventEmitter } from 'node:events';
import { GatewayError } from '../../errors.js';
import { type Ordered, validateBlock } from './block-validation.js';
import { encodePlaceOfBlock } from './block-place.js';
import { type Head, writeBlock } from './block-writer.js';
import type { Collections } from './collections.js';
import { blockKey } from './keys.js';
import type { Signer } from './organizations.js';
import type { Policies } from './policies.js';
import { commit, diskFull, type Operation } from './database.js';
import { type Store, StoreReader } from './store.js';
import { code } from './validator.js';

export interface Outcome {
  readonly code: number;
  readonly block: number;
}

export interface BatchOptions {
  readonly maxTransactions: number;
  readonly maxWaitMs: number;
}

export interface SequencerBench {
  readonly store: Store;
  readonly folder: string;
  readonly policies: Policies;
  readonly collections: Collections;
  readonly orderer: Signer;
  readonly batch: BatchOptions;
  /** Whether no transaction is being endorsed. */
  readonly isQuiet: () => boolean;
  /** Organisations with a peer, and so with a store of their own. */
  readonly stores: readonly string[];
}

interface Pending {
  readonly tx: Ordered;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: Error) => void;
}

/** More than this many waiting means that the disk does not keep up. */
const MAX_WAITING = 10_000;

/**
 * The one place where order arises: takes endorsed transactions, validates them one after another
 * and commits a block: its bytes into a file, then all that it changes in one durable batch. While
 * a block is being written the next one gathers.
 *
 * Emits `block` with the new head after each commit.
 */
export class Sequencer extends EventEmitter<{ block: [Head] }> {
  readonly #bench: SequencerBench;
  readonly #reader: StoreReader;
  #head: Head;
  #waiting: Pending[] = [];
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #failure: GatewayError | undefined;
  #closed = false;

  constructor(bench: SequencerBench, head: Head) {
    super();
    this.setMaxListeners(0);
    this.#bench = bench;
    this.#head = head;
    // Nobody else writes: what is read stays so until the next commit.
    this.#reader = new StoreReader(bench.store, undefined, true);
  }

  get head(): Head {
    return this.#head;
  }

  /** Resolves once the transaction’s block is durable, whatever its validation code. */
  order(tx: Ordered): Promise<Outcome> {
    const refusal = this.#refusal();
    if (refusal !== undefined) return Promise.reject(refusal);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ tx, resolve, reject });
      this.#arrange();
    });
  }

  #refusal(): GatewayError | undefined {
    if (this.#failure !== undefined) return this.#failure;
    if (this.#closed) return new GatewayError('LEDGER_CLOSED', 'The ledger is closing.');
    if (this.#waiting.length < MAX_WAITING) return undefined;
    return new GatewayError('LEDGER_BUSY', 'Too many transactions wait. Try again in a moment.');
  }

  #arrange(): void {
    if (this.#running !== undefined) return;
    const { maxTransactions, maxWaitMs } = this.#bench.batch;
    if (this.#waiting.length >= maxTransactions) {
      this.#start();
      return;
    }
    this.#timer ??= setTimeout(() => {
      this.#start();
    }, maxWaitMs);
    // Nobody else is on the way: waiting for company would only cost time.
    if (this.#bench.isQuiet())
      setImmediate(() => {
        if (this.#waiting.length > 0) this.#start();
      });
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const block = this.#waiting.splice(0, this.#bench.batch.maxTransactions);
      try {
        await this.#commit(block);
      } catch (err) {
        this.#fail(block, err);
      }
    }
  }

  async #commit(block: readonly Pending[]): Promise<void> {
    const { store } = this.#bench;
    const number = this.#head.number + 1;
    const transactions = block.map(({ tx }) => tx);
    const { flags, operations } = await validateBlock(transactions, number, {
      ...this.#bench,
      reader: this.#reader,
    });
    const envelopes = transactions.map(({ envelope }) => envelope);
    const written = writeBlock(this.#head, envelopes, flags, this.#bench.orderer);
    // The bytes first: what the database names must be there. That it names them is the commit.
    const place = await store.blocks.append(written.bytes);
    const value = encodePlaceOfBlock({ ...place, written: sizeOf(operations) });
    operations.push({ type: 'put', key: blockKey(number), value });
    await commit(store.database, operations);
    this.#reader.forget(operations);
    this.#head = { number, hash: written.hash };
    this.emit('block', this.#head);
    block.forEach(({ resolve }, tx) => {
      resolve({ code: flags[tx] ?? code.badPayload, block: number });
    });
  }

  /**
   * After a failed write nothing is acknowledged any more: what follows a torn record in the log
   * would be lost at the next start. Reads go on.
   */
  #fail(block: readonly Pending[], error: unknown): void {
    const { folder } = this.#bench;
    this.#failure =
      diskFull(error, folder) ??
      new GatewayError(
        'LEDGER_UNAVAILABLE',
        `Writing to ${folder} failed, so nothing is accepted any more. Look at the disk and start again.`,
        { folder },
        { cause: error },
      );
    for (const { tx, reject } of block) reject(this.#unknown(tx.txId));
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }

  #unknown(txId: string): GatewayError {
    if (this.#failure?.code === 'DISK_FULL') return this.#failure;
    return new GatewayError(
      'LEDGER_OUTCOME_UNKNOWN',
      'Writing failed, so whether the transaction is on the ledger shows only after a restart.',
      { txId },
      { cause: this.#failure },
    );
  }

  /** Waits for what was accepted to be written; accepts nothing more. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#waiting.length > 0) this.#start();
    await this.#running;
  }
}

const sizeOf = (operations: readonly Operation[]): number =>
  operations.reduce(
    (sum, each) => sum + each.key.length + (each.type === 'put' ? each.value.length : 0),
    0,
  );
