import type { Name } from '@shuquan/chaincode/model';
import { GatewayError } from '../errors.js';

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
  'ledger:read',
  'ledger:sign',
  'metrics:read',
] as const;
export type Scope = (typeof scopes)[number];

/** Private payloads need a scope of their own; the rest goes by contract and kind. */
export function scopeOf(name: Name, kind: 'submit' | 'evaluate'): Scope {
  if (name === 'evidence:payload') return 'evidence:private';
  const [contract] = name.split(':') as [
    'evidence' | 'party' | 'beacon' | 'governance' | 'codelist',
  ];
  return `${contract}:${kind === 'submit' ? 'write' : 'read'}`;
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
