import { z } from 'zod';
import { LedgerError } from './errors.js';
import { mspSet, Uscc } from './schema.js';

/** Roles a certificate may carry (attribute `role`, comma-separated). */
export const roles = [
  'official',
  'witness',
  'registrar',
  'rightsHolder',
  'consumer',
  'implementingBody',
  'operator',
  'publicUtility',
  'processor',
  'court',
  'arbitrator',
  'exchange',
  'voucherVerifier',
  'supervisor',
] as const;
export const Role = z.enum(roles).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

/**
 * Whoever judges or supervises. Such an office sees what it is no side of for a purpose that it put
 * on record (NATIONAL_2026/30).
 */
export const watchers = ['court', 'arbitrator', 'supervisor'] as const satisfies readonly Role[];
export const isWatcher = (role: Role): boolean => (watchers as readonly Role[]).includes(role);

/** Whoever may have data or be shown some. A registrar comes first. */
export const dataRoles: readonly Role[] = [
  'registrar',
  'rightsHolder',
  'consumer',
  'implementingBody',
  'operator',
  'publicUtility',
  'processor',
  'exchange',
  'voucherVerifier',
];

/** Which organisations may issue certificates with a role: held on the channel (ledger rule 11). */
export const RoleBinding = z
  .strictObject({ role: Role, msps: mspSet(1) })
  .meta({ id: 'RoleBinding' });
export type RoleBinding = z.infer<typeof RoleBinding>;

/** In which organisations a party's certificates may be issued. */
export const PartyHome = z.strictObject({ uscc: Uscc, msps: mspSet(1) }).meta({ id: 'PartyHome' });
export type PartyHome = z.infer<typeof PartyHome>;

/** Whoever called, as the certificate says; nothing here comes from the request. */
export interface Caller {
  readonly mspId: string;
  readonly roles: readonly string[];
  readonly uscc: string | undefined;
  /** SHA-256 of the certificate's DER, hex. */
  readonly fingerprint: string;
  /** Who holds the key: CUSTODIAL unless the CA attests that the person does. */
  readonly custody: Custody;
}

export const Custody = z.enum(['CUSTODIAL', 'CLIENT_HELD']).meta({ id: 'Custody' });
export type Custody = z.infer<typeof Custody>;

/** A caller whose role and party were checked against the channel's configuration. */
export interface Actor extends Caller {
  readonly role: Role;
  readonly uscc: string;
}

/** What the channel holds about a caller; read by the state layer. */
export interface Standing {
  readonly bindings: ReadonlyMap<Role, RoleBinding | undefined>;
  readonly home: PartyHome | undefined;
  readonly suspended: boolean;
}

export const certificateSuspended = (fingerprint: string): LedgerError =>
  new LedgerError(
    'CERTIFICATE_SUSPENDED',
    'The certificate is suspended. Ask your organisation’s official for a new one.',
    { fingerprint },
  );

/** The roles of the caller that a transaction accepts. */
export function candidateRoles(caller: Caller, accepted: readonly Role[]): Role[] {
  return accepted.filter((role) => caller.roles.includes(role));
}

/**
 * (MSP, role, uscc) are checked together, so the CA of one organisation can not mint a judge of
 * another (ledger rule 11).
 *
 * @throws LedgerError CERTIFICATE_SUSPENDED, ROLE_MISSING, ROLE_NOT_BOUND, PARTY_NOT_HOME
 */
export function authorize(caller: Caller, accepted: readonly Role[], standing: Standing): Actor {
  if (standing.suspended) throw certificateSuspended(caller.fingerprint);
  const candidates = candidateRoles(caller, accepted);
  if (candidates.length === 0) {
    throw new LedgerError(
      'ROLE_MISSING',
      `This needs a certificate with one of the roles ${accepted.join(', ')}.`,
      { accepted },
    );
  }
  const role = candidates.find((r) => standing.bindings.get(r)?.msps.includes(caller.mspId));
  if (role === undefined) {
    throw new LedgerError(
      'ROLE_NOT_BOUND',
      `${caller.mspId} may not issue the role ${candidates.join(', ')} on this channel.`,
      { mspId: caller.mspId, roles: candidates },
    );
  }
  if (caller.uscc === undefined || standing.home?.msps.includes(caller.mspId) !== true) {
    throw new LedgerError(
      'PARTY_NOT_HOME',
      `The certificate’s party is not at home in ${caller.mspId}. Two officials must record it first.`,
      { mspId: caller.mspId },
    );
  }
  return { ...caller, role, uscc: caller.uscc };
}
