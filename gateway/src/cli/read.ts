import { randomBytes } from 'node:crypto';
import { lstat, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { LedgerError, parseJson } from '@shuquan/chaincode/model';
import { dirname } from 'node:path';
import { isMissing } from '../files.js';
import { unreadable } from './digest.js';
import { CliError, exitCodes, usage } from './failure.js';

/** Text of a file that must be there. @throws CliError FILE_UNREADABLE */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** Bytes of a file that must be there. @throws CliError FILE_UNREADABLE */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** JSON given as text, or as `@file`. Duplicate keys and lone surrogates are refused. */
export async function readInput(given: string): Promise<Record<string, unknown>> {
  const text = given.startsWith('@') ? await readText(given.slice(1)) : given;
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (err) {
    if (!(err instanceof LedgerError)) throw err;
    throw usage(`--input is not JSON: ${err.message}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw usage('--input must be a JSON object, as text or as @file.');
}

/**
 * Never over a file that is there: it may be evidence. It appears whole or not at all: its name is
 * taken first, and what is written beside it then takes its place.
 *
 * @throws CliError FILE_UNWRITABLE
 */
export async function writeNew(
  path: string,
  text: string | Uint8Array,
  mode = 0o666,
): Promise<void> {
  const part = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    await claim(path, mode);
    try {
      await writeFile(part, text, { flag: 'wx', mode, flush: true });
      await rename(part, path);
    } catch (err) {
      for (const left of [part, path]) await rm(left, { force: true });
      throw err;
    }
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** Before any work is done for a file that could not be kept. @throws CliError FILE_UNWRITABLE */
export async function requireFree(path: string): Promise<void> {
  try {
    await lstat(dirname(path));
    await lstat(path);
  } catch (cause) {
    const { path: missing } = cause as NodeJS.ErrnoException;
    if (isMissing(cause) && missing === path) return;
    throw unwritable(path, cause);
  }
  throw unwritable(path, { code: 'EEXIST' });
}

async function claim(path: string, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  await file.close();
}

function unwritable(path: string, cause: unknown): CliError {
  const { code } = cause as NodeJS.ErrnoException;
  const reason =
    code === 'EEXIST' ? 'It is there already; name another' : `The system says ${code ?? 'no'}`;
  const message = `${path} can not be written. ${reason}.`;
  return new CliError('FILE_UNWRITABLE', message, exitCodes.io, { cause });
}
