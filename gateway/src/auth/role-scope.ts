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
  'catalog:read',
  'attestation:read',
  'privacy:read',
  'voucher:read',
  'operation:read',
  'delivery:read',
  'grant:read',
  'encumbrance:read',
  'dispute:read',
  'market:read',
  'ledger:read',
  'public:read',
  'ledger:sign',
];

/** Whoever has a certificate complains, reports, files corrections and attests what it may. */
const PUBLIC: readonly Scope[] = ['catalog:write', 'attestation:write', 'privacy:write'];

/** Whoever has data: it deposits, applies, consents and objects, and asks for files. */
const REGISTERING: readonly Scope[] = [
  'evidence:write',
  'evidence:private',
  'registration:write',
  'registration:private',
  'query:write',
  'operation:write',
  'delivery:write',
  'grant:write',
  'encumbrance:write',
  'dispute:write',
  'market:write',
  'voucher:write',
  'voucher:private',
  ...PUBLIC,
];

/** What a role has business with; the contracts decide what it may do there. */
const WRITE: Readonly<Record<string, readonly Scope[]>> = {
  official: [
    ...['party:write', 'governance:write', 'codelist:write', 'closing:write', 'metrics:read'],
    ...['privacy:private', 'voucher:write', 'operation:write', ...PUBLIC],
    'encumbrance:write',
  ] as readonly Scope[],
  witness: ['evidence:write', 'evidence:private', 'beacon:write', ...PUBLIC],
  registrar: [...REGISTERING, 'party:write'],
  // A supervisor changes no register; what it asks for is recorded, and complaints come to it.
  supervisor: [
    ...['query:write', 'dispute:write', 'privacy:write', 'privacy:private', 'encumbrance:write'],
    'market:write',
  ] as readonly Scope[],
};

/** The scopes a person’s key needs, by the roles in the person’s certificate. */
export const scopesOfRoles = (roles: readonly string[]): Scope[] => [
  ...new Set([...READ, ...roles.flatMap((role) => WRITE[role] ?? REGISTERING)]),
];
