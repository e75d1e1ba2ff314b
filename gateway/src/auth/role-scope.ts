import type { Scope } from './scope.js';

const READ: readonly Scope[] = [
  'evidence:read',
  'party:read',
  'beacon:read',
  'governance:read',
  'codelist:read',
  'registration:read',
  'query:read',
  'closing:read',
  'operation:read',
  'ledger:read',
  'ledger:sign',
];

/** Whoever has data: it deposits, applies, consents and objects, and asks for files. */
const REGISTERING: readonly Scope[] = [
  'evidence:write',
  'evidence:private',
  'registration:write',
  'registration:private',
  'query:write',
  'operation:write',
];

/** What a role has business with; the contracts decide what it may do there. */
const WRITE: Readonly<Record<string, readonly Scope[]>> = {
  official: [
    ...['party:write', 'governance:write', 'codelist:write', 'closing:write', 'metrics:read'],
    'operation:write',
  ] as const,
  witness: ['evidence:write', 'evidence:private', 'beacon:write'],
  registrar: [...REGISTERING, 'party:write'],
  // A supervisor changes nothing; what it asks for is recorded.
  supervisor: ['query:write'],
};

/** The scopes a person’s key needs, by the roles in the person’s certificate. */
export const scopesOfRoles = (roles: readonly string[]): Scope[] => [
  ...new Set([...READ, ...roles.flatMap((role) => WRITE[role] ?? REGISTERING)]),
];
