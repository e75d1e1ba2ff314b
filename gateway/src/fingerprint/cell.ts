import { type Json, readJson } from './json.js';
import { decimalText } from './number.js';
import { timeText } from './time.js';

/** What a value looks like, whatever the file declared: a CSV file declares nothing. */
export type Kind = 'EMPTY' | 'TEXT' | 'NUMBER' | 'BOOLEAN' | 'DATE' | 'TIME' | 'NESTED';

export interface Cell {
  readonly text: string;
  readonly kind: Kind;
}

const EMPTY: Cell = { text: '', kind: 'EMPTY' };

/**
 * The one text of a value, equal in CSV, JSON Lines and Parquet: trimmed, Unicode NFC, numbers as
 * shortest decimal text, booleans in lower case, dates and times in ISO 8601, nothing for null.
 */
export function cellOf(raw: string): Cell {
  const text = normalText(raw);
  if (text === '') return EMPTY;
  const first = text.charCodeAt(0);
  // Digits and minus.
  if ((first >= 0x30 && first <= 0x39) || first === 0x2d) return ofDigits(text);
  if (first === 0x7b || first === 0x5b) return ofBrackets(text);
  return booleans.get(text) ?? { text, kind: 'TEXT' };
}

/** A value that already is JSON: nested ones become canonical text, others a cell as any. */
export function cellOfJson(value: Json): Cell {
  if (typeof value === 'string') return cellOf(value);
  const text = canonical(value);
  return { text, kind: 'NESTED' };
}

// `\s` and `trim` know every white space of Unicode; NFC changes nothing in ASCII.
export function normalText(raw: string): string {
  const text = raw.trim();
  // eslint-disable-next-line no-control-regex -- all of ASCII is meant
  return /^[\x00-\x7f]*$/.test(text) ? text : text.normalize('NFC');
}

const booleans: ReadonlyMap<string, Cell> = new Map(
  ['true', 'false'].flatMap((text) =>
    [text, text.toUpperCase(), `${text.charAt(0).toUpperCase()}${text.slice(1)}`].map(
      (written) => [written, { text, kind: 'BOOLEAN' }] as const,
    ),
  ),
);

function ofDigits(text: string): Cell {
  const number = decimalText(text);
  if (number !== undefined) return { text: number, kind: 'NUMBER' };
  return timeText(text) ?? { text, kind: 'TEXT' };
}

function ofBrackets(text: string): Cell {
  try {
    return cellOfJson(readJson(text));
  } catch {
    // Text may begin with a bracket without being JSON.
    return { text, kind: 'TEXT' };
  }
}

/** Members sorted, empty ones left out: a reader of Parquet sees null where JSON has no member. */
function canonical(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(cellOf(value).text);
  if (value instanceof Map) {
    const members = [...(value as ReadonlyMap<string, Json>)]
      .map(([name, member]) => [JSON.stringify(normalText(name)), canonical(member)] as const)
      .filter(([, member]) => member !== '""')
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${name}:${member}`).join(',')}}`;
  }
  return `[${(value as readonly Json[]).map(canonical).join(',')}]`;
}
