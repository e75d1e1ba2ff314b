import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { check, Id, parseJson } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { createApiKey, hashApiKey } from './api-key.js';
import type { PrincipalEntry } from './principal.js';
import { type Scope, scopes } from './scope.js';

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

const READ: readonly Scope[] = [
  'evidence:read',
  'party:read',
  'beacon:read',
  'governance:read',
  'codelist:read',
  'ledger:read',
  'ledger:sign',
];

/** What a role has business with; the contracts decide what it may do there. */
const WRITE: Readonly<Record<string, readonly Scope[]>> = {
  official: ['party:write', 'governance:write', 'codelist:write', 'metrics:read'],
  witness: ['evidence:write', 'evidence:private', 'beacon:write'],
  registrar: ['evidence:write', 'evidence:private', 'party:write'],
  supervisor: [],
};
const DEPOSITOR: readonly Scope[] = ['evidence:write', 'evidence:private'];

export const demoScopes = (roles: readonly string[]): Scope[] => [
  ...new Set([...READ, ...roles.flatMap((role) => WRITE[role] ?? DEPOSITOR)]),
];

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
    scopes: demoScopes(roles),
  }));
}

/** Readable by the owner only, and whole or not at all. */
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
  const next = `${file}.next`;
  writeFileSync(next, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  chmodSync(next, 0o600);
  renameSync(next, file);
}

/** Demo people as principals of the directory. */
export const demoPrincipals = (credentials: readonly DemoCredential[]): PrincipalEntry[] =>
  credentials.map(({ id, apiKey, scopes: granted }) => ({
    id: `demo-${id}`,
    identity: id,
    scopes: granted,
    apiKeys: [{ id: id.replaceAll('_', '-'), hash: hashApiKey(apiKey) }],
    subjects: [],
    certificates: [],
  }));
