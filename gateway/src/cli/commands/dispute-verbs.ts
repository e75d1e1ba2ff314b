const [claimant, respondent, body, operator] = ['holder-b', 'holder-a', 'arbitrator', 'registrar1'];

/** Disputes before a body, and what platforms are qualified by. */
export const disputeGroups = [
  {
    name: 'dispute',
    description: 'disputes about rights, certificates, grants and deliveries; their whole file',
    verbs: [
      { verb: 'file', operationId: 'fileDispute', as: claimant },
      { verb: 'list', operationId: 'listDisputes', as: claimant },
      { verb: 'about', operationId: 'listDisputeRemarks', as: claimant },
      { verb: 'read', operationId: 'readDispute', as: body },
      { verb: 'attest', operationId: 'attestDispute', as: body },
      { verb: 'accept', operationId: 'acceptDispute', as: body },
      { verb: 'dismiss', operationId: 'dismissDispute', as: body },
      { verb: 'serve', operationId: 'serveDispute', as: body },
      { verb: 'answer', operationId: 'answerDisputeCase', as: respondent },
      { verb: 'submit', operationId: 'submitToDispute', as: claimant },
      { verb: 'hear', operationId: 'hearDispute', as: body },
      { verb: 'award', operationId: 'awardDispute', as: body },
      { verb: 'execute', operationId: 'executeAward', as: operator },
      { verb: 'settle', operationId: 'settleDispute', as: claimant },
      { verb: 'withdraw', operationId: 'withdrawDispute', as: claimant },
    ],
  },
  {
    name: 'infringement',
    description: 'packs of evidence about suspected copies; compare two files of your own',
    verbs: [
      { verb: 'open', operationId: 'openInfringement', as: respondent },
      { verb: 'list', operationId: 'listInfringements', as: respondent },
      { verb: 'right', operationId: 'listInfringementsOfRight', as: respondent },
      { verb: 'read', operationId: 'readInfringement', as: respondent },
      { verb: 'attest', operationId: 'attestInfringement', as: respondent },
      { verb: 'compare', operationId: 'compareInfringement', as: operator },
      { verb: 'witness', operationId: 'witnessInfringement', as: 'notary' },
      { verb: 'close', operationId: 'closeInfringement', as: respondent },
    ],
  },
  {
    name: 'platform',
    description: 'what platforms are qualified by: 备案号, 等保, 密评',
    verbs: [
      { verb: 'publish', operationId: 'publishPlatform', as: operator },
      { verb: 'confirm', operationId: 'confirmPlatform', as: 'supervisor' },
      { verb: 'withdraw', operationId: 'withdrawPlatform', as: operator },
      { verb: 'list', operationId: 'listPlatforms', as: body },
      { verb: 'at', operationId: 'readPlatforms', as: body },
    ],
  },
];
