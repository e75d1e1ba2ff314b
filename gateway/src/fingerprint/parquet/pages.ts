import type { ColumnMetaData, PageHeader, RowGroup } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { malformed, type Place, tooLarge, unsupported } from '../fault.js';
import { requireCodec } from './codecs.js';
import type { RandomAccess } from './file.js';

/**
 * Checks of what a file says of its own sizes, before a library that believes it allocates by them.
 */
const MAX_GROUP_BYTES = 1024 * 1024 * 1024;
const MAX_PAGE_BYTES = 256 * 1024 * 1024;
const MAX_GROUP_ROWS = 1 << 24;
const MAX_CHUNK_VALUES = 1 << 26;

export async function requireGroup(
  group: RowGroup,
  flat: ReadonlySet<string>,
  file: RandomAccess,
  place: Place,
): Promise<void> {
  const remedy = 'write the file with smaller row groups';
  if (group.num_rows < 0n || group.num_rows > BigInt(MAX_GROUP_ROWS)) {
    throw tooLarge(place, `says it has ${group.num_rows} rows; ${remedy}`);
  }
  let bytes = 0n;
  for (const { meta_data: meta, file_path: path } of group.columns) {
    if (meta === undefined) throw unsupported('encryption', 'Parquet’s', 'Write it unencrypted');
    if (path) throw unsupported('file_path', 'Parquet’s', 'Put all columns into one file');
    requireCodec(meta.codec);
    bytes += BigInt(await chunkBytes(meta, group, flat, file, place));
    if (bytes > BigInt(MAX_GROUP_BYTES)) throw tooLarge(place, `is more than 1 GiB; ${remedy}`);
  }
}

/** Walks the pages of one column chunk; answers how much they hold uncompressed. */
async function chunkBytes(
  meta: ColumnMetaData,
  group: RowGroup,
  flat: ReadonlySet<string>,
  file: RandomAccess,
  place: Place,
): Promise<number> {
  const view = new DataView(await bytesOf(meta, file, place));
  const reader = { view, offset: 0 };
  let values = 0;
  let bytes = 0;
  while (reader.offset < view.byteLength - 1) {
    const header = parquetHeader(reader);
    if (!isPossible(header, view.byteLength - reader.offset)) {
      throw malformed(place, 'has a page whose sizes can not be');
    }
    reader.offset += header.compressed_page_size;
    bytes += header.uncompressed_page_size;
    values += valuesIn(header);
    if (values > MAX_CHUNK_VALUES) throw tooLarge(place, 'has too many values in one column');
  }
  const expected = flat.has(meta.path_in_schema[0] ?? '') ? group.num_rows : meta.num_values;
  if (BigInt(values) !== expected) throw malformed(place, 'has pages of more or fewer rows');
  return bytes;
}

function bytesOf(meta: ColumnMetaData, file: RandomAccess, place: Place): Promise<ArrayBuffer> {
  const start = Number(meta.dictionary_page_offset ?? 0n) || Number(meta.data_page_offset);
  const size = Number(meta.total_compressed_size);
  if (size < 0 || size > MAX_GROUP_BYTES) throw malformed(place, 'says a size that can not be');
  return file.slice(start, start + size);
}

const isWithin = (size: number, limit: number): boolean =>
  Number.isInteger(size) && size >= 0 && size <= limit;

function isPossible(header: PageHeader, left: number): boolean {
  const { compressed_page_size: compressed, uncompressed_page_size: uncompressed } = header;
  const dictionary = header.dictionary_page_header?.num_values ?? 0;
  return (
    isWithin(compressed, left) &&
    isWithin(uncompressed, MAX_PAGE_BYTES) &&
    isWithin(valuesIn(header), MAX_CHUNK_VALUES) &&
    // No value of a dictionary takes less than a byte.
    isWithin(dictionary, uncompressed) &&
    hasPossibleLevels(header, compressed)
  );
}

/** The second kind of data page says how long its levels are and how many of its values are null. */
function hasPossibleLevels({ data_page_header_v2: v2 }: PageHeader, compressed: number): boolean {
  if (v2 === undefined) return true;
  const { definition_levels_byte_length: definition, repetition_levels_byte_length: repetition } =
    v2;
  return (
    isWithin(definition, compressed) &&
    isWithin(repetition, compressed - definition) &&
    isWithin(v2.num_nulls, v2.num_values)
  );
}

/** A dictionary's are no values of the column. */
const valuesIn = ({ data_page_header: v1, data_page_header_v2: v2 }: PageHeader): number =>
  v1?.num_values ?? v2?.num_values ?? 0;
