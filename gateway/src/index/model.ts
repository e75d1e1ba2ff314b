import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '../errors.js';
import type { Ledger } from '../ledger/port.js';
import type { Logger } from '../log/log.js';
import { Draft } from './draft.js';
import { type ReadBlock, readBlock, takeBlock } from './take.js';
import type { Checkpoint } from './rows.js';
import { type Database, openStore } from './store.js';

/** Pauses between tries to reach the ledger again. */
const FIRST_PAUSE_MS = 100;
const LAST_PAUSE_MS = 5_000;
/** Rows of another shape are made anew from the blocks. */
const FORMAT = 12;

export interface ReadModelOptions {
  readonly dir: string;
  readonly ledger: Ledger;
  readonly chaincode: string;
  readonly log: Logger;
}

/** Why the read model gave up: its rows and the ledger tell different histories. */
class Divergence extends Error {
  override readonly name = 'Divergence';
}

/**
 * Rows made from blocks and from nothing else (architecture §8, ledger rule 21).
 *
 * The checkpoint is written with the rows, so every block counts exactly once. It holds the header
 * hash of the last block: a ledger that is shorter or tells another history stops the read model,
 * and it answers READ_MODEL_STOPPED until somebody decides. `rebuild` begins anew.
 */
export class ReadModel {
  readonly db: Database;
  readonly #options: ReadModelOptions;
  readonly #closing = new AbortController();
  readonly #waiting = new Set<() => void>();
  #checkpoint: Checkpoint = { height: 0, hash: '' };
  #expected = 0;
  #stopped: string | undefined;
  #running: Promise<void> = Promise.resolve();
  /** Ends the current run only. */
  #halt = new AbortController();

  private constructor(db: Database, options: ReadModelOptions) {
    this.db = db;
    this.#options = options;
  }

  /** Opens the rows and begins to follow the ledger. */
  static async open(options: ReadModelOptions): Promise<ReadModel> {
    const db = await openStore(options.dir);
    const model = new ReadModel(db, options);
    await model.#load();
    model.#running = model.#follow();
    return model;
  }

  /** Blocks taken in: every answer states it. */
  get height(): number {
    return this.#checkpoint.height;
  }

  /** Why it stopped, or `undefined` while it follows the ledger. */
  get stopped(): string | undefined {
    return this.#stopped;
  }

