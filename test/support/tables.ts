import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fingerprint } from '@shuquan/chaincode/model';
import { DigestedFile } from '@shuquan/gateway/cli/digest';
import {
  fingerprintOf,
  type FingerprintOptions,
  type Format,
} from '@shuquan/gateway/fingerprint/fingerprint';
import { Table } from '@shuquan/gateway/fingerprint/table';

/** A sketch key that is no secret. */
export const testKey = { keyId: 'TEST', secret: new Uint8Array(32).fill(7) };

/** Files of a test, in a folder that goes away with it. */
export class Files implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'shuquan-table-'));

  write(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}

export interface Fingerprinted {
  readonly made: Fingerprint;
  readonly tokens: readonly string[];
}

/** Fingerprint and tokens of a file, by its extension. */
export async function fingerprinted(
  path: string,
  options: FingerprintOptions = {},
): Promise<Fingerprinted> {
  const tokens: string[] = [];
  const format = path.slice(path.lastIndexOf('.') + 1) as Format;
  const file = new DigestedFile(path, () => undefined);
  const onToken = (token: Uint8Array): void => {
    tokens.push(Buffer.from(token).toString('hex'));
  };
  return { made: await fingerprintOf(file, format, { ...options, onToken }), tokens };
}

/** Text as a file gives it, in chunks of so many bytes. */
export async function* chunked(
  content: string | Uint8Array,
  bytes = 65_536,
): AsyncGenerator<Uint8Array, void> {
  const all = Buffer.from(content as string);
  for (let at = 0; at < all.length; at += bytes) {
    yield await Promise.resolve(all.subarray(at, at + bytes));
  }
}

export interface Read {
  readonly rows: number;
  readonly rowsDigest: string;
  readonly schemaDigest: string;
  readonly tokens: readonly string[];
}

/** What a reader makes of a table. */
export async function readBy(
  read: (table: Table) => Promise<void> | void,
  keepTokens = true,
): Promise<Read> {
  const tokens: string[] = [];
  const keep = (token: Uint8Array): void => {
    if (keepTokens) tokens.push(Buffer.from(token).toString('hex'));
  };
  using table = new Table([keep]);
  await read(table);
  const [rowsDigest, schemaDigest] = [table.rowsDigest(), table.columns.digest()];
  return { rows: table.rows, rowsDigest, schemaDigest, tokens };
}
