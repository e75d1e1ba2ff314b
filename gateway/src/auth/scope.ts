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
  'registration:read',
  'registration:write',
  'registration:private',
  'query:read',
  'query:write',
  'closing:read',
  'closing:write',
  'operation:read',
  'operation:write',
  'ledger:read',
  'ledger:sign',
  'metrics:read',
] as const;
export type Scope = (typeof scopes)[number];

/** What was sent privately needs a scope of its own. */
const PRIVATE: Readonly<Partial<Record<Name, Scope>>> = {
  'evidence:payload': 'evidence:private',
  'registration:contact': 'registration:private',
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

/** Contracts of authorised operation: its scheme, its agreement, what is made and earned. */
const OPERATION: readonly string[] = ['scheme', 'agreement', 'operation', 'lineage', 'revenue'];

/** Private data needs a scope of its own; the rest goes by contract and kind. */
export function scopeOf(name: Name, kind: 'submit' | 'evaluate'): Scope {
  const own = PRIVATE[name];
  if (own !== undefined) return own;
  const [contract = ''] = name.split(':');
  const area = areaOf(contract);
  return `${area}:${kind === 'submit' ? 'write' : 'read'}` as Scope;
}

function areaOf(contract: string): string {
  if (PROCEDURE.includes(contract)) return 'registration';
  return OPERATION.includes(contract) ? 'operation' : contract;
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
