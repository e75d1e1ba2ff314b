import type { Name } from '@shuquan/chaincode/model';
import { GatewayError } from '../errors.js';
import { areas } from './area.js';

/** What a principal may use. Nothing is allowed that the principal’s entry does not name. */
export const scopes = [
  'evidence:read',
  'evidence:write',
  'evidence:private',
  'party:read',
  'party:write',
  'beacon:read',
  'beacon:write',
  'governance:read',
  'governance:write',
  'codelist:read',
  'codelist:write',
  'registration:read',
  'registration:write',
  'registration:private',
  'query:read',
  'query:write',
  'closing:read',
  'closing:write',
  'catalog:read',
  'catalog:write',
  'attestation:read',
  'attestation:write',
  'privacy:read',
  'privacy:write',
  'privacy:private',
  'voucher:read',
  'voucher:write',
  'voucher:private',
  'operation:read',
  'operation:write',
  'delivery:read',
  'delivery:write',
  'grant:read',
  'grant:write',
  'encumbrance:read',
  'encumbrance:write',
  'dispute:read',
  'dispute:write',
  'market:read',
  'market:write',
  'ledger:read',
  'public:read',
  'ledger:sign',
  'metrics:read',
] as const;
export type Scope = (typeof scopes)[number];

/** What was sent privately needs a scope of its own. */
const PRIVATE: Readonly<Partial<Record<Name, Scope>>> = {
  'evidence:payload': 'evidence:private',
  'registration:contact': 'registration:private',
  'complaint:contact': 'privacy:private',
  'voucher:open': 'voucher:private',
};
/** Contracts that are steps of one procedure share its scopes. */
const PROCEDURE: readonly string[] = [
  'acceptance',
  'review',
  'objection',
  'register',
  'overlap',
  'exit',
];

/** Private data needs a scope of its own; the rest goes by contract and kind. */
export function scopeOf(name: Name, kind: 'submit' | 'evaluate'): Scope {
  const own = PRIVATE[name];
  if (own !== undefined) return own;
  const [contract = ''] = name.split(':');
  const area = PROCEDURE.includes(contract) ? 'registration' : (areas[contract] ?? contract);
  return `${area}:${kind === 'submit' ? 'write' : 'read'}` as Scope;
}

/** @throws GatewayError SCOPE_MISSING */
export function requireScope(held: ReadonlySet<Scope>, scope: Scope): void {
  if (held.has(scope)) return;
  throw new GatewayError(
    'SCOPE_MISSING',
    `This needs the scope ${scope}. Ask the operator of this gateway to grant it.`,
    { scope },
  );
}
