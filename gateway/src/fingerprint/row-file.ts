import { closeSync, linkSync, openSync, rmSync, writeSync } from 'node:fs';
import { malformed } from './fault.js';
import { TOKEN_BYTES } from './table.js';

/** Sixteen bytes, as every token has: a whole file is a whole number of them. */
const MAGIC = Buffer.from('shuquan-rows-v1\n');
const BUFFER_BYTES = TOKEN_BYTES * 4096;

/**
 * The tokens of a table's rows, for the registrar who keys them. The file is as confidential as the
 * data: whoever has it can ask it for rows he guesses. It appears whole or not at all, readable by
 * its owner, and never over a file that is there.
 */
export class RowFile implements Disposable {
  readonly #path: string;
  readonly #file: number;
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  #used = 0;

  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(this.#part, 'wx', 0o600);
    this.add(MAGIC);
  }

  /** `add` as a value of its own. */
  readonly sink = (token: Uint8Array): void => {
    this.add(token);
  };

  get #part(): string {
    return `${this.#path}.part`;
  }

  add(token: Uint8Array): void {
    if (this.#used === BUFFER_BYTES) this.#flush();
    this.#buffer.set(token, this.#used);
    this.#used += TOKEN_BYTES;
  }

  /** Puts the file in its place. A link, unlike a move, refuses a name that is taken. */
  finish(): void {
    this.#flush();
    linkSync(this.#part, this.#path);
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
    rmSync(this.#part, { force: true });
  }

  #flush(): void {
    const bytes = this.#buffer.subarray(0, this.#used);
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
    this.#used = 0;
  }
}

/** Gives every token of such a file to `onToken`. @throws GatewayError DATA_MALFORMED */
export async function readRowFile(
  chunks: AsyncIterable<Uint8Array>,
  onToken: (token: Uint8Array) => void,
): Promise<number> {
  let rest = Buffer.alloc(0);
  let count = -1;
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    let at = 0;
    for (; at + TOKEN_BYTES <= bytes.length; at += TOKEN_BYTES, count += 1) {
      const token = bytes.subarray(at, at + TOKEN_BYTES);
      if (count >= 0) onToken(token);
      else if (!token.equals(MAGIC)) throw malformed({}, 'does not begin as a file of row tokens');
    }
    rest = bytes.subarray(at);
  }
  if (count < 0 || rest.length > 0) throw malformed({}, 'is cut off, or no file of row tokens');
  return count;
}
