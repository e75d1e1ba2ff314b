import { readFileSync } from 'node:fs';

const file = new URL('../../rules/ODRL.1.jsonld', import.meta.url);
let read: unknown;

/** The profile’s own document: every term that a policy of this ledger uses beyond ODRL’s. */
export function profileDocument(): unknown {
  read ??= JSON.parse(readFileSync(file, 'utf8')) as unknown;
  return read;
}
