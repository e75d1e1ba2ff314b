import { chmodSync, renameSync, writeFileSync } from 'node:fs';

/** Writes JSON that only the owner may read, whole or not at all. */
export function writePrivateFile(file: string, content: unknown): void {
  const next = `${file}.next`;
  writeFileSync(next, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  chmodSync(next, 0o600);
  renameSync(next, file);
}
