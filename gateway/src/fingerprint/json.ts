/**
 * Reads one JSON text keeping every number as it is written: a parser that makes floating-point
 * numbers of identity numbers and amounts would give two rows one token.
 */

/** No record nests deeper; an attacker's may. */
const MAX_DEPTH = 32;

/** Numbers, booleans and null come as their text; null is the empty text, as in every format here. */
export type Json = string | readonly Json[] | ReadonlyMap<string, Json>;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** An escape, or a control character that JSON forbids. */
// eslint-disable-next-line no-control-regex -- control characters are meant
const SPECIAL = /[\\\x00-\x1f]/;
const SPACE = /[ \t\r\n]*/y;
const WORDS: Readonly<Record<string, string>> = { true: 'true', false: 'false', null: '' };

/** @throws SyntaxError saying what is wrong, without the text itself */
export function readJson(text: string): Json {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  end(): void {
    this.#skipSpace();
    if (this.#at < this.#text.length) throw new SyntaxError('goes on after its value');
  }

  value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new SyntaxError(`nests deeper than ${MAX_DEPTH}`);
    this.#skipSpace();
    const first = this.#text[this.#at];
    if (first === '"') return this.#string();
    if (first === '{') return this.#object(depth);
    if (first === '[') return this.#array(depth);
    return this.#word() ?? this.#match(NUMBER, 'is not JSON');
  }

  #object(depth: number): ReadonlyMap<string, Json> {
    const members = new Map<string, Json>();
    this.#at += 1;
    if (this.#take('}')) return members;
    do {
      this.#skipSpace();
      const name = this.#string();
      if (members.has(name)) throw new SyntaxError('names a member twice');
      if (!this.#take(':')) throw new SyntaxError('is not JSON');
      members.set(name, this.value(depth + 1));
    } while (this.#take(','));
    if (!this.#take('}')) throw new SyntaxError('is not JSON');
    return members;
  }

  #array(depth: number): readonly Json[] {
    const items: Json[] = [];
    this.#at += 1;
    if (this.#take(']')) return items;
    do items.push(this.value(depth + 1));
    while (this.#take(','));
    if (!this.#take(']')) throw new SyntaxError('is not JSON');
    return items;
  }

  /** By searching, not by a pattern: patterns with alternatives overflow on long strings. */
  #string(): string {
    if (this.#text[this.#at] !== '"') throw new SyntaxError('is not JSON');
    const end = this.#closingQuote();
    const quoted = this.#text.slice(this.#at, end + 1);
    this.#at = end + 1;
    return SPECIAL.test(quoted) ? unescaped(quoted) : quoted.slice(1, -1);
  }

  #closingQuote(): number {
    for (let end = this.#at + 1; ; end += 1) {
      end = this.#text.indexOf('"', end);
      if (end < 0) throw new SyntaxError('is not JSON');
      let first = end;
      while (this.#text[first - 1] === '\\') first -= 1;
      if ((end - first) % 2 === 0) return end;
    }
  }

  #word(): string | undefined {
    for (const [word, text] of Object.entries(WORDS)) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return text;
      }
    }
    return undefined;
  }

  #match(pattern: RegExp, otherwise: string): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) throw new SyntaxError(otherwise);
    this.#at += found.length;
    return found;
  }

  #take(character: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #skipSpace(): void {
    SPACE.lastIndex = this.#at;
    this.#at += SPACE.exec(this.#text)?.[0].length ?? 0;
  }
}

function unescaped(quoted: string): string {
  let text: string;
  try {
    text = JSON.parse(quoted) as string;
  } catch {
    throw new SyntaxError('is not JSON');
  }
  if (/[\p{Cs}\0]/u.test(text)) throw new SyntaxError('holds half a character or a NUL');
  return text;
}
