import { hash } from 'node:crypto';
import { type Cell, cellOf } from './cell.js';
import { type Column, Columns, joined } from './columns.js';
import { RowDigests } from './row-digests.js';

/** Takes the token of each row, in the order of the file; the bytes are valid during the call. */
export type TokenSink = (token: Uint8Array) => void;

export const TOKEN_BYTES = 16;

const byName = (a: Column, b: Column): number => (a.name < b.name ? -1 : 1);

/**
 * Takes the rows of one table, whatever they are read from, and keeps what is needed of them.
 *
 * The row's **digest** is SHA-256 over `name NUL value NUL` of its columns in the order of their
 * names, so it depends on names and values. The row's **token** is the first 16 bytes of SHA-256
 * over its sorted values, each followed by NUL, so it survives that columns are renamed or put in
 * another order. Empty values count in neither: one format leaves out what another writes as null.
 */
export class Table implements Disposable {
  readonly columns = new Columns();
  readonly #digests: RowDigests;
  readonly #onToken: readonly TokenSink[];
  /** Columns with their places in the order of names; readers give the same array row after row. */
  readonly #orders = new WeakMap<readonly Column[], readonly number[]>();

  constructor(onToken: readonly TokenSink[], digests = new RowDigests()) {
    this.#onToken = onToken;
    this.#digests = digests;
  }

  get rows(): number {
    return this.#digests.count;
  }

  /** One row of text values, `columns[i]` being that of `values[i]`. */
  add(columns: readonly Column[], values: readonly string[]): void {
    this.addCells(columns, values.map(cellOf));
  }

  addCells(columns: readonly Column[], cells: readonly Cell[]): void {
    let named = '';
    const texts: string[] = [];
    for (const i of this.#orderOf(columns)) {
      const column = columns[i];
      const cell = cells[i];
      if (column === undefined || cell === undefined || cell.text === '') continue;
      column.kind = joined(column.kind, cell.kind);
      named += `${column.name}\0${cell.text}\0`;
      texts.push(cell.text);
    }
    this.#digests.add(hash('sha256', named, 'buffer'));
    if (this.#onToken.length === 0) return;
    const token = hash('sha256', tokenText(texts), 'buffer').subarray(0, TOKEN_BYTES);
    for (const take of this.#onToken) take(token);
  }

  /** @see RowDigests.finish */
  rowsDigest(): string {
    return this.#digests.finish();
  }

  [Symbol.dispose](): void {
    this.#digests[Symbol.dispose]();
  }

  #orderOf(columns: readonly Column[]): readonly number[] {
    const known = this.#orders.get(columns);
    if (known !== undefined) return known;
    const places = columns.map((column, i) => ({ column, i }));
    const order = places.sort((a, b) => byName(a.column, b.column)).map(({ i }) => i);
    this.#orders.set(columns, order);
    return order;
  }
}

const tokenText = (texts: string[]): string =>
  texts
    .sort()
    .map((text) => `${text}\0`)
    .join('');
