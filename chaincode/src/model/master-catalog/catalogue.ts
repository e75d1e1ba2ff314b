import { z } from 'zod';
import type { Role } from '../access.js';
import { CatalogNo } from '../negative-list.js';
import { Instant, Page, pageOf, Version } from '../schema.js';
import { enrolledErrors, evaluate, submit, writingErrors } from '../transaction.js';
import type { ErrorCode } from '../errors.js';
import * as backflow from './backflow.js';
import * as closing from './closing.js';
import * as correction from './correction.js';
import * as entry from './entry.js';
import * as rules from './entry-rules.js';
import * as opening from './opening.js';
import * as sharing from './sharing.js';
import * as survey from './survey.js';

/** Departments, and utilities, whose data is public data as well (PUBLIC_2025, 26号). */
export const departments: readonly Role[] = ['implementingBody', 'publicUtility'];
const officials: readonly Role[] = ['official'];
/** Whoever a party’s certificate lets act; an office comes first. */
export const everybody: readonly Role[] = [
  ...['official', 'supervisor', 'court', 'registrar', 'implementingBody', 'publicUtility'],
  ...['operator', 'rightsHolder', 'consumer', 'processor', 'arbitrator', 'exchange'],
  ...['voucherVerifier', 'witness'],
] as readonly Role[];

/** An act on a record that is there, by a party that may, in a state that allows it. */
export const stepping = [
  ...writingErrors,
  'RECORD_NOT_FOUND',
  'RECORD_STATE_FORBIDS',
  'CALLER_FORBIDDEN',
] as const satisfies readonly ErrorCode[];
export const act = { citesBeacon: true } as const;
const monthErrors = [
  'CATALOG_MONTH_WRONG',
  'CATALOG_MONTH_CLOSED',
] as const satisfies readonly ErrorCode[];
/** What keeps data from leaving its department. */
const gates = [
  'CATALOG_RETIRED',
  'CORE_DATA_REFUSED',
  'ATTESTATION_MISSING',
] as const satisfies readonly ErrorCode[];
const lists = [
  'NEGATIVE_LIST_MISSING',
  'CATALOG_NO_LISTED',
] as const satisfies readonly ErrorCode[];
/** What opening by a decision may answer. */
const opened = [
  'RECORD_EXISTS',
  'CALLER_FORBIDDEN',
  'OPEN_REVIEW_REQUIRED',
] as const satisfies readonly ErrorCode[];
const found = [...enrolledErrors, 'RECORD_NOT_FOUND'] as const satisfies readonly ErrorCode[];

