import type { Group } from './verb.js';

const department = 'implementer';
const official = 'registry-official';
const office = 'authority-official';

/** Where departments and offices act on the master catalogue, and what stands around it. */
export const publicGroups: readonly Group[] = [
  {
    name: 'catalog',
    description: 'the master catalogue (一本账): entries, months, surveys',
    verbs: [
      { verb: 'upsert', operationId: 'upsertEntry', as: department },
      { verb: 'retire', operationId: 'retireEntry', as: department },
      { verb: 'read', operationId: 'readEntry', as: department },
      { verb: 'list', operationId: 'listEntries', as: department },
      { verb: 'versions', operationId: 'listEntryVersions', as: department },
      { verb: 'version', operationId: 'readEntryVersion', as: department },
      { verb: 'seal', operationId: 'sealMonth', as: official },
      { verb: 'propose', operationId: 'proposeCatalogClosing', as: official },
      { verb: 'approve', operationId: 'approveCatalogClosing', as: office },
      { verb: 'closing', operationId: 'readCatalogClosing', as: official },
      { verb: 'diff', operationId: 'diffMonths', as: official },
      { verb: 'prove', operationId: 'proveEntry', as: official },
      { verb: 'survey', operationId: 'openSurvey', as: office },
      { verb: 'answer', operationId: 'answerSurvey', as: department },
      { verb: 'close-survey', operationId: 'closeSurvey', as: office },
      { verb: 'read-survey', operationId: 'readSurvey', as: department },
    ],
  },
  {
    name: 'correction',
    description: 'corrections of entries (校核纠错)',
    verbs: [
      { verb: 'file', operationId: 'fileCorrection', as: department },
      { verb: 'assign', operationId: 'assignTicket', as: office },
      { verb: 'correct', operationId: 'correctEntry', as: department },
      { verb: 'reject', operationId: 'rejectTicket', as: department },
      { verb: 'close', operationId: 'closeTicket', as: department },
      { verb: 'read', operationId: 'readTicket', as: department },
      { verb: 'list', operationId: 'listTickets', as: department },
    ],
  },
  {
    name: 'share',
    description: 'data shared between departments, and providers’ consents',
    verbs: [
      { verb: 'request', operationId: 'requestShare', as: department },
      { verb: 'decide', operationId: 'decideShare', as: department },
      { verb: 'record', operationId: 'recordShare', as: department },
      { verb: 'read', operationId: 'readShare', as: department },
      { verb: 'consent', operationId: 'giveProviderConsent', as: department },
      { verb: 'withdraw', operationId: 'withdrawProviderConsent', as: department },
      { verb: 'consented', operationId: 'readProviderConsent', as: department },
    ],
  },
  {
    name: 'backflow',
    description: 'data that comes back from a vertical system (回流)',
    verbs: [
      { verb: 'request', operationId: 'requestBackflow', as: department },
      { verb: 'decide', operationId: 'decideBackflow', as: department },
      { verb: 'deliver', operationId: 'deliverBackflow', as: department },
      { verb: 'ack', operationId: 'ackBackflow', as: department },
      { verb: 'read', operationId: 'readBackflow', as: department },
    ],
  },
  {
    name: 'opening',
    description: 'decisions to open data, open sets, openings to named recipients',
    verbs: [
      { verb: 'review', operationId: 'reviewOpening', as: department },
      { verb: 'decision', operationId: 'readOpenReview', as: department },
      { verb: 'publish', operationId: 'publishOpenSet', as: department },
      { verb: 'set', operationId: 'readOpenSet', as: department },
      { verb: 'grant', operationId: 'grantOpening', as: department },
      { verb: 'revoke', operationId: 'revokeOpening', as: department },
      { verb: 'read', operationId: 'readOpenGrant', as: department },
      { verb: 'deliver', operationId: 'deliverOpening', as: department },
      { verb: 'deliveries', operationId: 'listOpenDeliveries', as: department },
    ],
  },
  {
    name: 'attestation',
    description: 'third parties’ reports: quality, ratings, assessments, audits',
    verbs: [
      { verb: 'issue', operationId: 'issueAttestation', as: 'processor-e' },
      { verb: 'withdraw', operationId: 'withdrawAttestation', as: 'processor-e' },
      { verb: 'read', operationId: 'readAttestation', as: department },
      { verb: 'of-subject', operationId: 'listAttestations', as: department },
      { verb: 'list', operationId: 'listAllAttestations', as: department },
      { verb: 'stages', operationId: 'readStages', as: department },
    ],
  },
  {
    name: 'privacy',
    description: 'audits, complaints and incidents with personal information',
    verbs: [
      { verb: 'require-audit', operationId: 'requireAudit', as: 'supervisor' },
      { verb: 'audits', operationId: 'reportAudits', as: 'supervisor' },
      { verb: 'complain', operationId: 'fileComplaint', as: 'holder-a' },
      { verb: 'investigate', operationId: 'investigateComplaint', as: office },
      { verb: 'decide', operationId: 'decideComplaint', as: office },
      { verb: 'complaint', operationId: 'readComplaint', as: office },
      { verb: 'complaints', operationId: 'listComplaints', as: office },
      { verb: 'complainant', operationId: 'readComplainant', as: office },
      { verb: 'report-incident', operationId: 'reportIncident', as: 'holder-a' },
      { verb: 'contain-incident', operationId: 'containIncident', as: 'holder-a' },
      { verb: 'close-incident', operationId: 'closeIncident', as: office },
      { verb: 'incident', operationId: 'readIncident', as: office },
    ],
  },
];
