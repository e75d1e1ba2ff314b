const first = 'holder-a';
const second = 'consumer-c';

/** Grants that hold together or not at all, and data that several parties fuse. */
export const pactGroups = [
  {
    name: 'pact',
    description: 'two grants, each of one side to the other, that hold together or not at all',
    verbs: [
      { verb: 'terms', operationId: 'compareTerms', as: first },
      { verb: 'propose', operationId: 'proposePact', as: first },
      { verb: 'list', operationId: 'listPacts', as: first },
      { verb: 'read', operationId: 'readPact', as: first },
      { verb: 'attest', operationId: 'attestPact', as: first },
      { verb: 'agree', operationId: 'agreePact', as: second },
      { verb: 'decline', operationId: 'declinePact', as: second },
    ],
  },
  {
    name: 'fusion',
    description: 'projects in which several parties fuse their data, and who gets which right',
    verbs: [
      { verb: 'propose', operationId: 'proposeFusion', as: first },
      { verb: 'list', operationId: 'listFusions', as: first },
      { verb: 'read', operationId: 'readFusion', as: first },
      { verb: 'agree', operationId: 'agreeFusion', as: second },
      { verb: 'decline', operationId: 'declineFusion', as: second },
    ],
  },
];
