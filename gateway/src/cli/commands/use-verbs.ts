const grantee = 'consumer-c';

/** What is done under grants, and what is run on granted data. */
export const useGroups = [
  {
    name: 'use',
    description: 'uses of grants: recorded, counted, and how far they drift',
    verbs: [
      { verb: 'record', operationId: 'recordUse', as: grantee },
      { verb: 'list', operationId: 'listUses', as: grantee },
      { verb: 'read', operationId: 'readUse', as: grantee },
      { verb: 'quota', operationId: 'readQuota', as: grantee },
      { verb: 'drift', operationId: 'readDrift', as: 'supervisor' },
      { verb: 'attest-drift', operationId: 'attestDrift', as: 'supervisor' },
    ],
  },
  {
    name: 'compute',
    description: 'algorithms, runs on granted data, and outputs reviewed before they leave',
    verbs: [
      { verb: 'register', operationId: 'registerAlgorithm', as: grantee },
      { verb: 'algorithm', operationId: 'readAlgorithm', as: grantee },
      { verb: 'run', operationId: 'recordRun', as: grantee },
      { verb: 'read', operationId: 'readRun', as: grantee },
      { verb: 'review', operationId: 'reviewOutput', as: 'operator' },
      { verb: 'release', operationId: 'releaseOutput', as: grantee },
    ],
  },
];
