import type { Identity } from './identity.js';
import { independentOrganizations } from './independence.js';
import type { Membership } from './membership.js';
import { policyText, satisfied, type PolicyRule } from './policy.js';
import type { SignedBy, Steps } from './report.js';

/** How many signatures, and whose, the reader wants to see. */
export interface Requirement {
  /** Replaces the policy of the anchors by a plain count. */
  readonly minOrganizations?: number | undefined;
  /** Organisations that must be among the signers, on top of the policy. */
  readonly require?: readonly string[] | undefined;
  /** Organisations vouched for by different custodians; 1 when left out. */
  readonly minIndependent?: number | undefined;
  /** When certificates must have been valid; the transaction's claimed time when left out. */
  readonly at?: Date | undefined;
}

export interface Signers {
  readonly organizations: readonly SignedBy[];
  readonly independentOrganizations: number;
}

/** Judges who signed; the caller has checked that they did. */
export function checkRequirement(
  signers: readonly Identity[],
  rule: PolicyRule | undefined,
  requirement: Requirement,
  { membership, steps }: { readonly membership: Membership; readonly steps: Steps },
): Signers {
  const ids = new Set(signers.map(({ mspId }) => mspId));
  const signed = [...ids].join(', ') || 'nobody';
  checkPolicy(ids, signed, rule, requirement, steps);
  const pinned = [...ids].flatMap((mspId) => membership.organization(mspId) ?? []);
  const independent = independentOrganizations(pinned);
  const wanted = requirement.minIndependent ?? 1;
  steps.check(
    'independence',
    independent >= wanted,
    `${String(independent)} independent of ${String(wanted)} wanted.`,
    `Only ${String(independent)} of the ${String(wanted)} independent organisations wanted signed.`,
  );
  const organizations = pinned.map(({ mspId, custodian, singleCustodian }) => ({
    mspId,
    custodian,
    singleCustodian,
    signers: signers.flatMap((s) => (s.mspId === mspId ? [s.certificate.subject] : [])),
  }));
  return { organizations, independentOrganizations: independent };
}

function checkPolicy(
  ids: ReadonlySet<string>,
  signed: string,
  rule: PolicyRule | undefined,
  { minOrganizations, require = [] }: Requirement,
  steps: Steps,
): void {
  const missing = require.filter((mspId) => !ids.has(mspId));
  if (missing.length > 0) {
    steps.check('policy', false, `${missing.join(', ')} did not sign; ${signed} did.`);
  } else if (minOrganizations !== undefined) {
    const wanted = `${String(minOrganizations)} organisations were wanted`;
    steps.check('policy', ids.size >= minOrganizations, `Signed by ${signed}; ${wanted}.`);
  } else if (rule === undefined) {
    steps.skip('policy', `Signed by ${signed}; the anchors pin no policy for this chaincode.`);
  } else {
    steps.check('policy', satisfied(rule, ids), `Signed by ${signed}; ${policyText(rule)} must.`);
  }
}
