import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Command } from 'commander';
import { check, Fingerprint, LedgerError, overlapOf, parseJson } from '@shuquan/chaincode/model';
import { fingerprintOf, type Format, formats } from '../../fingerprint/fingerprint.js';
import { readSketchKey, writeSketchKey } from '../../fingerprint/key.js';
import { readRowFile, RowFile } from '../../fingerprint/row-file.js';
import { Sketcher } from '../../fingerprint/sketch.js';
import { progressBar } from '../../progress/bar.js';
import { changed, chunksOf, DigestedFile, sizeOf } from '../digest.js';
import { CliError, exitCodes, usage } from '../failure.js';
import { type Io, say, sayJson } from '../io.js';
import { jsonOption } from '../names.js';
import { readText } from '../read.js';

interface Options {
  readonly json?: true;
  readonly rows?: string;
  readonly key?: string;
}

export function fingerprintCommand(program: Command, io: Io): void {
  const command = program
    .command('fingerprint')
    .description('what shows whether a table overlaps with another; the table itself stays here')
    .argument('<file>', '.csv, .jsonl or .parquet of any size, read in constant memory')
    .option(
      '--rows <out>',
      'write the row tokens, for the registrar to key; guard them as the data',
    )
    .option('--key <file>', 'a registrar’s sketch key: adds the sketch')
    .addOption(jsonOption())
    // Its commands have the same options; what stands after their names is theirs.
    .enablePositionalOptions()
    .action((file: string, options: Options) => fingerprint(io, file, options));
  command
    .command('sketch')
    .description('key the row tokens that an applicant’s --rows wrote; prints the sketch')
    .argument('<rows>')
    .requiredOption('--key <file>', 'the registrars’ sketch key')
    .action((rows: string, { key }: { key: string }) => sketch(io, rows, key));
  command
    .command('compare')
    .description('what two fingerprints have in common; estimates where both have a sketch')
    .argument('<a.json>')
    .argument('<b.json>')
    .addOption(jsonOption())
    .action((a: string, b: string, options: Options) => compare(io, a, b, options));
  command
    .command('new-key')
    .description('make a sketch key, to be shared among registrars and with nobody else')
    .argument('<out>')
    .requiredOption('--id <code>', 'its name in every sketch made with it, such as SKETCH_2026')
    .action((out: string, { id }: { id: string }) => {
      writeSketchKey(out, id);
    });
}

async function fingerprint(io: Io, path: string, { json, rows, key }: Options): Promise<void> {
  const format = formatOf(path);
  const size = (await sizeOf(path)) ?? 0;
  const bar = progressBar(io.err, {
    label: basename(path),
    total: format === 'parquet' ? 2 * size : size,
  });
  const onBytes = (bytes: number): void => {
    bar.advance(bytes);
  };
  try {
    using out = rows === undefined ? undefined : rowFile(rows);
    const file = new DigestedFile(path, onBytes);
    const made = await unchanged(path, () =>
      fingerprintOf(file, format, {
        onToken: out?.sink,
        key: key === undefined ? undefined : readSketchKey(key),
        onBytes,
      }),
    );
    if (out !== undefined && rows !== undefined) {
      writing(rows, () => {
        out.finish();
      });
    }
    bar.finish();
    if (json === true) sayJson(io, made);
    else tabulate(io, path, made);
  } finally {
    bar.finish();
  }
}

export function formatOf(path: string): Format {
  const extension = extname(path).slice(1).toLowerCase();
  const format = formats.find((each) => each === extension);
  if (format !== undefined) return format;
  throw usage(
    `${path}: a file’s name must end in ${formats.map((each) => `.${each}`).join(', ')}.`,
  );
}

/** A file that is read twice must be the same both times. */
export async function unchanged<T>(path: string, read: () => Promise<T>): Promise<T> {
  const state = async (): Promise<string> => {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    return [ino, size, mtimeNs].join();
  };
  const before = await state();
  const value = await read();
  if ((await state()) !== before) throw changed(path);
  return value;
}

const rowFile = (path: string): RowFile => writing(path, () => new RowFile(path));

function writing<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason =
      code === 'EEXIST' ? 'It is there already; name another' : `The system says ${code ?? 'no'}`;
    const message = `${path} can not be written. ${reason}.`;
    throw new CliError('FILE_UNWRITABLE', message, exitCodes.io, { cause });
  }
}

function tabulate(io: Io, path: string, made: Fingerprint): void {
  say(io, path);
  const rows = {
    ...made.fileDigests,
    rows: `${made.rows} in ${made.columns} columns`,
    'rows digest': made.rowsDigest,
    schema: made.schemaDigest,
    sketch: made.sketch === undefined ? 'none: a registrar’s key makes it' : made.sketch.keyId,
  };
  for (const [name, value] of Object.entries(rows)) say(io, `  ${name.padEnd(12)} ${value}`);
}

async function sketch(io: Io, path: string, keyFile: string): Promise<void> {
  const sketcher = new Sketcher(readSketchKey(keyFile));
  const rows = await readRowFile(chunksOf(path), (token) => {
    sketcher.add(token);
  });
  sayJson(io, { rows, sketch: sketcher.finish() });
}

async function compare(io: Io, a: string, b: string, { json }: Options): Promise<void> {
  const overlap = overlapOf(await readFingerprint(a), await readFingerprint(b));
  if (json === true) {
    sayJson(io, overlap);
    return;
  }
  const { sameFile, sameRows, sameSchema, similarity, containment } = overlap;
  const inWords = (is: boolean): string => (is ? 'yes' : 'no');
  const estimate = (value: number | undefined): string =>
    value === undefined ? 'not known: both need a sketch' : `${(value / 100).toFixed(2)} %`;
  const rows = {
    'same file': inWords(sameFile),
    'same rows': inWords(sameRows),
    'same schema': inWords(sameSchema),
    similarity: estimate(similarity),
    containment: estimate(containment),
  };
  for (const [name, value] of Object.entries(rows)) say(io, `${name.padEnd(12)} ${value}`);
}

async function readFingerprint(path: string): Promise<Fingerprint> {
  try {
    return check(Fingerprint, parseJson(await readText(path)));
  } catch (err) {
    if (!(err instanceof LedgerError)) throw err;
    throw usage(`${path} is no fingerprint, as fingerprint --json prints it: ${err.message}`);
  }
}
