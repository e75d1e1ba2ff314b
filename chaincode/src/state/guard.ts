import { common, msp } from '@hyperledger/fabric-protos';

/**
 * A key-level policy that wants a peer of every organisation named, and of one of `alternatives`
 * where there are any, as Fabric’s bytes.
 *
 * Born guarded (ledger rule 6): set in the transaction that creates the key, since Fabric applies
 * the policy in force before the write. The shim’s own builder knows no alternatives.
 */
export function guardedBy(
  required: readonly string[],
  alternatives: readonly string[] = [],
): Uint8Array {
  const all = [...new Set(required)].sort();
  const others = [...new Set(alternatives)].sort();
  const identities = [...new Set([...all, ...others])].sort();
  const signedBy = (mspId: string): common.SignaturePolicy => {
    const rule = new common.SignaturePolicy();
    rule.setSignedBy(identities.indexOf(mspId));
    return rule;
  };
  const rules = all.map(signedBy);
  if (others.length > 0) rules.push(outOf(1, others.map(signedBy)));
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setVersion(0);
  envelope.setIdentitiesList(identities.map(peerOf));
  envelope.setRule(outOf(rules.length, rules));
  return envelope.serializeBinary();
}

export const allOf = (...mspIds: string[]): Uint8Array => guardedBy(mspIds);

function outOf(n: number, rules: common.SignaturePolicy[]): common.SignaturePolicy {
  const choice = new common.SignaturePolicy.NOutOf();
  choice.setN(n);
  choice.setRulesList(rules);
  const rule = new common.SignaturePolicy();
  rule.setNOutOf(choice);
  return rule;
}

function peerOf(mspId: string): msp.MSPPrincipal {
  const role = new msp.MSPRole();
  role.setMspIdentifier(mspId);
  role.setRole(msp.MSPRole.MSPRoleType.PEER);
  const principal = new msp.MSPPrincipal();
  principal.setPrincipalClassification(msp.MSPPrincipal.Classification.ROLE);
  principal.setPrincipal(role.serializeBinary());
  return principal;
}
