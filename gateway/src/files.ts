import { chmod, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { GatewayError } from './errors.js';

/** A name survives a power cut only once the folder that holds it is synced. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a new file that only its owner may read; on the disk when it resolves. */
export async function writePrivate(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await chmod(file, 0o600);
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Puts new content in a file’s place: after a kill there is the old or the new, never a mixture. */
export async function replacePrivate(file: string, bytes: Uint8Array): Promise<void> {
  const next = `${file}.next`;
  try {
    await writePrivate(next, bytes);
    await rename(next, file);
  } catch (err) {
    await rm(next, { force: true });
    throw err;
  }
  await syncFolder(dirname(file));
}

/** Whether the operating system said that there is no room, however deep that stands. */
export function isDiskFull(err: unknown): boolean {
  for (let each = err; each instanceof Error; each = each.cause) {
    const text = `${String((each as NodeJS.ErrnoException).code)} ${each.message}`;
    if (/ENOSPC|EDQUOT|no space left/i.test(text)) return true;
  }
  return false;
}

/** DISK_FULL where the operating system said so; else what was given. */
export function withDiskFull(err: unknown, what: string): unknown {
  if (!isDiskFull(err)) return err;
  const text = `There is no room left on the disk; ${what}.`;
  return new GatewayError('DISK_FULL', text, {}, { cause: err });
}

export const isMissing = (err: unknown): boolean =>
  (err as NodeJS.ErrnoException).code === 'ENOENT';