  /** @throws GatewayError READ_MODEL_STOPPED */
  requireRunning(): void {
    if (this.#stopped === undefined) return;
    throw new GatewayError(
      'READ_MODEL_STOPPED',
      `The read model stopped: ${this.#stopped} Its operator must compare it with the ledger and rebuild it.`,
      { height: this.height },
    );
  }

  /** A block that somebody here saw committed: later answers wait until it is taken in. */
  expect(block: bigint): void {
    this.#expected = Math.max(this.#expected, Number(block) + 1);
  }

  /** Highest height this process knows the ledger to have. */
  get expected(): number {
    return Math.max(this.#expected, this.height);
  }

  /** Resolves when `height` blocks are taken in, it stopped, or the time is over: check then. */
  async reach(height: number, timeoutMs: number): Promise<void> {
    if (this.height >= height) return;
    const over = AbortSignal.any([AbortSignal.timeout(timeoutMs), this.#closing.signal]);
    while (this.height < height && this.#stopped === undefined && !over.aborted) {
      await this.next(over);
    }
  }

  /** Resolves at the next block, when it stops, or when the signal aborts. */
  next(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#stopped !== undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  /** Throws every row away and begins at block 0. */
  async rebuild(): Promise<void> {
    this.#closing.signal.throwIfAborted();
    this.#halt.abort();
    await this.#running;
    await this.#clear();
    this.#checkpoint = { height: 0, hash: '' };
    this.#stopped = undefined;
    this.#halt = new AbortController();
    this.#options.log.info('read model is rebuilt from block 0');
    this.#running = this.#follow();
  }

  /** Twice is fine. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#halt.abort();
    await this.#running;
    await this.db.close();
    this.#wake();
  }

  async #load(): Promise<void> {
    const format = await this.db.get('format');
    if (format !== FORMAT) await this.#clear();
    const checkpoint = (await this.db.get('checkpoint')) as Checkpoint | undefined;
    if (checkpoint !== undefined) this.#checkpoint = checkpoint;
  }

  async #clear(): Promise<void> {
    await this.db.clear();
    await this.db.put('format', FORMAT);
  }

  /** Follows the ledger until closed; an unreachable one is tried again, another one is not. */
  async #follow(): Promise<void> {
    const { signal } = this.#halt;
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      const before = this.height;
      try {
        await this.#requireSameChain();
        await this.#takeAll(signal);
      } catch (err) {
        if (isOver(signal)) return;
        if (err instanceof Divergence) {
          this.#stop(err);
          return;
        }
        this.#options.log.warn({ err }, 'the ledger can not be read; trying again');
      }
      pauseMs = this.height > before ? FIRST_PAUSE_MS : Math.min(pauseMs * 2, LAST_PAUSE_MS);
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** The last block taken in must still be the ledger’s. */
  async #requireSameChain(): Promise<void> {
    const { height, hash } = this.#checkpoint;
    if (height === 0) return;
    const info = await this.#options.ledger.info();
    if (info.height < BigInt(height)) {
      throw new Divergence(
        `it has taken in ${String(height)} blocks and the ledger has ${String(info.height)}.`,
      );
    }
    const last = await firstOf(this.#options.ledger, BigInt(height - 1));
    if (last !== undefined && readable(height - 1, last).row.hash !== hash) {
      throw new Divergence(`block ${String(height - 1)} of the ledger is another one.`);
    }
  }

  async #takeAll(signal: AbortSignal): Promise<void> {
    for await (const { number, bytes } of this.#options.ledger.blocks(
      BigInt(this.height),
      signal,
    )) {
      if (signal.aborted) return;
      await this.#take(Number(number), bytes);
    }
  }

  async #take(number: number, bytes: Uint8Array): Promise<void> {
    const block = readable(number, bytes);
    const { height, hash } = this.#checkpoint;
    if (number !== height || block.row.number !== height) {
      throw new Divergence(`block ${String(number)} came where ${String(height)} was due.`);
    }
    if (block.row.previousHash !== hash) {
      throw new Divergence(`block ${String(number)} follows another block.`);
    }
    const draft = new Draft(this.db);
    await takeBlock(draft, block, this.#options.chaincode).catch((err: unknown) => {
      throw isStoreFault(err) ? err : unreadable(number, err);
    });
    const next: Checkpoint = { height: height + 1, hash: block.row.hash };
    draft.put('checkpoint', next);
    await draft.commit();
    this.#checkpoint = next;
    this.#wake();
  }

  #stop(err: Error): void {
    this.#stopped = err.message;
    this.#options.log.fatal({ err, height: this.height }, 'READ_MODEL_STOPPED');
    this.#wake();
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}

/** Asked again after a pause: meanwhile it may have been. */
const isOver = (signal: AbortSignal): boolean => signal.aborted;

const unreadable = (number: number, cause: unknown): Divergence =>
  new Divergence(`block ${String(number)} can not be read.`, { cause });

function readable(number: number, bytes: Uint8Array): ReadBlock {
  try {
    return readBlock(bytes);
  } catch (err) {
    throw unreadable(number, err);
  }
}

/** A full disk may have room again; the bytes of a block stay as they are. */
const isStoreFault = (err: unknown): boolean =>
  String((err as { code?: unknown } | undefined)?.code).startsWith('LEVEL_');

/** The block with this number, or `undefined` while there is none. */
export async function firstOf(ledger: Ledger, number: bigint): Promise<Uint8Array | undefined> {
  const { height } = await ledger.info();
  if (number >= height) return undefined;
  const reading = new AbortController();
  try {
    for await (const block of ledger.blocks(number, reading.signal)) return block.bytes;
  } finally {
    reading.abort();
  }
  return undefined;
}
