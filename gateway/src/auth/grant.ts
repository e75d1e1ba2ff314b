import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createApiKey } from './api-key.js';
import { holderOf } from './holder.js';
import { loadPrincipals } from './load.js';
import { writePrivateFile } from './private-file.js';
import { scopesOfRoles } from './role-scope.js';

/** For whom a key is made: a person whose signing key this gateway holds. */
export interface Grantee {
  readonly id: string;
  readonly roles: readonly string[];
}

/**
 * Makes a new API key for a person and keeps its hash in the principals file. The person's earlier
 * keys end: one person, one key. The gateway reads the file when it starts.
 *
 * @returns the key, which is nowhere else
 * @throws ConfigError when the file there is not a principals file
 */
export function grantApiKey(file: string, { id, roles }: Grantee): string {
  const key = createApiKey(id);
  const entry = holderOf(key, { id, identity: id, scopes: scopesOfRoles(roles) });
  const others = loadPrincipals(file).filter((each) => each.id !== id);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writePrivateFile(file, { v: 1, principals: [...others, entry] });
  return key;
}
