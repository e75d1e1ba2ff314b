import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Compressors } from 'hyparquet';
import { decompressLz4, decompressLz4Raw, decompressZstd } from 'hyparquet-compressors';
import { unsupported } from '../fault.js';

/** No output outgrows what the page header promised, and that has been bounded before. */
export const compressors: Compressors = {
  GZIP: (input, maxOutputLength) => gunzipSync(input, { maxOutputLength }),
  BROTLI: (input, maxOutputLength) => brotliDecompressSync(input, { maxOutputLength }),
  ZSTD: (input, length) => decompressZstd(input, new Uint8Array(length)),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
};

const known: ReadonlySet<string> = new Set(['UNCOMPRESSED', 'SNAPPY', ...Object.keys(compressors)]);

/** @throws GatewayError DATA_UNSUPPORTED naming the codec */
export function requireCodec(codec: string | undefined): void {
  if (codec !== undefined && known.has(codec)) return;
  throw unsupported(codec ?? 'unknown', 'Parquet’s codec', 'Write the file with ZSTD or SNAPPY');
}
