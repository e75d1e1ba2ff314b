import type { Identity, NodeRole } from './identity.js';
import {
  MspRole,
  OrganizationUnit,
  principalKind,
  type MspPrincipal,
  type SignaturePolicyEnvelope,
  type SignaturePolicyValue,
} from './wire/policy.js';
import { equalBytes, WireError, type Decoded } from './wire/codec.js';

type Principal = Decoded<typeof MspPrincipal>;

/** What a policy looks at in a signer whose signature and chain already hold. */
export type Signer = Pick<Identity, 'mspId' | 'role' | 'bytes' | 'signer'> & {
  readonly certificate: Pick<Identity['certificate'], 'organizationalUnits'>;
};

/** msp_principal.proto, MSPRole.MSPRoleType: the NodeOU role asked for; MEMBER asks for none. */
const roleAsked: readonly (NodeRole | 'member')[] = [
  'member',
  'admin',
  'client',
  'peer',
  'orderer',
];

/** Fabric's signature policies, evaluated as `common/cauthdsl` does. */
export const signaturePolicy = {
  /** Each signer satisfies at most one principal; duplicates of a signer are dropped first. */
  evaluate(policy: Decoded<typeof SignaturePolicyEnvelope>, signers: readonly Signer[]): boolean {
    const unique = [...new Map(signers.map((signer) => [signer.signer, signer])).values()];
    const used = new Set<Signer>();
    return policy.rule !== undefined && holds(policy.rule, policy.identities, unique, used);
  },
};

function holds(
  rule: SignaturePolicyValue,
  principals: readonly Principal[],
  signers: readonly Signer[],
  used: Set<Signer>,
): boolean {
  if (rule.nOutOf !== undefined && rule.signedBy === undefined) {
    let met = 0;
    for (const each of rule.nOutOf.rules) {
      // A branch that fails gives back the signers it took.
      const tried = new Set(used);
      if (!holds(each, principals, signers, tried)) continue;
      met += 1;
      for (const signer of tried) used.add(signer);
    }
    return met >= rule.nOutOf.n;
  }
  const principal = rule.signedBy === undefined ? undefined : principals[rule.signedBy];
  if (principal === undefined || rule.nOutOf !== undefined) return false;
  const signer = signers.find((each) => !used.has(each) && matches(principal, each));
  if (signer === undefined) return false;
  used.add(signer);
  return true;
}

function matches({ classification, principal }: Principal, signer: Signer): boolean {
  try {
    if (classification === principalKind.role) return hasRole(MspRole.decode(principal), signer);
    if (classification === principalKind.organizationUnit) {
      return inUnit(OrganizationUnit.decode(principal), signer);
    }
    return classification === principalKind.identity && equalBytes(principal, signer.bytes);
  } catch (err) {
    if (err instanceof WireError) return false;
    throw err;
  }
}

function hasRole({ mspIdentifier, role }: Decoded<typeof MspRole>, signer: Signer): boolean {
  const asked = roleAsked[role];
  if (asked === undefined || signer.role === undefined || signer.mspId !== mspIdentifier) {
    return false;
  }
  return asked === 'member' || signer.role === asked;
}

/** A certifier can not be checked here, so a principal that names one matches nobody. */
function inUnit(unit: Decoded<typeof OrganizationUnit>, { mspId, certificate }: Signer): boolean {
  return (
    unit.certifiersIdentifier.length === 0 &&
    unit.mspIdentifier === mspId &&
    certificate.organizationalUnits.includes(unit.organizationalUnitIdentifier)
  );
}
