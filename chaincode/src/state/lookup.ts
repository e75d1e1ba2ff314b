import type { ChaincodeStub } from 'fabric-shim-api';
import { decodeCursor, encodeCursor } from './cursor.js';
import { stateOf } from './reading.js';
import { iterated, type Page, type PageRequest } from './records.js';

/** An empty value deletes the key, so an index entry holds one byte. */
const PRESENT = Buffer.from([0]);

/** A composite-key index: entries are keys alone, so adding one never conflicts with another. */
export class Lookup {
  readonly #stub: ChaincodeStub;
  readonly #type: string;

  constructor(stub: ChaincodeStub, type: string) {
    this.#stub = stub;
    this.#type = type;
  }

  async add(...key: string[]): Promise<void> {
    await this.#stub.putState(this.#stub.createCompositeKey(this.#type, key), PRESENT);
  }

  /** One fixed key: whoever adds it at the same time is met. */
  async has(...key: string[]): Promise<boolean> {
    const bytes = await stateOf(this.#stub, this.#stub.createCompositeKey(this.#type, key));
    return bytes.length > 0;
  }

  /** The last part of every key under `prefix`, a page at a time. Queries only. */
  async page({ limit, cursor }: PageRequest, ...prefix: string[]): Promise<Page<string>> {
    const { iterator, metadata } = await this.#stub.getStateByPartialCompositeKeyWithPagination(
      this.#type,
      prefix,
      limit,
      decodeCursor(cursor, this.#stub.createCompositeKey(this.#type, prefix)),
    );
    const items: string[] = [];
    for await (const { key } of iterated(iterator)) {
      items.push(this.#stub.splitCompositeKey(key).attributes.at(-1) ?? '');
    }
    return { items, ...encodeCursor(metadata) };
  }

  /**
   * The last part of the first keys under `prefix`, for a transaction that writes: bounded, and what
   * was read is guarded against phantoms.
   */
  async first(
    limit: number,
    ...prefix: string[]
  ): Promise<{ items: string[]; truncated: boolean }> {
    const items: string[] = [];
    for await (const { key } of iterated(
      this.#stub.getStateByPartialCompositeKey(this.#type, prefix),
    )) {
      if (items.length === limit) return { items, truncated: true };
      items.push(this.#stub.splitCompositeKey(key).attributes.at(-1) ?? '');
    }
    return { items, truncated: false };
  }
}
