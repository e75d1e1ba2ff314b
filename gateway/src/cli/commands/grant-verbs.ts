const grantor = 'holder-a';
const grantee = 'consumer-c';

/** Grants of registered rights, and whether a use is permitted. */
export const grantGroups = [
  {
    name: 'grant',
    description: 'grants and sub-grants, from the offer to the end, and decisions on uses',
    verbs: [
      { verb: 'offer', operationId: 'offerGrant', as: grantor },
      { verb: 'list', operationId: 'listGrants', as: grantor },
      { verb: 'read', operationId: 'readGrant', as: grantor },
      { verb: 'attest', operationId: 'attestGrant', as: grantor },
      { verb: 'accept', operationId: 'acceptGrant', as: grantee },
      { verb: 'decline', operationId: 'declineGrant', as: grantee },
      { verb: 'prove', operationId: 'proveGrantee', as: grantee },
      { verb: 'suspend', operationId: 'suspendGrant', as: grantor },
      { verb: 'resume', operationId: 'resumeGrant', as: grantor },
      { verb: 'narrow', operationId: 'narrowGrant', as: grantor },
      { verb: 'revoke', operationId: 'revokeGrant', as: grantor },
      { verb: 'renounce', operationId: 'renounceGrant', as: grantee },
      { verb: 'propose-end', operationId: 'proposeGrantTermination', as: grantor },
      { verb: 'confirm-end', operationId: 'confirmGrantTermination', as: grantee },
      { verb: 'odrl', operationId: 'exportGrant', as: grantor },
      { verb: 'permits', operationId: 'decideUse', as: grantee },
      { verb: 'attest-decision', operationId: 'attestDecision', as: grantee },
    ],
  },
];
