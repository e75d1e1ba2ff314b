import type { Scope } from './scope.js';

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

/** The scopes a person’s key needs, by the roles in the person’s certificate. */
export const scopesOfRoles = (roles: readonly string[]): Scope[] => [
  ...new Set([...READ, ...roles.flatMap((role) => WRITE[role] ?? DEPOSITOR)]),
];
