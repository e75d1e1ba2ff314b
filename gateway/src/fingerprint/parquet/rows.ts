import { type FileMetaData, parquetSchema } from 'hyparquet';
import { parquetReadColumn } from 'hyparquet/src/read.js';
import { isCoded } from '../../errors.js';
import { malformed, type Place } from '../fault.js';
import { compressors } from './codecs.js';
import { metadataOf, type RandomAccess } from './file.js';
import { requireGroup } from './pages.js';
import { type ColumnReading, readingsOf } from './types.js';

/** What a file gives in turn: its columns, then rows, column by column. */
export type Part =
  | { readonly names: readonly string[] }
  | {
      readonly columns: readonly (readonly string[])[];
      readonly rows: number;
      readonly bytes: number;
    };

const BATCH_ROWS = 2048;

/** All rows as text, one row group in memory at a time. @throws GatewayError */
export async function* rowsOf(file: RandomAccess): AsyncGenerator<Part, void> {
  const metadata = await faulty({}, () => metadataOf(file));
  const readings = await faulty({}, () => readingsOf(parquetSchema(metadata)));
  yield { names: readings.map(({ name }) => name) };
  let rowStart = 0;
  for (const [i, group] of metadata.row_groups.entries()) {
    const place = { rowGroup: i + 1 };
    const rows = Number(group.num_rows);
    const columns = await faulty(place, async () => {
      await requireGroup(group, flatNames(metadata), file, place);
      return textColumns(file, metadata, readings, rowStart, rows, place);
    });
    const bytes = file.byteLength / metadata.row_groups.length;
    for (let at = 0; at < rows; at += BATCH_ROWS) {
      const batch = columns.map((column) => column.slice(at, at + BATCH_ROWS));
      const count = Math.min(BATCH_ROWS, rows - at);
      yield { columns: batch, rows: count, bytes: (bytes * count) / rows };
    }
    rowStart += rows;
  }
}

function flatNames(metadata: FileMetaData): ReadonlySet<string> {
  const leaves = parquetSchema(metadata).children.filter(
    ({ children, element }) => children.length === 0 && element.repetition_type !== 'REPEATED',
  );
  return new Set(leaves.map(({ element }) => element.name));
}

async function textColumns(
  file: RandomAccess,
  metadata: FileMetaData,
  readings: readonly ColumnReading[],
  rowStart: number,
  rows: number,
  place: Place,
): Promise<string[][]> {
  const columns: string[][] = [];
  if (rows === 0) return readings.map(() => []);
  for (const { name, text } of readings) {
    const values = await parquetReadColumn({
      ...{ file, metadata, compressors, parsers, columns: [name] },
      ...{ rowStart, rowEnd: rowStart + rows },
    });
    if (values.length !== rows) throw malformed(place, 'has a column of more or fewer rows');
    columns.push(
      Array.from(values as ArrayLike<unknown>, (value) =>
        value === null || value === undefined ? '' : text(value),
      ),
    );
  }
  return columns;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

const parsers = {
  stringFromBytes: textOf,
  jsonFromBytes: textOf,
  timestampFromNanoseconds: (nanos: bigint) => nanos,
};

function textOf(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  const text = utf8.decode(bytes);
  if (text.includes('\0')) throw malformed({}, 'has a text with a NUL in it');
  return text;
}

/** Whatever the library throws on bytes it did not expect is the file's fault. */
async function faulty<T>(place: Place, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (err) {
    if (isCoded(err) || isSystem(err)) throw err;
    throw malformed(place, 'is not Parquet as its specification has it', err);
  }
}

const isSystem = (err: unknown): boolean => (err as NodeJS.ErrnoException).syscall !== undefined;
