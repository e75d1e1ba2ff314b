import { canonicalize, type ErrorCode, LedgerError } from '../model/index.js';
import type { ChaincodeStub } from 'fabric-shim-api';
import { decodeCursor, encodeCursor } from './cursor.js';
import { stateOf } from './reading.js';

export interface Page<T> {
  readonly items: T[];
  readonly next?: string;
}

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** One kind of record in world state: how it becomes a key and bytes, and nothing else. */
export class Records<T extends object> {
  readonly #stub: ChaincodeStub;
  readonly #type: string;

  constructor(stub: ChaincodeStub, type: string) {
    this.#stub = stub;
    this.#type = type;
  }

  async find(...key: string[]): Promise<T | undefined> {
    const bytes = await stateOf(this.#stub, this.key(...key));
    return bytes.length === 0 ? undefined : fromBytes<T>(bytes);
  }

  /**
   * The same for what every decision reads again: bytes that were parsed already are not parsed
   * anew. The key is read as ever, so what is endorsed is the same. What is answered is shared with
   * later transactions, and frozen: changing it is a fault.
   */
  async findParsed(...key: string[]): Promise<T | undefined> {
    const at = this.key(...key);
    const bytes = await stateOf(this.#stub, at);
    return bytes.length === 0 ? undefined : (parsedOnce(at, bytes) as T);
  }

  /** @throws LedgerError `missing`, with the key as `params.key` */
  async require(missing: ErrorCode, ...key: string[]): Promise<T> {
    return (await this.find(...key)) ?? this.#missing(missing, key);
  }

  /** As `findParsed`. @throws LedgerError `missing`, with the key as `params.key` */
  async requireParsed(missing: ErrorCode, ...key: string[]): Promise<T> {
    return (await this.findParsed(...key)) ?? this.#missing(missing, key);
  }

  #missing(code: ErrorCode, key: readonly string[]): never {
    throw new LedgerError(code, `There is no ${this.#type} ${key.join(' ')}.`, { key });
  }

  /** Reads the key first, so that of two who create it in one block only one is VALID. */
  async create(taken: ErrorCode, record: T, ...key: string[]): Promise<void> {
    if ((await this.find(...key)) !== undefined) {
      throw new LedgerError(taken, `${key.join(' ')} is taken.`, { key });
    }
    await this.put(record, ...key);
  }

  async put(record: T, ...key: string[]): Promise<void> {
    await this.#stub.putState(this.key(...key), Buffer.from(canonicalize(record)));
  }

  /** Creates a key that only these organisations’ peers may write from now on (ledger rule 6). */
  async createGuarded(
    taken: ErrorCode,
    record: T,
    policy: Uint8Array,
    ...key: string[]
  ): Promise<void> {
    await this.create(taken, record, ...key);
    await this.#stub.setStateValidationParameter(this.key(...key), policy);
  }

  /** Records whose key starts with `prefix`, in key order. Queries only: peers refuse to page in
   * a transaction that writes. */
  async page({ limit, cursor }: PageRequest, ...prefix: string[]): Promise<Page<T>> {
    const { iterator, metadata } = await this.#stub.getStateByPartialCompositeKeyWithPagination(
      this.#type,
      prefix,
      limit,
      decodeCursor(cursor, this.key(...prefix)),
    );
    const items: T[] = [];
    for await (const { value } of iterated(iterator)) items.push(fromBytes<T>(value));
    return { items, ...encodeCursor(metadata) };
  }

  key(...key: string[]): string {
    return this.#stub.createCompositeKey(this.#type, key);
  }
}

export function fromBytes<T>(bytes: Uint8Array): T {
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as T;
}

const MAX_PARSED = 2_000;
const parsed = new Map<string, { readonly bytes: Uint8Array; readonly value: unknown }>();

function parsedOnce(key: string, bytes: Uint8Array): unknown {
  const known = parsed.get(key);
  if (known !== undefined && Buffer.compare(known.bytes, bytes) === 0) return known.value;
  if (parsed.size >= MAX_PARSED) parsed.clear();
  const value = frozen(fromBytes<unknown>(bytes));
  parsed.set(key, { bytes: Uint8Array.from(bytes), value });
  return value;
}

function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

interface KeyValue {
  readonly key: string;
  readonly value: Uint8Array;
}

/** Fabric’s own iterator, which is not iterable in JavaScript’s sense. */
interface ShimIterator<V> {
  next(): Promise<{ readonly value?: V; readonly done?: boolean }>;
  close(): Promise<void>;
}

/** Walks what a range or history call of the shim gives, awaited or not, and closes it at the end. */
export async function* iterated<V = KeyValue>(source: unknown): AsyncGenerator<V> {
  const iterator = (await source) as ShimIterator<V>;
  try {
    for (let step = await iterator.next(); step.done !== true; step = await iterator.next()) {
      if (step.value !== undefined) yield step.value;
    }
  } finally {
    await iterator.close();
  }
}
