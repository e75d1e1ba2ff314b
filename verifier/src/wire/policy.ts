import {
  message,
  nested,
  nestedList,
  optional,
  scalar,
  type Field,
  type Message,
} from './codec.js';

/** hyperledger/fabric-protos: common/policies.proto, msp/msp_principal.proto. */

export const MspPrincipal = message('MSPPrincipal', {
  classification: scalar(1, 'int32'),
  principal: scalar(2, 'bytes'),
});

/** msp_principal.proto, MSPPrincipal.Classification. */
export const principalKind = { role: 0, organizationUnit: 1, identity: 2 } as const;

export const MspRole = message('MSPRole', {
  mspIdentifier: scalar(1, 'string'),
  role: scalar(2, 'int32'),
});

export const OrganizationUnit = message('OrganizationUnit', {
  mspIdentifier: scalar(1, 'string'),
  organizationalUnitIdentifier: scalar(2, 'string'),
  certifiersIdentifier: scalar(3, 'bytes'),
});

/** msp_principal.proto, MSPRole.MSPRoleType, by its number. */
export const mspRoles = ['MEMBER', 'ADMIN', 'CLIENT', 'PEER', 'ORDERER'] as const;

/** The grammar is recursive, so the rule list is tied in by hand below. */
export interface SignaturePolicyValue {
  readonly signedBy: number | undefined;
  readonly nOutOf:
    { readonly n: number; readonly rules: readonly SignaturePolicyValue[] } | undefined;
}

const rules: Field<SignaturePolicyValue[]> = {
  number: 2,
  presence: 'repeated',
  get type(): Message<Record<string, Field>> {
    return SignaturePolicy;
  },
};

const NOutOf = message('NOutOf', {
  n: scalar(1, 'int32'),
  rules,
});

export const SignaturePolicy = message('SignaturePolicy', {
  signedBy: optional(1, 'int32'),
  nOutOf: nested(2, NOutOf),
});

export const SignaturePolicyEnvelope = message('SignaturePolicyEnvelope', {
  version: scalar(1, 'int32'),
  rule: nested(2, SignaturePolicy),
  identities: nestedList(3, MspPrincipal),
});

/** peer/policy.proto: how a chaincode definition names its endorsement policy. */
export const ApplicationPolicy = message('ApplicationPolicy', {
  signaturePolicy: nested(1, SignaturePolicyEnvelope),
  channelConfigPolicyReference: optional(2, 'string'),
});
