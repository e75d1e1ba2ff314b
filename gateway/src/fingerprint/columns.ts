import { createHash } from 'node:crypto';
import { type Kind, normalText } from './cell.js';
import { malformed, MAX_COLUMNS, type Place, tooLarge } from './fault.js';

/** A column as rows refer to it; `kind` is what all its values so far look like. */
export interface Column {
  readonly name: string;
  kind: Kind;
}

/** The columns of one table, by their names trimmed, in NFC and in lower case. */
export class Columns {
  readonly #byName = new Map<string, Column>();

  get size(): number {
    return this.#byName.size;
  }

  /** The columns of one row or header, in its order. @throws GatewayError DATA_MALFORMED, DATA_TOO_LARGE */
  named(names: readonly string[], place: Place): Column[] {
    const columns = names.map((name) => this.#of(name, place));
    if (new Set(columns).size < columns.length) {
      throw malformed(place, 'names a column twice, after white space and case are put aside');
    }
    return columns;
  }

  /** SHA-256 over the sorted lines `name NUL kind LF`. */
  digest(): string {
    const lines = [...this.#byName.values()].map(({ name, kind }) => `${name}\0${kind}\n`).sort();
    return createHash('sha256').update('shuquan-schema-1\n').update(lines.join('')).digest('hex');
  }

  #of(raw: string, place: Place): Column {
    const name = normalText(raw).toLowerCase();
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    if (name === '' || name.includes('\0')) throw malformed(place, 'has a column without a name');
    if (this.#byName.size >= MAX_COLUMNS) {
      throw tooLarge(place, `brings the table to more than ${MAX_COLUMNS} columns`);
    }
    const column: Column = { name, kind: 'EMPTY' };
    this.#byName.set(name, column);
    return column;
  }
}

/** A column of dates and times is one of times; any other mixture is one of text. */
export function joined(a: Kind, b: Kind): Kind {
  if (a === b || b === 'EMPTY') return a;
  if (a === 'EMPTY') return b;
  const areTimes = (a === 'DATE' || a === 'TIME') && (b === 'DATE' || b === 'TIME');
  return areTimes ? 'TIME' : 'TEXT';
}
