import { operationGroups } from './operation-verbs.js';

/** One command: a route of the gateway under a verb, and in whose name it is called here. */
export interface Verb {
  readonly verb: string;
  readonly operationId: string;
  /** By the table of people, where the ledger is here. */
  readonly as: string;
}

export interface Group {
  readonly name: string;
  readonly description: string;
  readonly verbs: readonly Verb[];
}

const holder = 'holder-a';
const registrar = 'registrar1';
const approver = 'approver1';
const official = 'registry-official';

/** Where people act on the register; what each takes, its route says. */
export const groups: readonly Group[] = [
  {
    name: 'case',
    description: 'registrations, from the application to the deposit',
    verbs: [
      { verb: 'apply', operationId: 'applyForRegistration', as: holder },
      { verb: 'list', operationId: 'listCases', as: registrar },
      { verb: 'read', operationId: 'readCase', as: registrar },
      { verb: 'attest', operationId: 'attestCase', as: registrar },
      { verb: 'consent', operationId: 'consentToCase', as: holder },
      { verb: 'withdraw', operationId: 'withdrawCase', as: holder },
      { verb: 'explain', operationId: 'explainOverlap', as: holder },
      { verb: 'correct', operationId: 'requireCorrection', as: registrar },
      { verb: 'serve', operationId: 'recordService', as: registrar },
      { verb: 'supplement', operationId: 'supplementCase', as: holder },
      { verb: 'accept', operationId: 'acceptCase', as: registrar },
      { verb: 'reject', operationId: 'rejectCase', as: registrar },
      { verb: 'review', operationId: 'recordFindings', as: registrar },
      { verb: 'ask-proof', operationId: 'requestProof', as: registrar },
      { verb: 'give-proof', operationId: 'giveProof', as: holder },
      { verb: 'extend', operationId: 'extendReview', as: registrar },
      { verb: 'publish', operationId: 'publishNotice', as: registrar },
      { verb: 'withhold', operationId: 'withholdNotice', as: registrar },
      { verb: 'notice', operationId: 'readNotice', as: holder },
      { verb: 'object', operationId: 'raiseObjection', as: 'holder-b' },
      { verb: 'decide-objection', operationId: 'decideObjection', as: registrar },
      { verb: 'decide', operationId: 'decideCase', as: approver },
      { verb: 'deposit', operationId: 'depositRegistration', as: registrar },
      { verb: 'receipt', operationId: 'recordReceipt', as: registrar },
      { verb: 'registration', operationId: 'readRegistration', as: registrar },
      { verb: 'sketch', operationId: 'sketchData', as: registrar },
      { verb: 'matches', operationId: 'readMatches', as: registrar },
      { verb: 'applications', operationId: 'listApplications', as: registrar },
      { verb: 'contact', operationId: 'readContact', as: registrar },
      { verb: 'erase-contact', operationId: 'eraseContact', as: registrar },
      { verb: 'ask', operationId: 'recordQuery', as: registrar },
      { verb: 'queries', operationId: 'listQueries', as: holder },
      { verb: 'file', operationId: 'readFile', as: registrar },
    ],
  },
  {
    name: 'certificate',
    description: 'registration certificates',
    verbs: [
      { verb: 'issue', operationId: 'issueCertificates', as: registrar },
      { verb: 'list', operationId: 'listCertificates', as: registrar },
      { verb: 'read', operationId: 'readCertificate', as: registrar },
      { verb: 'attest', operationId: 'attestCertificate', as: registrar },
      { verb: 'face', operationId: 'readCertificateFace', as: registrar },
      { verb: 'void', operationId: 'voidSerials', as: registrar },
    ],
  },
  {
    name: 'right',
    description: 'rights: one, those on a data version, those of a holder',
    verbs: [
      { verb: 'read', operationId: 'readRight', as: holder },
      { verb: 'attest', operationId: 'attestRight', as: holder },
      { verb: 'version', operationId: 'listRightsOfVersion', as: holder },
      { verb: 'holder', operationId: 'listRightsOfHolder', as: holder },
    ],
  },
  {
    name: 'closing',
    description: 'months closed by officials of two organisations',
    verbs: [
      { verb: 'propose', operationId: 'proposeClosing', as: official },
      { verb: 'approve', operationId: 'approveClosing', as: 'authority-official' },
      { verb: 'read', operationId: 'readClosing', as: official },
      { verb: 'gaps', operationId: 'findGaps', as: official },
    ],
  },
  {
    name: 'registrar',
    description: 'what a registrar did, and its hand-over when it leaves',
    verbs: [
      { verb: 'statistics', operationId: 'readRegistrarStatistics', as: registrar },
      { verb: 'announce', operationId: 'announceHandOver', as: registrar },
      { verb: 'hand-over', operationId: 'readHandOver', as: registrar },
      { verb: 'complete', operationId: 'completeHandOver', as: 'registrar2' },
    ],
  },
  ...operationGroups,
];

export const worklist: Verb = { verb: 'worklist', operationId: 'readWorklist', as: registrar };
