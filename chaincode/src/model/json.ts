import { LedgerError } from './errors.js';

/** No record of the ledger nests deeper; an attacker's may. */
const MAX_DEPTH = 32;
/** A founding document with a thousand parties is a tenth of this. */
const MAX_LENGTH = 2 * 1024 * 1024;
const WHITESPACE: ReadonlySet<string> = new Set([' ', '\t', '\r', '\n']);

const fault = (what: string, at: number): LedgerError =>
  new LedgerError('INPUT_INVALID', `The JSON ${what} (character ${String(at)}).`, { at });

/**
 * Reads JSON as RFC 8785 wants its input (I-JSON, RFC 7493) and stricter: no duplicate member
 * names, no lone surrogates, no U+FFFD (what bytes that are no UTF-8 become), no NUL, no byte order
 * mark, no `__proto__`, no number but a safe integer. What two parsers could read differently must
 * not reach a signature.
 *
 * @throws LedgerError INPUT_INVALID, `params.at` = offset of the first fault
 */
export function parseJson(text: string): unknown {
  if (text.length > MAX_LENGTH) throw fault('is longer than two million characters', MAX_LENGTH);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new LedgerError('INPUT_INVALID', 'The text is not JSON.', {});
  }
  scan(text);
  return value;
}

/** What encloses the place being read: the member names of an object so far, or an array. */
type Enclosing = (Set<string> | undefined)[];

/** The grammar is known to hold; this looks only for what `JSON.parse` forgives. */
function scan(text: string): void {
  const enclosing: Enclosing = [];
  let at = 0;
  while (at < text.length) at = scanOne(text, at, enclosing);
}

/** Reads one token at `at` and returns where the next begins. */
function scanOne(text: string, at: number, enclosing: Enclosing): number {
  const c = text.charAt(at);
  if (c === '"') {
    const end = stringEnd(text, at);
    checkString(text, at, end, enclosing.at(-1));
    return end;
  }
  if (/[-0-9]/.test(c)) return checkNumber(text, at);
  if (c === '{' || c === '[') {
    enclosing.push(c === '{' ? new Set() : undefined);
    if (enclosing.length > MAX_DEPTH) throw fault('nests too deeply', at);
  } else if (c === '}' || c === ']') enclosing.pop();
  return at + 1;
}

function stringEnd(text: string, start: number): number {
  let i = start + 1;
  while (text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i + 1;
}

function checkString(
  text: string,
  start: number,
  end: number,
  names: Set<string> | undefined,
): void {
  const value = JSON.parse(text.slice(start, end)) as string;
  if (/\p{Cs}/u.test(value)) throw fault('has a lone surrogate', start);
  if (value.includes('\uFFFD')) throw fault('has a character that is no text', start);
  if (value.includes('\0')) throw fault('has a NUL character', start);
  if (names === undefined || !isNameBefore(text, end)) return;
  if (value === '__proto__') throw fault('has a member named __proto__', start);
  if (names.has(value)) throw fault('has a member twice', start);
  names.add(value);
}

/** However much white space an attacker puts before the colon. */
function isNameBefore(text: string, end: number): boolean {
  let i = end;
  while (WHITESPACE.has(text.charAt(i))) i += 1;
  return text[i] === ':';
}

function checkNumber(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && /[-+.eE0-9]/.test(text.charAt(end))) end += 1;
  const literal = text.slice(start, end);
  if (!/^-?\d+$/.test(literal) || literal === '-0' || !Number.isSafeInteger(Number(literal))) {
    throw fault('has a number that is not a safe integer', start);
  }
  return end;
}
