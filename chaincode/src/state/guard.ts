import { KeyEndorsementPolicy } from 'fabric-shim';

/**
 * A key-level policy that wants a peer of every organisation named, as Fabric’s bytes.
 *
 * Born guarded (ledger rule 6): set in the transaction that creates the key, since Fabric applies
 * the policy in force before the write.
 */
export function allOf(...mspIds: string[]): Uint8Array {
  const policy = new KeyEndorsementPolicy();
  policy.addOrgs('PEER', ...[...new Set(mspIds)].sort());
  return policy.getPolicy();
}
