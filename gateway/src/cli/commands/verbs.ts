import { courtGroups } from './court-verbs.js';
import { grantGroups } from './grant-verbs.js';
import { deliveryGroups } from './delivery-verbs.js';
import { marketGroups } from './market-verbs.js';
import { pactGroups } from './pact-verbs.js';
import { operationGroups } from './operation-verbs.js';
import { publicGroups } from './public-verbs.js';
import { useGroups } from './use-verbs.js';
import type { Group, Verb } from './verb.js';

export type { Group, Verb } from './verb.js';

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
    name: 'person',
    description: 'natural persons: their pseudonyms, and what a registrar brings for them',
    verbs: [],
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
  ...publicGroups,
  {
    name: 'resource',
    description: 'public data resources: their codes, and what became of them',
    verbs: [
      { verb: 'assign-code', operationId: 'assignLookupCode', as: registrar },
      { verb: 'update', operationId: 'updateResource', as: registrar },
      { verb: 'list', operationId: 'listResources', as: registrar },
      { verb: 'read', operationId: 'readResource', as: 'implementer' },
      { verb: 'attest', operationId: 'attestResource', as: 'implementer' },
      { verb: 'version', operationId: 'listResourcesOfVersion', as: 'implementer' },
      { verb: 'consistency', operationId: 'readResourceConsistency', as: 'operator' },
      { verb: 'attest-consistency', operationId: 'attestResourceConsistency', as: 'operator' },
    ],
  },
  {
    name: 'consistency',
    description: 'whether the registers contradict each other, and numbers of those elsewhere',
    verbs: [
      { verb: 'read', operationId: 'readCertificateConsistency', as: holder },
      { verb: 'attest', operationId: 'attestCertificateConsistency', as: holder },
      { verb: 'check', operationId: 'recordConsistencyCheck', as: holder },
      { verb: 'checked', operationId: 'readConsistencyCheck', as: holder },
      { verb: 'refer', operationId: 'recordReference', as: holder },
      { verb: 'end', operationId: 'endReference', as: holder },
    ],
  },
  {
    name: 'consent',
    description: 'consents of subjects, signed with their own keys (voucher sign)',
    verbs: [
      { verb: 'give', operationId: 'giveConsent', as: 'holder-b' },
      { verb: 'withdraw', operationId: 'withdrawConsent', as: 'holder-b' },
      { verb: 'read', operationId: 'readConsent', as: 'holder-b' },
    ],
  },
  {
    name: 'voucher',
    description: 'public data asset vouchers: issued, presented, verified, used',
    verbs: [
      { verb: 'publish-template', operationId: 'publishVoucherTemplate', as: 'authority-official' },
      { verb: 'template', operationId: 'readVoucherTemplate', as: 'implementer' },
      { verb: 'scenes', operationId: 'readVoucherScenes', as: 'bank' },
      { verb: 'provide', operationId: 'provideVoucherData', as: 'utility' },
      { verb: 'discard', operationId: 'discardVoucherData', as: 'utility' },
      { verb: 'issue', operationId: 'issueVoucher', as: 'implementer' },
      { verb: 'list', operationId: 'listVouchers', as: 'bank' },
      { verb: 'read', operationId: 'readVoucher', as: 'bank' },
      { verb: 'attest', operationId: 'attestVoucher', as: 'bank' },
      { verb: 'acknowledge', operationId: 'acknowledgeVoucher', as: 'holder-b' },
      { verb: 'consume', operationId: 'consumeVoucher', as: 'bank' },
      { verb: 'feedback', operationId: 'giveVoucherFeedback', as: 'bank' },
      { verb: 'revoke', operationId: 'revokeVoucher', as: 'implementer' },
      { verb: 'open', operationId: 'openVoucher', as: 'holder-b' },
      { verb: 'erase', operationId: 'eraseVoucher', as: 'holder-b' },
    ],
  },
  ...grantGroups,
  ...pactGroups,
  ...operationGroups,
  ...deliveryGroups,
  ...useGroups,
  ...marketGroups,
  ...courtGroups,
];

export const worklist: Verb = { verb: 'worklist', operationId: 'readWorklist', as: registrar };
