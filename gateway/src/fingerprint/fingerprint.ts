import type { Digests, Fingerprint } from '@shuquan/chaincode/model';
import { readCsv } from './csv.js';
import { readJsonl } from './jsonl.js';
import type { SketchKey } from './key.js';
import { readParquet } from './parquet/reader.js';
import { Sketcher } from './sketch.js';
import { Table, type TokenSink } from './table.js';

export const formats = ['csv', 'jsonl', 'parquet'] as const;
export type Format = (typeof formats)[number];

/** A file whose bytes are digested while they are read. */
export interface DataFile {
  readonly path: string;
  /** The bytes in order; each chunk is valid until the next is asked for. */
  chunks(): AsyncIterable<Uint8Array>;
  /** Digests of what `chunks` gave, once it has given everything. */
  digests(): Digests;
}

export interface FingerprintOptions {
  /** Takes the row tokens, for a registrar who is elsewhere. */
  readonly onToken?: TokenSink | undefined;
  /** The registrars' own; adds the sketch. */
  readonly key?: SketchKey | undefined;
  /** Called with the bytes of a Parquet file that its second reading has done. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * The fingerprint of a file of any size: CSV and JSON Lines in one pass and constant memory, Parquet
 * in two passes and the memory of one row group.
 *
 * @throws GatewayError DATA_NOT_UTF8, DATA_MALFORMED, DATA_UNSUPPORTED, DATA_TOO_LARGE
 */
export async function fingerprintOf(
  file: DataFile,
  format: Format,
  { onToken, key, onBytes }: FingerprintOptions = {},
): Promise<Fingerprint> {
  const sketcher = key === undefined ? undefined : new Sketcher(key);
  const sinks: TokenSink[] = onToken === undefined ? [] : [onToken];
  if (sketcher !== undefined) {
    sinks.push((token) => {
      sketcher.add(token);
    });
  }
  using table = new Table(sinks);
  if (format === 'csv') await readCsv(file.chunks(), table);
  else if (format === 'jsonl') await readJsonl(file.chunks(), table);
  else await readDigestedParquet(file, table, onBytes);
  const sketch = sketcher?.finish();
  return {
    v: 1,
    fileDigests: file.digests(),
    rowsDigest: table.rowsDigest(),
    schemaDigest: table.columns.digest(),
    rows: table.rows,
    columns: table.columns.size,
    ...(sketch === undefined ? {} : { sketch }),
  };
}

/** A Parquet file begins at its end, so its bytes can not be digested while its rows are read. */
async function readDigestedParquet(
  file: DataFile,
  table: Table,
  onBytes?: (bytes: number) => void,
): Promise<void> {
  const chunks = file.chunks()[Symbol.asyncIterator]();
  while ((await chunks.next()).done !== true);
  await readParquet(file.path, table, onBytes);
}
