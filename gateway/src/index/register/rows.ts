import type {
  ClosingCheckpoint,
  HandOver,
  OverlapFlag,
  RegisteredDescription,
  RegistrationCase,
  RegistrationCertificate,
} from '@shuquan/chaincode/model';
import type { Database, Snapshot } from '../store.js';
import { ANY, keyOf, under } from '../key.js';
import type { Position } from '../rows.js';

export interface CaseRow extends Position {
  readonly record: RegistrationCase;
  /** Where the application stands: the place of the case in every list. */
  readonly first: Position;
  /** Under which count the case stands; absent while it is under way. */
  readonly counted?: string;
}

/** A certificate with what it was printed from: both may change afterwards, it does not. */
export interface CertificateRow extends Position {
  readonly certificate: RegistrationCertificate;
  readonly description: RegisteredDescription;
  /** Names of its registrar and holders when it was issued, by USCC. */
  readonly names: Readonly<Record<string, string>>;
}

export interface ClosingRow extends Position {
  readonly closing: ClosingCheckpoint;
}

export interface HandOverRow extends Position {
  readonly handOver: HandOver;
}

/** Somebody applied for data that is, or is like, this one. */
export interface OverlapRow {
  readonly case: string;
  readonly tier: OverlapFlag['tier'];
  readonly similarity: number;
  readonly at: string;
  readonly article: string;
}

/** Lists of cases in the order in which they were applied for. */
export const caseList = (party: string | undefined, registrar: string | undefined): string =>
  keyOf('case-list', party ?? ANY, registrar ?? ANY);

export const certificateList = (registrar: string | undefined, month: string | undefined): string =>
  keyOf('certificate-list', registrar ?? ANY, month ?? ANY);

export interface Range {
  readonly gt: string;
  readonly lt: string;
}

/** Rows looked at for one page where a filter is computed; the page may be short then. */
const SCAN = 1_000;

/** Rows by key, as the questions about the register need them. */
export class Rows {
  readonly #db: Database;
  readonly #at: { readonly snapshot?: Snapshot };

  /** @param snapshot every single row is read as of one moment, and so of one height */
  constructor(db: Database, snapshot?: Snapshot) {
    this.#db = db;
    this.#at = snapshot === undefined ? {} : { snapshot };
  }

  get<T>(...key: string[]): Promise<T | undefined> {
    return this.#db.get<string, T | undefined>(keyOf(...key), this.#at);
  }

  values<T>(limit: number, ...prefix: string[]): Promise<T[]> {
    return this.#db.values({ ...under(...prefix), ...this.#at, limit }).all() as Promise<T[]>;
  }

  /** The last of the rows under a prefix. */
  async last<T>(...prefix: string[]): Promise<T | undefined> {
    const range = { ...under(...prefix), ...this.#at, reverse: true, limit: 1 };
    const [row] = await this.#db.values(range).all();
    return row as T;
  }

  async entries<T>(...prefix: string[]): Promise<[string, T][]> {
    return (await this.#db.iterator(under(...prefix)).all()) as [string, T][];
  }

  /** One page of what `take` makes of the rows; `undefined` leaves a row out. */
  async page<T>(
    range: Range,
    limit: number,
    take: (value: unknown) => Promise<T | undefined>,
  ): Promise<{ readonly items: T[]; readonly next: string | undefined }> {
    const items: T[] = [];
    let [seen, last]: [number, string | undefined] = [0, undefined];
    // An empty range may have its ends the wrong way round: then it is empty.
    if (range.gt >= range.lt) return { items, next: undefined };
    for await (const [key, value] of this.#db.iterator(range)) {
      if (items.length === limit || seen === SCAN) return { items, next: last };
      [seen, last] = [seen + 1, key];
      const item = await take(value);
      if (item !== undefined) items.push(item);
    }
    return { items, next: undefined };
  }
}
