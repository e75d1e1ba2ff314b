import {
  type Actor,
  authorize,
  candidateRoles,
  type Caller,
  certificateBase64,
  certificateKey,
  certificateSuspended,
  type CertificateSuspension,
  fingerprintsOf,
  type PartyHome,
  type Role,
  type RoleBinding,
  type Setting,
  Uscc,
} from '@shuquan/chaincode/model';
import { parseCertificate } from '@shuquan/verifier';
import type { Certificate } from '../../ledger/port.js';
import type { Rows } from './rows.js';

interface Known {
  readonly caller: Caller;
  /** In every form in which the certificate verifies. */
  readonly fingerprints: readonly string[];
}

/** Whoever a certificate says, as the contracts read it. */
function callerOf({ mspId, pem }: Certificate): Known {
  const der = Buffer.from(certificateBase64(pem), 'base64');
  const { attributes } = parseCertificate(der);
  const fingerprints = fingerprintsOf(der);
  const caller: Caller = {
    mspId,
    roles: (attributes['role'] ?? '').split(',').filter((role) => role !== ''),
    uscc: Uscc.safeParse(attributes['uscc']).data,
    fingerprint: fingerprints[0] ?? '',
    custody: attributes['custody'] === 'client' ? 'CLIENT_HELD' : 'CUSTODIAL',
  };
  return { caller, fingerprints };
}

async function isSuspended(
  rows: Rows,
  mspId: string,
  fingerprints: readonly string[],
): Promise<boolean> {
  const settings = await Promise.all(
    fingerprints.map((fingerprint) =>
      rows.get<Setting>('setting', 'CERTIFICATE', certificateKey({ mspId, fingerprint })),
    ),
  );
  return settings.some((each) => (each?.value as CertificateSuspension | undefined)?.suspended);
}

/** @throws LedgerError CERTIFICATE_SUSPENDED */
export async function requireNotSuspended(rows: Rows, certificate: Certificate): Promise<void> {
  const { caller, fingerprints } = callerOf(certificate);
  if (await isSuspended(rows, certificate.mspId, fingerprints)) {
    throw certificateSuspended(caller.fingerprint);
  }
}

/**
 * Checks role and party of a certificate against the channel’s settings, by the contracts’ own rule:
 * rows show nobody more than the ledger would.
 *
 * @throws LedgerError CERTIFICATE_SUSPENDED, ROLE_MISSING, ROLE_NOT_BOUND, PARTY_NOT_HOME
 */
export async function actorOf(
  rows: Rows,
  certificate: Certificate,
  accepted: readonly Role[],
): Promise<Actor> {
  const { caller, fingerprints } = callerOf(certificate);
  const setting = async <T>(kind: string, key: string): Promise<T | undefined> =>
    (await rows.get<Setting>('setting', kind, key))?.value as T | undefined;
  const bindings = new Map<Role, RoleBinding | undefined>();
  for (const role of candidateRoles(caller, accepted)) {
    bindings.set(role, await setting<RoleBinding>('ROLE', role));
  }
  return authorize(caller, accepted, {
    bindings,
    home: caller.uscc === undefined ? undefined : await setting<PartyHome>('HOME', caller.uscc),
    suspended: await isSuspended(rows, caller.mspId, fingerprints),
  });
}
