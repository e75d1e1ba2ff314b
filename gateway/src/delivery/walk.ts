import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GatewayError } from '../errors.js';
import { nameOf } from './names.js';

/** A file to deliver. */
export interface SourceFile {
  /** From the root of what is delivered, names joined by `/`. */
  readonly path: string;
  /** Where it is. */
  readonly file: string;
  readonly size: number;
  /** Tells a file that was written to since. */
  readonly changed: string;
}

/**
 * Every file under a folder, or the one file, in the one order of paths. Links are not followed: what
 * they lead to may be anything. One folder’s names are in memory at a time, and those above it.
 *
 * @throws GatewayError DELIVERY_FILE_REFUSED, DELIVERY_NAME_REFUSED
 */
export async function* walk(source: string): AsyncGenerator<SourceFile> {
  const stat = await lstat(source, { bigint: true });
  if (stat.isDirectory()) {
    yield* under(Buffer.from(source), '');
    return;
  }
  yield fileOf(stat, source, nameOf(Buffer.from(basename(source))));
}

async function* under(folder: Buffer, prefix: string): AsyncGenerator<SourceFile> {
  const names = await readdir(folder, { encoding: 'buffer' });
  names.sort((one, other) => Buffer.compare(one, other));
  for (const bytes of names) {
    const name = nameOf(bytes);
    const path = prefix === '' ? name : `${prefix}/${name}`;
    const place = join(folder.toString(), name);
    const stat = await lstat(place, { bigint: true });
    if (stat.isDirectory()) yield* under(Buffer.from(place), path);
    else yield fileOf(stat, place, path);
  }
}

type Stat = Awaited<ReturnType<typeof lstat>> & { readonly mtimeNs?: bigint };

function fileOf(stat: Stat, file: string, path: string): SourceFile {
  if (!stat.isFile()) {
    const what = stat.isSymbolicLink() ? 'a link' : 'neither a file nor a folder';
    const text = `${file} is ${what}. Deliver a copy of what it stands for.`;
    throw new GatewayError('DELIVERY_FILE_REFUSED', text, { path });
  }
  return { path, file, size: Number(stat.size), changed: String(stat.mtimeNs ?? stat.mtimeMs) };
}
