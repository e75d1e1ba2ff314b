import { lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GatewayError } from '../errors.js';
import { isMissing } from '../files.js';

const linked = (place: string): GatewayError =>
  new GatewayError('DELIVERY_FILE_REFUSED', `${place} is no folder, or leads elsewhere.`, {
    place,
  });

/** Whether a folder is there, and no link to one. @throws GatewayError DELIVERY_FILE_REFUSED */
async function isFolder(place: string): Promise<boolean> {
  try {
    if ((await lstat(place)).isDirectory()) return true;
  } catch (err) {
    if (isMissing(err)) return false;
    throw err;
  }
  throw linked(place);
}

/**
 * The place of a file under a root, by names that were checked: nothing above it leads elsewhere.
 *
 * @returns `undefined` where a folder above is missing
 * @throws GatewayError DELIVERY_FILE_REFUSED
 */
export async function placeOf(root: string, names: readonly string[]): Promise<string | undefined> {
  let place = root;
  for (const name of names.slice(0, -1)) {
    place = join(place, name);
    if (!(await isFolder(place))) return undefined;
  }
  return join(place, names.at(-1) ?? '');
}

/** The same, making the folders above. @throws GatewayError DELIVERY_FILE_REFUSED */
export async function makePlace(root: string, names: readonly string[]): Promise<string> {
  let place = root;
  for (const name of names.slice(0, -1)) {
    place = join(place, name);
    if (!(await isFolder(place))) await mkdir(place, { mode: 0o700 });
  }
  return join(place, names.at(-1) ?? '');
}
