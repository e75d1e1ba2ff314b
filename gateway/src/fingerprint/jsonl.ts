import type { Cell } from './cell.js';
import { cellOfJson } from './cell.js';
import type { Column } from './columns.js';
import { malformed, MAX_ROW_BYTES, tooLarge } from './fault.js';
import { type Json, readJson } from './json.js';
import type { Table } from './table.js';
import { utf8Chunks } from './utf8.js';

const LF = 0x0a;
/** Objects of one table have few shapes; an attacker's each have one of their own. */
const MAX_SHAPES = 256;

/**
 * JSON Lines: one object a line, its members the columns. Nested values become canonical text. A
 * member that is missing counts as null does.
 *
 * @throws GatewayError naming the line
 */
export async function readJsonl(chunks: AsyncIterable<Uint8Array>, table: Table): Promise<void> {
  const shapes = new Map<string, readonly Column[]>();
  let line = 0;
  for await (const text of lines(utf8Chunks(chunks))) {
    line += 1;
    if (text.trim() === '') continue;
    const members = objectOf(text, line);
    const names = [...members.keys()];
    const shape = names.join('\0');
    const columns = shapes.get(shape) ?? table.columns.named(names, { line });
    if (shapes.size < MAX_SHAPES) shapes.set(shape, columns);
    const cells: Cell[] = [...members.values()].map(cellOfJson);
    table.addCells(columns, cells);
  }
}

function objectOf(text: string, line: number): ReadonlyMap<string, Json> {
  let value: Json;
  try {
    value = readJson(text);
  } catch (err) {
    if (!(err instanceof SyntaxError)) throw err;
    throw malformed({ line }, err.message);
  }
  if (value instanceof Map) return value as ReadonlyMap<string, Json>;
  throw malformed({ line }, 'is no JSON object');
}

async function* lines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  let parts: Buffer[] = [];
  let length = 0;
  let line = 1;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      yield textOf([...parts, chunk.subarray(start, end)], line);
      [parts, length, start, line] = [[], 0, end + 1, line + 1];
    }
    parts.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > MAX_ROW_BYTES) throw tooLong(line);
  }
  if (length > 0) yield textOf(parts, line);
}

function textOf(parts: readonly Buffer[], line: number): string {
  const bytes = parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts);
  if (bytes.length > MAX_ROW_BYTES) throw tooLong(line);
  return bytes.toString();
}

const tooLong = (line: number): Error => tooLarge({ line }, 'is longer than 4 MiB');
