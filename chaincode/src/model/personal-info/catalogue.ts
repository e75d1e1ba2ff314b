import { z } from 'zod';
import * as attestation from '../attestation.js';
import type { ErrorCode } from '../errors.js';
import { act, everybody, stepping } from '../master-catalog/catalogue.js';
import { ContactView } from '../registration/case.js';
import { citedQueryErrors } from '../registration/cited-query.js';
import { Id, Page, pageOf, Instant } from '../schema.js';
import { accessErrors, enrolledErrors, evaluate, submit, writingErrors } from '../transaction.js';
import type { Role } from '../access.js';
import * as audit from './audit.js';
import * as complaint from './complaint.js';
import * as incident from './incident.js';
import * as stages from '../stages.js';

const offices: readonly Role[] = ['official', 'supervisor'];
const asking = [
  ...enrolledErrors,
  'GOVERNANCE_NOT_FOUNDED',
  'AS_OF_TOO_LATE',
] as const satisfies readonly ErrorCode[];
const clocks = ['PROFILE_NOT_IN_FORCE', 'CALENDAR_MISSING'] as const satisfies readonly ErrorCode[];

const AttestationView = z
  .strictObject({
    attestation: attestation.Attestation,
    status: attestation.AttestationStatus,
    asOf: Instant,
  })
  .meta({ id: 'AttestationView' });

/** Third parties’ reports, and the duties towards the persons whose data it is. */
export const personalInfoCatalogue = {
  'attestation:issue': submit({
    ...act,
    summary: 'Attest quality, rating, value, compliance, security or impact by a report',
    access: everybody,
    input: attestation.IssueAttestationInput,
    output: attestation.Attestation,
    event: 'attestation.issued',
    errors: [
      ...writingErrors,
      'ASSESSOR_NOT_QUALIFIED',
      'RECORD_EXISTS',
      'EVIDENCE_NOT_FOUND',
      'ATTESTATIONS_TOO_MANY',
      'PROFILE_NOT_IN_FORCE',
    ],
  }),
  'attestation:withdraw': submit({
    ...act,
    summary: 'Withdraw an attestation; it stays to be read',
    access: everybody,
    input: z
      .strictObject({
        id: Id,
        reason: attestation.IssueAttestationInput.shape.conclusion,
        beacon: attestation.IssueAttestationInput.shape.beacon,
      })
      .meta({ id: 'WithdrawAttestationInput' }),
    output: attestation.Attestation,
    event: 'attestation.withdrawn',
    errors: [...writingErrors, 'RECORD_NOT_FOUND', 'CALLER_FORBIDDEN', 'ATTESTATION_WITHDRAWN'],
  }),
  'attestation:read': evaluate({
    summary: 'An attestation with its status at an instant',
    access: 'ENROLLED',
    input: z
      .strictObject({ id: Id, asOf: Instant.optional() })
      .meta({ id: 'ReadAttestationInput' }),
    output: AttestationView,
    errors: [...asking, 'RECORD_NOT_FOUND'],
  }),
  'attestation:list': evaluate({
    summary: 'Attestations of one kind about a subject with their status, newest first',
    access: 'ENROLLED',
    input: z
      .strictObject({
        kind: attestation.AttestationKind,
        subject: attestation.AttestationSubject,
        asOf: Instant.optional(),
        ...Page,
      })
      .meta({ id: 'ListAttestationsInput' }),
    output: pageOf(AttestationView).meta({ id: 'AttestationPage' }),
    errors: [...asking, 'CURSOR_INVALID'],
  }),
  'attestation:stages': evaluate({
    summary: 'Which stages of a version’s life compliance is attested for, and which are missing',
    access: 'ENROLLED',
    input: stages.StagesQuery,
    output: stages.StagesAnswer,
    errors: [...asking, 'RIGHT_NOT_FOUND', 'PROFILE_NOT_IN_FORCE'],
  }),

  'audit:require': submit({
    ...act,
    summary: 'State that a party’s handling of personal information is audited regularly',
    access: offices,
    input: audit.RequireAuditInput,
    output: audit.AuditDuty,
    event: 'audit.required',
    errors: [...writingErrors, 'RECORD_EXISTS', 'PARTY_NOT_FOUND', 'PROFILE_NOT_IN_FORCE'],
  }),
  'audit:report': evaluate({
    summary: 'Who must be audited, when it was last done, and who is overdue at an instant',
    access: 'ENROLLED',
    input: audit.AuditReportInput,
    output: audit.AuditReport,
    errors: [...asking, 'CURSOR_INVALID'],
  }),

  'complaint:file': submit({
    ...act,
    summary: 'Take in a complaint; who complains is kept privately or not at all',
    access: everybody,
    input: complaint.FileComplaintInput,
    output: complaint.Complaint,
    event: 'complaint.filed',
    transient: ['contact', 'seed'],
    errors: [
      ...writingErrors,
      ...clocks,
      'RECORD_EXISTS',
      'RECORD_NOT_FOUND',
      'TRANSIENT_MISSING',
      'SALT_TOO_SHORT',
    ],
  }),
  'complaint:investigate': submit({
    ...act,
    summary: 'Investigate a complaint, and link the incident it leads to',
    access: offices,
    input: complaint.InvestigateInput,
    output: complaint.Complaint,
    event: 'complaint.investigating',
    errors: stepping,
  }),
  'complaint:decide': submit({
    ...act,
    summary: 'Decide a complaint',
    access: offices,
    input: complaint.DecideComplaintInput,
    output: complaint.Complaint,
    event: 'complaint.decided',
    errors: stepping,
  }),
  'complaint:read': evaluate({
    summary: 'A complaint, and whether its decision is overdue at an instant',
    access: 'ENROLLED',
    input: complaint.ComplaintQuery,
    output: complaint.ComplaintView,
    errors: [...asking, 'RECORD_NOT_FOUND'],
  }),
  'complaint:contact': evaluate({
    summary: 'Who complained: private, to the offices that keep it',
    access: ['court', ...offices],
    input: complaint.ComplainantKey,
    output: ContactView,
    openedBy: 'COMPLAINT',
    errors: [
      ...accessErrors,
      ...(['RECORD_NOT_FOUND', 'CALLER_FORBIDDEN', 'COMPLAINT_ANONYMOUS'] as const),
      ...citedQueryErrors,
    ],
  }),

  'incident:report': submit({
    ...act,
    summary: 'Report an incident with personal information as the party it happened to',
    access: everybody,
    input: incident.ReportIncidentInput,
    output: incident.Incident,
    event: 'incident.reported',
    errors: [...writingErrors, 'RECORD_EXISTS'],
  }),
  'incident:contain': submit({
    ...act,
    summary: 'State that an incident is contained, and how',
    access: everybody,
    input: incident.IncidentStepInput,
    output: incident.Incident,
    event: 'incident.contained',
    errors: stepping,
  }),
  'incident:close': submit({
    ...act,
    summary: 'Close an incident with its findings',
    access: offices,
    input: incident.IncidentStepInput.meta({ id: 'CloseIncidentInput' }),
    output: incident.Incident,
    event: 'incident.closed',
    errors: [...writingErrors, 'RECORD_NOT_FOUND', 'RECORD_STATE_FORBIDS'],
  }),
  'incident:read': evaluate({
    summary: 'An incident and the complaints that led to it',
    access: 'ENROLLED',
    input: incident.IncidentQuery,
    output: incident.IncidentView,
    errors: [...enrolledErrors, 'RECORD_NOT_FOUND', 'CURSOR_INVALID'],
  }),
} as const;
