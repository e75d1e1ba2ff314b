/** Answers that are handed on: what is not on the ledger, and what an auditor may rely on. */
export const answerGroups = [
  {
    name: 'absence',
    description: 'signed negative answers: no record, no right, no encumbrance',
    verbs: [
      { verb: 'submit', operationId: 'submitAbsence', as: 'bank' },
      { verb: 'read', operationId: 'readAbsence', as: 'bank' },
      { verb: 'attest', operationId: 'attestAbsence', as: 'bank' },
      { verb: 'attest-submitted', operationId: 'attestSubmittedAbsence', as: 'bank' },
    ],
  },
  {
    name: 'query',
    description: 'purposes recorded before anything is opened, and who asked about one’s own',
    verbs: [
      { verb: 'record', operationId: 'recordPurpose', as: 'judge' },
      { verb: 'about', operationId: 'listQueriesAboutMe', as: 'holder-a' },
    ],
  },
  {
    name: 'recognition',
    description: 'what a party lawfully owned or controlled on a balance-sheet date',
    verbs: [
      { verb: 'read', operationId: 'readRecognition', as: 'bank' },
      { verb: 'attest', operationId: 'attestRecognition', as: 'bank' },
    ],
  },
];
