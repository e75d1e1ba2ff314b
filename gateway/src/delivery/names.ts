import { GatewayError } from '../errors.js';

/** Nothing that a file system or a shell reads as more than a name. */
const FORBIDDEN = /[\p{Cc}\\\u2028\u2029\uFFFD]/u;
/** What most file systems take, in bytes. */
const MAX_NAME = 255;
const MAX_PATH = 4096;
/** Of a receiving folder: where pieces wait until their file is whole. */
export const OWN_FOLDER = '.shuquan-delivery';

const refused = (name: string, why: string): GatewayError =>
  new GatewayError('DELIVERY_NAME_REFUSED', `The name ${JSON.stringify(name)} ${why}.`, { name });

/** A name as the system gave it, byte by byte. @throws GatewayError DELIVERY_NAME_REFUSED */
export function nameOf(bytes: Buffer): string {
  const name = bytes.toString('utf8');
  if (!Buffer.from(name).equals(bytes)) throw refused(name, 'is not UTF-8');
  return requireName(name);
}

function requireName(name: string): string {
  if (name === '' || name === '.' || name === '..') throw refused(name, 'names no file');
  if (name.includes('/') || FORBIDDEN.test(name)) throw refused(name, 'has a forbidden character');
  if (Buffer.byteLength(name) > MAX_NAME) throw refused(name.slice(0, 40), 'is too long');
  return name;
}

/** A path from a manifest, which anybody may have written. @throws GatewayError DELIVERY_NAME_REFUSED */
export function requirePath(path: string): string[] {
  if (Buffer.byteLength(path) > MAX_PATH) throw refused(path.slice(0, 40), 'is too long');
  const names = path.split('/').map(requireName);
  if (names[0] === OWN_FOLDER) throw refused(path, 'is kept for what is on its way');
  return names;
}

/** The one order of paths: name by name, by their bytes, as a walk in that order meets them. */
export function comparePaths(one: readonly string[], other: readonly string[]): number {
  for (const [i, name] of one.entries()) {
    const theirs = other[i];
    if (theirs === undefined) return 1;
    const order = Buffer.compare(Buffer.from(name), Buffer.from(theirs));
    if (order !== 0) return order;
  }
  return one.length - other.length;
}
