import { type CsvError, parse } from 'csv-parse';
import { isCoded } from '../errors.js';
import type { Column } from './columns.js';
import { malformed, MAX_ROW_BYTES, tooLarge } from './fault.js';
import type { Table } from './table.js';
import { utf8Chunks } from './utf8.js';

type Parser = ReturnType<typeof parse>;

/** Small, so that a record that never ends is noticed soon. */
const FEED_BYTES = 262_144;

/**
 * CSV as RFC 4180 has it, with a header line, separated by commas: quotes, line breaks in quotes,
 * any line ends, a byte order mark. Every record has as many fields as the header.
 *
 * @throws GatewayError naming the line
 */
export async function readCsv(chunks: AsyncIterable<Uint8Array>, table: Table): Promise<void> {
  let columns: readonly Column[] | undefined;
  let sinceRecord = 0;
  const parser = parse({
    recordDelimiter: ['\r\n', '\n', '\r'],
    relax_column_count: false,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_BYTES,
    on_record: (record: string[], { lines }) => {
      sinceRecord = 0;
      if (columns === undefined) columns = table.columns.named(record, { line: lines });
      else table.add(columns, record);
      return null;
    },
  });
  const failed = new Promise<never>((_, reject) => parser.once('error', reject));
  failed.catch(() => undefined);
  parser.resume();
  try {
    for await (const text of utf8Chunks(chunks)) {
      for (let at = 0; at < text.length; at += FEED_BYTES) {
        const part = text.subarray(at, at + FEED_BYTES);
        sinceRecord += part.length;
        await Promise.race([failed, written(parser, part)]);
        // The parser bounds the text of a record, but not how many empty fields it has.
        if (sinceRecord > MAX_ROW_BYTES + FEED_BYTES) throw endless(parser);
      }
    }
    await Promise.race([failed, ended(parser)]);
  } catch (err) {
    throw translated(err, parser);
  } finally {
    parser.destroy();
  }
  if (columns === undefined) throw malformed({}, 'has no header line');
}

const written = (parser: Parser, part: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    parser.write(part, (err) => {
      if (err) reject(err);
      else resolve();
    });
  });

const ended = (parser: Parser): Promise<void> =>
  new Promise((resolve) => {
    parser.once('end', resolve);
    parser.end();
  });

const lineOf = (parser: Parser): { line: number } => ({ line: parser.info.lines });

const endless = (parser: Parser): Error =>
  tooLarge(lineOf(parser), 'begins a record of more than 4 MiB; is a quote missing');

const reasons: Readonly<Record<string, string>> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'has another number of fields than the header',
  CSV_QUOTE_NOT_CLOSED: 'ends in a field whose quote was never closed',
  INVALID_OPENING_QUOTE: 'has a quote within a field; quote the whole field and double the quote',
  CSV_INVALID_CLOSING_QUOTE: 'has text after a closing quote',
};

/** The library's own messages repeat the data, which must not reach a log. */
function translated(err: unknown, parser: Parser): unknown {
  const { code } = err as CsvError;
  if (isCoded(err)) return err;
  if (code === 'CSV_MAX_RECORD_SIZE') return endless(parser);
  const reason = reasons[code];
  return reason === undefined ? err : malformed(lineOf(parser), reason);
}
