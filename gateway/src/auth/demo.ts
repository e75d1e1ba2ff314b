import { existsSync, readFileSync } from 'node:fs';
import { check, Id, parseJson } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { createApiKey } from './api-key.js';
import { holderOf } from './holder.js';
import type { PrincipalEntry } from './principal.js';
import { writePrivateFile } from './private-file.js';
import { scopesOfRoles } from './role-scope.js';
import { scopes } from './scope.js';

/** A person of the demo: whose certificate, and what it says. */
export interface DemoPerson {
  readonly id: string;
  readonly mspId: string;
  readonly roles: readonly string[];
  readonly uscc?: string | undefined;
}

const DemoCredential = z.strictObject({
  id: Id,
  mspId: z.string(),
  roles: z.array(z.string()),
  uscc: z.string().optional(),
  apiKey: z.string(),
  scopes: z.array(z.enum(scopes)),
});
const DemoFile = z.strictObject({
  v: z.literal(1),
  warning: z.string(),
  url: z.string().optional(),
  principals: z.array(DemoCredential),
});
export type DemoCredential = z.output<typeof DemoCredential>;

/** Keys of an earlier start stay, so that what was copied from the file goes on working. */
export function demoCredentials(file: string, people: readonly DemoPerson[]): DemoCredential[] {
  const before = new Map(
    existsSync(file)
      ? check(DemoFile, parseJson(readFileSync(file, 'utf8'))).principals.map((p) => [p.id, p])
      : [],
  );
  return people.map(({ id, mspId, roles, uscc }) => ({
    id,
    mspId,
    roles: [...roles],
    ...(uscc === undefined ? {} : { uscc }),
    apiKey: before.get(id)?.apiKey ?? createApiKey(id),
    scopes: scopesOfRoles(roles),
  }));
}

export function writeDemoCredentials(
  file: string,
  url: string,
  principals: readonly DemoCredential[],
): void {
  const content = {
    v: 1,
    warning: 'Demo keys of an embedded ledger. Never use them for anything real.',
    url,
    principals,
  };
  writePrivateFile(file, content);
}

/** Demo people as principals of the directory. */
export const demoPrincipals = (credentials: readonly DemoCredential[]): PrincipalEntry[] =>
  credentials.map(({ id, apiKey, scopes: granted }) =>
    holderOf(apiKey, { id: `demo-${id}`, identity: id, scopes: granted }),
  );
