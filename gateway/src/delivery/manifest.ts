import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { canonicalize, check, DeliveryContent, parseJson } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { GatewayError } from '../errors.js';
import { chunksIn, readAt } from './chunk-file.js';
import { comparePaths, requirePath } from './names.js';

const Head = z.strictObject({
  v: z.literal(1),
  kind: z.literal('shuquan.manifest'),
  chunkSize: DeliveryContent.shape.chunkSize,
});
const Line = z.strictObject({
  path: z.string().min(1).max(4096),
  size: z.int().min(0),
});

/** A manifest is read line by line: its first line says how it is cut, every other names a file. */
export const ManifestLine = z.union([Head, Line]);

/** A file of a delivery, and which chunks it is. */
export interface ManifestFile {
  readonly path: string;
  readonly names: readonly string[];
  readonly size: number;
  /** Number of the file, from 0. */
  readonly number: number;
  /** Place of its first chunk, from 0. */
  readonly first: number;
  readonly chunks: number;
}

/** What the files add up to. */
export interface ManifestTotals {
  readonly chunkSize: number;
  readonly files: number;
  readonly bytes: number;
  readonly chunks: number;
  readonly manifest: string;
}

export const headLine = (chunkSize: number): string =>
  `${canonicalize({ v: 1, kind: 'shuquan.manifest', chunkSize })}\n`;
export const fileLine = (path: string, size: number): string => `${canonicalize({ path, size })}\n`;

/** Longer than the longest path, whatever of it is escaped. */
const MAX_LINE = 64 * 1024;

const damaged = (line: number, why: string): GatewayError =>
  new GatewayError('PACKAGE_DAMAGED', `Line ${String(line)} of the manifest ${why}.`, { line });

/**
 * Reads a manifest that anybody may have written, line by line: one JSON text for one line, names that
 * are safe, in the one order, each once. Its digest and totals are there after the last file.
 *
 * @throws GatewayError PACKAGE_DAMAGED, DELIVERY_NAME_REFUSED
 */
export class ManifestReader {
  readonly #handle: FileHandle;
  readonly #hash = createHash('sha256');
  #totals: ManifestTotals | undefined;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  get totals(): ManifestTotals {
    if (this.#totals === undefined) throw new TypeError('The manifest was not read to its end.');
    return this.#totals;
  }

  /** Reads through and keeps the totals. */
  async all(): Promise<ManifestTotals> {
    const files = this.files();
    while ((await files.next()).done !== true);
    return this.totals;
  }

  async *files(): AsyncGenerator<ManifestFile> {
    const sums = { chunkSize: 0, files: 0, bytes: 0, chunks: 0 };
    let last: readonly string[] = [];
    let line = 0;
    for await (const text of this.#lines()) {
      line += 1;
      if (line === 1) {
        sums.chunkSize = parsed(Head, text, line).chunkSize;
        continue;
      }
      const { path, size } = parsed(Line, text, line);
      const names = requirePath(path);
      if (comparePaths(last, names) >= 0) throw damaged(line, 'is out of order');
      last = names;
      const chunks = chunksIn(size, sums.chunkSize);
      yield { path, names, size, number: sums.files, first: sums.chunks, chunks };
      sums.files += 1;
      sums.bytes += size;
      sums.chunks += chunks;
      if (!Number.isSafeInteger(sums.bytes)) throw damaged(line, 'adds up to too much');
    }
    if (sums.files === 0) throw damaged(line, 'is the last one, and no file came');
    this.#totals = { ...sums, manifest: this.#hash.digest('hex') };
  }

  async *#lines(): AsyncGenerator<string> {
    const buffer = Buffer.alloc(MAX_LINE);
    let rest = Buffer.alloc(0);
    let position = 0;
    for (let line = 1; ;) {
      const bytes = await readAt(this.#handle, buffer, position);
      position += bytes.length;
      this.#hash.update(bytes);
      rest = Buffer.concat([rest, bytes]);
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
        yield rest.subarray(0, end).toString('utf8');
        rest = rest.subarray(end + 1);
        line += 1;
      }
      if (rest.length > MAX_LINE) throw damaged(line, 'is too long');
      if (bytes.length > 0) continue;
      if (rest.length > 0) throw damaged(line, 'is cut off');
      return;
    }
  }
}

/** One value has one text: another spelling of the same line is refused. */
function parsed<T extends z.ZodType>(schema: T, text: string, line: number): z.output<T> {
  let value: z.output<T>;
  try {
    value = check(schema, parseJson(text));
  } catch (cause) {
    throw new GatewayError(
      'PACKAGE_DAMAGED',
      damaged(line, 'can not be read').message,
      { line },
      {
        cause,
      },
    );
  }
  if (canonicalize(value) !== text) throw damaged(line, 'is not in its one form');
  return value;
}