/** Every transaction of the master catalogue (一本账) and of what is shared and opened by it. */
export const masterCatalogue = {
  'catalog:upsert': submit({
    ...act,
    summary: 'Write the next version of a department’s own catalogue entry',
    access: departments,
    input: rules.UpsertEntryInput,
    output: entry.CatalogEntry,
    event: 'catalog.upserted',
    errors: [
      ...writingErrors,
      ...monthErrors,
      'CALLER_FORBIDDEN',
      'CATALOG_RETIRED',
      'CLASSIFICATION_SECTOR_UNKNOWN',
      'CLASSIFICATION_CATEGORY_UNKNOWN',
      'CLASSIFICATION_TOO_LOW',
      'CORE_DATA_REFUSED',
      'AUTHORITATIVE_SOURCE_CONFLICT',
      'SURVEY_ANSWER_MISSING',
      'SURVEY_NOT_CLOSED',
    ],
  }),
  'catalog:retire': submit({
    ...act,
    summary: 'Retire a catalogue entry with the reason',
    access: departments,
    input: rules.RetireEntryInput,
    output: entry.CatalogEntry,
    event: 'catalog.retired',
    errors: [
      ...writingErrors,
      ...monthErrors,
      'CALLER_FORBIDDEN',
      'CATALOG_NOT_FOUND',
      'CATALOG_RETIRED',
    ],
  }),
  'catalog:read': evaluate({
    summary: 'A catalogue entry, as it stands or stood at an instant',
    access: 'ENROLLED',
    input: z
      .strictObject({ catalogNo: CatalogNo, asOf: Instant.optional() })
      .meta({ id: 'ReadEntryInput' }),
    output: entry.CatalogEntry,
    errors: [...enrolledErrors, 'GOVERNANCE_NOT_FOUNDED', 'CATALOG_NOT_FOUND', 'AS_OF_TOO_LATE'],
  }),
  'catalog:history': evaluate({
    summary: 'Every version of a catalogue entry, oldest first',
    access: 'ENROLLED',
    input: z.strictObject({ catalogNo: CatalogNo, ...Page }).meta({ id: 'EntryHistoryInput' }),
    output: pageOf(entry.CatalogEntry).meta({ id: 'EntryPage' }),
    errors: [...enrolledErrors, 'CATALOG_NOT_FOUND', 'CURSOR_INVALID'],
  }),
  'catalog:version': evaluate({
    summary: 'One version of a catalogue entry',
    access: 'ENROLLED',
    input: z
      .strictObject({ catalogNo: CatalogNo, version: Version })
      .meta({ id: 'EntryVersionInput' }),
    output: entry.CatalogEntry,
    errors: [...enrolledErrors, 'CATALOG_NOT_FOUND'],
  }),

  'catalogmonth:seal': submit({
    ...act,
    summary: 'Take the next fifty places of a department into the tree of a month that is over',
    access: officials,
    input: closing.SealInput,
    output: closing.CatalogMonth,
    event: 'catalog.month-sealed',
    errors: [...writingErrors, 'CLOSING_TOO_EARLY', 'CATALOG_MONTH_CLOSED', 'CLOSING_PENDING'],
  }),
  'catalogmonth:propose': submit({
    ...act,
    summary: 'Propose the closing of a department’s sealed month',
    access: officials,
    input: closing.ProposeCatalogInput,
    output: closing.CatalogClosing,
    event: 'catalog.closing-proposed',
    errors: [...writingErrors, 'CLOSING_NOT_FOUND', 'CLOSING_NOT_SEALED', 'CATALOG_MONTH_CLOSED'],
  }),
  'catalogmonth:approve': submit({
    ...act,
    summary: 'Close a department’s month as an official of another organisation',
    access: officials,
    input: closing.ApproveCatalogInput,
    output: closing.CatalogClosing,
    event: 'catalog.month-closed',
    errors: [
      ...writingErrors,
      'CLOSING_NOT_FOUND',
      'CATALOG_MONTH_CLOSED',
      'PROPOSAL_MISMATCH',
      'APPROVER_NOT_INDEPENDENT',
    ],
  }),
  'catalogmonth:read': evaluate({
    summary: 'The closing of a department’s month',
    access: 'ENROLLED',
    input: closing.CatalogMonthKey,
    output: closing.CatalogClosing,
    errors: [...enrolledErrors, 'CLOSING_NOT_FOUND'],
  }),
  'catalogmonth:diff': evaluate({
    summary: 'What was added, changed and retired between two closed months, and what vanished',
    access: 'ENROLLED',
    input: closing.DiffInput,
    output: closing.CatalogDiff,
    errors: [...enrolledErrors, 'CLOSING_NOT_FOUND'],
  }),
  'catalogmonth:proof': evaluate({
    summary: 'The proof that an entry stood so at the end of a month',
    access: 'ENROLLED',
    input: closing.EntryProofInput,
    output: closing.EntryProof,
    errors: [...enrolledErrors, 'CLOSING_NOT_FOUND', 'CATALOG_NOT_FOUND'],
  }),

  'survey:open': submit({
    ...act,
    summary: 'Open a round of the survey of government data',
    access: ['official', ...departments],
    input: survey.OpenSurveyInput,
    output: survey.SurveyRound,
    event: 'survey.opened',
    errors: [...writingErrors, 'RECORD_EXISTS'],
  }),
  'survey:answer': submit({
    ...act,
    summary: 'Answer a round with the digest of a list, once',
    access: departments,
    input: survey.AnswerSurveyInput,
    output: survey.SurveyAnswer,
    event: 'survey.answered',
    errors: [...writingErrors, 'RECORD_NOT_FOUND', 'RECORD_STATE_FORBIDS', 'RECORD_EXISTS'],
  }),
  'survey:close': submit({
    ...act,
    summary: 'Close a round: its answers may become entries',
    access: ['official', ...departments],
    input: survey.CloseSurveyInput,
    output: survey.SurveyRound,
    event: 'survey.closed',
    errors: stepping,
  }),
  'survey:read': evaluate({
    summary: 'A round, and what a respondent answered',
    access: 'ENROLLED',
    input: survey.ReadSurveyInput,
    output: survey.SurveyView,
    errors: found,
  }),

  'correction:file': submit({
    ...act,
    summary: 'File a correction ticket against a version of an entry',
    access: everybody,
    input: correction.FileCorrectionInput,
    output: correction.CorrectionTicket,
    event: 'correction.filed',
    errors: [
      ...writingErrors,
      'CATALOG_NOT_FOUND',
      'RECORD_EXISTS',
      'PROFILE_NOT_IN_FORCE',
      'CALENDAR_MISSING',
    ],
  }),
  'correction:assign': submit({
    ...act,
    summary: 'Assign a ticket to the department whose entry it is about',
    access: officials,
    input: correction.TicketInput,
    output: correction.CorrectionTicket,
    event: 'correction.assigned',
    errors: [...writingErrors, 'RECORD_NOT_FOUND', 'RECORD_STATE_FORBIDS'],
  }),
  'correction:correct': submit({
    ...act,
    summary: 'Answer a ticket with the version that puts it right',
    access: departments,
    input: correction.CorrectTicketInput,
    output: correction.CorrectionTicket,
    event: 'correction.corrected',
    errors: [...stepping, 'CATALOG_NOT_FOUND', 'CORRECTION_VERSION_WRONG'],
  }),
  'correction:reject': submit({
    ...act,
    summary: 'Reject a ticket with reasons',
    access: departments,
    input: correction.RejectTicketInput,
    output: correction.CorrectionTicket,
    event: 'correction.rejected',
    errors: stepping,
  }),
  'correction:close': submit({
    ...act,
    summary: 'Close a ticket that was answered, as whoever filed it or an official',
    access: everybody,
    input: correction.TicketInput.meta({ id: 'CloseTicketInput' }),
    output: correction.CorrectionTicket,
    event: 'correction.closed',
    errors: stepping,
  }),
  'correction:read': evaluate({
    summary: 'A ticket, and whether it is overdue at an instant',
    access: 'ENROLLED',
    input: correction.TicketQuery,
    output: correction.TicketView,
    errors: [...found, 'GOVERNANCE_NOT_FOUNDED', 'AS_OF_TOO_LATE'],
  }),

  'sharing:request': submit({
    ...act,
    summary: 'Ask a department to share an entry’s data',
    access: departments,
    input: sharing.RequestShareInput,
    output: sharing.ShareRequest,
    event: 'sharing.requested',
    errors: [
      ...writingErrors,
      'CATALOG_NOT_FOUND',
      'CATALOG_RETIRED',
      'CORE_DATA_REFUSED',
      'SHARE_NOT_ALLOWED',
      'RECORD_EXISTS',
    ],
  }),
  'sharing:decide': submit({
    ...act,
    summary: 'Decide a share request as the department that has the data',
    access: departments,
    input: sharing.DecideShareInput,
    output: sharing.ShareRequest,
    event: 'sharing.decided',
    errors: [...stepping, ...gates, 'SHARE_NOT_ALLOWED'],
  }),
  'sharing:record': submit({
    ...act,
    summary: 'Record that shared data was delivered',
    access: departments,
    input: sharing.RecordShareInput,
    output: sharing.ShareRequest,
    event: 'sharing.recorded',
    errors: [...stepping, 'GRANT_EXPIRED'],
  }),
  'sharing:read': evaluate({
    summary: 'A share request with its steps',
    access: 'ENROLLED',
    input: sharing.ShareKey,
    output: sharing.ShareRequest,
    errors: found,
  }),
  'sharing:consent': submit({
    ...act,
    summary: 'Consent to further use of data that one provided',
    access: departments,
    input: sharing.GiveProviderConsentInput,
    output: sharing.ProviderConsent,
    event: 'sharing.consented',
    errors: [...writingErrors, 'CATALOG_NOT_FOUND', 'CALLER_FORBIDDEN', 'RECORD_EXISTS'],
  }),
  'sharing:withdraw': submit({
    ...act,
    summary: 'Withdraw a provider’s consent; earlier use stays lawful',
    access: departments,
    input: sharing.WithdrawProviderConsentInput,
    output: sharing.ProviderConsent,
    event: 'sharing.consent-withdrawn',
    errors: [...writingErrors, 'RECORD_NOT_FOUND', 'CALLER_FORBIDDEN', 'CONSENT_WITHDRAWN'],
  }),
  'sharing:consented': evaluate({
    summary: 'A provider’s consent to a use, and whether it counts at an instant',
    access: 'ENROLLED',
    input: sharing.ConsentKey,
    output: sharing.ProviderConsentView,
    errors: [...found, 'GOVERNANCE_NOT_FOUNDED', 'AS_OF_TOO_LATE'],
  }),

  'backflow:request': submit({
    ...act,
    summary: 'Ask for data of an upstream system to come back',
    access: departments,
    input: backflow.RequestBackflowInput,
    output: backflow.BackflowBatch,
    event: 'backflow.requested',
    errors: [...writingErrors, 'RECORD_EXISTS'],
  }),
  'backflow:decide': submit({
    ...act,
    summary: 'Decide a request for backflow as the party upstream',
    access: departments,
    input: backflow.DecideBackflowInput,
    output: backflow.BackflowBatch,
    event: 'backflow.decided',
    errors: stepping,
  }),
  'backflow:deliver': submit({
    ...act,
    summary: 'Record that a backflow batch was delivered',
    access: departments,
    input: backflow.DeliverBackflowInput,
    output: backflow.BackflowBatch,
    event: 'backflow.delivered',
    errors: stepping,
  }),
  'backflow:ack': submit({
    ...act,
    summary: 'Acknowledge a backflow batch by the digest of what arrived',
    access: departments,
    input: backflow.AckBackflowInput,
    output: backflow.BackflowBatch,
    event: 'backflow.acked',
    errors: [...stepping, 'ROOT_MISMATCH'],
  }),
  'backflow:read': evaluate({
    summary: 'A backflow batch with its steps',
    access: 'ENROLLED',
    input: backflow.BackflowKey,
    output: backflow.BackflowBatch,
    errors: found,
  }),

  'opening:review': submit({
    ...act,
    summary: 'Decide whether an entry’s data is opened, against the negative list',
    access: departments,
    input: opening.ReviewOpenInput,
    output: opening.OpenReview,
    event: 'opening.reviewed',
    errors: [
      ...writingErrors,
      ...gates,
      ...lists,
      'CATALOG_NOT_FOUND',
      'CALLER_FORBIDDEN',
      'OPEN_NOT_ALLOWED',
      'RECORD_EXISTS',
    ],
  }),
  'opening:publish': submit({
    ...act,
    summary: 'Register an open set with its licence',
    access: departments,
    input: opening.OpenSetInput,
    output: opening.OpenSet,
    event: 'opening.published',
    errors: [...writingErrors, ...gates, 'CATALOG_NO_LISTED', ...opened],
  }),
  'opening:grant': submit({
    ...act,
    summary: 'Open data to named recipients, for named purposes, in a term',
    access: departments,
    input: opening.GrantOpenInput,
    output: opening.OpenGrant,
    event: 'opening.granted',
    errors: [...writingErrors, ...gates, 'CATALOG_NO_LISTED', ...opened],
  }),
  'opening:revoke': submit({
    ...act,
    summary: 'Revoke an opening to named recipients',
    access: departments,
    input: opening.RevokeOpenInput,
    output: opening.OpenGrant,
    event: 'opening.revoked',
    errors: stepping,
  }),
  'opening:deliver': submit({
    ...act,
    summary: 'Record a delivery under an opening to named recipients',
    access: departments,
    input: opening.DeliverOpenInput,
    output: opening.OpenDelivery,
    event: 'opening.delivered',
    errors: [
      ...stepping,
      'CATALOG_NO_LISTED',
      'RECORD_EXISTS',
      'GRANT_RECIPIENT_UNKNOWN',
      'PURPOSE_DRIFT',
      'GRANT_EXPIRED',
    ],
  }),
  'opening:decision': evaluate({
    summary: 'A decision on opening',
    access: 'ENROLLED',
    input: opening.OpenKey,
    output: opening.OpenReview,
    errors: found,
  }),
  'opening:set': evaluate({
    summary: 'An open set',
    access: 'ENROLLED',
    input: opening.OpenKey.meta({ id: 'OpenSetKey' }),
    output: opening.OpenSet,
    errors: found,
  }),
  'opening:granted': evaluate({
    summary: 'An opening to named recipients with its status at an instant',
    access: 'ENROLLED',
    input: opening.OpenGrantQuery,
    output: opening.OpenGrantView,
    errors: [...found, 'GOVERNANCE_NOT_FOUNDED', 'AS_OF_TOO_LATE'],
  }),
  'opening:deliveries': evaluate({
    summary: 'Deliveries under an opening to named recipients',
    access: 'ENROLLED',
    input: opening.OpenDeliveriesInput,
    output: opening.OpenDeliveryPage,
    errors: [...found, 'CURSOR_INVALID'],
  }),
} as const;
