import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { NetworkFailure } from '../failure.js';

/** What a chaincode process needs of its folder; source maps and types are not part of the code. */
const parts = ['package.json', 'dist', 'contract-metadata', 'META-INF'];

function isCode(file: string): boolean {
  return /\.(c?js|json)$/.test(file);
}

/** The files that are the chaincode, relative to its folder, sorted. */
export function codeFiles(folder: string): string[] {
  const found = parts.flatMap((part) => filesBelow(join(folder, part)));
  if (!found.includes(join(folder, 'package.json'))) {
    throw new NetworkFailure(
      'PREREQUISITE_MISSING',
      `There is no chaincode in ${folder}: build it first (npm run build).`,
    );
  }
  return found
    .filter(isCode)
    .map((file) => relative(folder, file).replaceAll('\\', '/'))
    .sort();
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (path.endsWith('.json')) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** SHA-256 over names and digests of the files, so that a moved line break is another code. */
export function codeDigest(folder: string): string {
  const hash = createHash('sha256');
  for (const file of codeFiles(folder)) {
    const digest = createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex');
    hash.update(`${digest}  ${file}\n`);
  }
  return hash.digest('hex');
}

/**
 * Copies the code aside, so that a rebuilt working tree never changes what an approved package
 * runs, and links the libraries it was built against.
 */
export function snapshotCode(folder: string, target: string): void {
  if (existsSync(target)) return;
  const partial = `${target}.partial`;
  rmSync(partial, { recursive: true, force: true });
  for (const file of codeFiles(folder)) {
    mkdirSync(dirname(join(partial, file)), { recursive: true });
    cpSync(join(folder, file), join(partial, file));
  }
  const own = join(resolve(folder), 'node_modules');
  if (existsSync(own)) symlinkSync(own, join(partial, 'node_modules'));
  renameSync(partial, target);
}
