import { dataRoles, type Role } from '../access.js';
import type { ErrorCode } from '../errors.js';
import {
  actingErrors,
  accessErrors,
  enrolledErrors,
  evaluate,
  submit,
  writingErrors,
} from '../transaction.js';
import * as affected from './affected.js';
import * as derivation from './derivation.js';
import * as notice from './notice.js';
import * as prov from './prov.js';
import * as step from './step.js';
import * as trace from './trace.js';
import { citedQueryErrors } from '../registration/cited-query.js';

/** Whoever may have data in hand. */
const processing: readonly Role[] = [
  ...(['implementingBody', 'operator', 'processor', 'rightsHolder', 'consumer'] as const),
  ...(['publicUtility', 'exchange'] as const),
];

/** What a basis that the ledger holds may be refused for. */
const resting = [
  'AGREEMENT_NOT_FOUND',
  'CALLER_FORBIDDEN',
  'AGREEMENT_NOT_ACTIVE',
  'RIGHT_NOT_FOUND',
  'RIGHT_NOT_HELD',
  'RIGHT_NOT_ACTIVE',
  'ASSET_FROZEN',
  'USCC_INVALID',
  'GRANT_NOT_FOUND',
  'GRANT_NOT_HELD',
  'GRANT_NOT_ACTIVE',
  'GRANT_SUSPENDED',
  'GRANT_REVOKED',
  'GRANT_EXPIRED',
  'PURPOSE_UNKNOWN',
  'PURPOSE_PROHIBITED',
  'PURPOSE_DRIFT',
  'DATA_NOT_GRANTED',
] as const satisfies readonly ErrorCode[];

const steps = {
  'lineage:record': submit({
    summary: 'Record a step of processing: who, what, when, where and on what basis',
    access: processing,
    input: step.RecordStepInput,
    output: step.ProcessingStep,
    event: 'lineage.step-recorded',
    citesBeacon: true,
    errors: [...writingErrors, ...resting, 'BASE_NOT_QUALIFIED', 'STEP_EXISTS'],
  }),
  'lineage:step': evaluate({
    summary: 'A step of processing',
    access: 'ENROLLED',
    input: step.StepKey,
    output: step.ProcessingStep,
    errors: [...enrolledErrors, 'STEP_NOT_FOUND'],
  }),
} as const;

const derivations = {
  'lineage:derive': submit({
    summary: 'State what a data version was made from',
    access: processing,
    input: derivation.DeriveInput,
    output: derivation.LineageNode,
    event: 'lineage.derived',
    citesBeacon: true,
    errors: [
      ...actingErrors,
      ...resting,
      'CATALOG_OUT_OF_SCOPE',
      'VERSION_UNKNOWN',
      'STEP_NOT_FOUND',
      'DERIVATION_EXISTS',
      'DERIVATION_CYCLE',
      'LINEAGE_LIMIT_EXCEEDED',
      'OPERATOR_REDEVELOPMENT_BAN',
    ],
  }),
  'lineage:traceUp': evaluate({
    summary: 'What a data version was made from, nearest first',
    access: 'ENROLLED',
    input: trace.TraceInput,
    output: trace.TracePage,
    errors: [...enrolledErrors, 'CURSOR_INVALID'],
  }),
  'lineage:traceDown': evaluate({
    summary: 'What was made from a data version, nearest first',
    access: 'ENROLLED',
    input: trace.TraceInput.meta({ id: 'TraceDownInput' }),
    output: trace.TracePage,
    errors: [...enrolledErrors, 'CURSOR_INVALID'],
  }),
  'lineage:prov': evaluate({
    summary: 'The lineage of a data version as W3C PROV-JSON, and whether that is all of it',
    access: 'ENROLLED',
    input: prov.ProvInput,
    output: prov.ProvAnswer,
    errors: [...enrolledErrors],
  }),
  'lineage:affected': evaluate({
    summary: 'Everything that rests on one record, in pages chained by a running digest',
    access: 'ENROLLED',
    input: affected.AffectedInput,
    output: affected.AffectedPage,
    errors: [
      ...enrolledErrors,
      ...(['RECORD_NOT_FOUND', 'CURSOR_INVALID', 'AFFECTED_TOO_MANY', 'AS_OF_TOO_LATE'] as const),
    ],
  }),
} as const;

const notices = {
  'notice:send': submit({
    summary: 'Give a party notice that its record rests on one that fell',
    access: [...dataRoles, 'supervisor'],
    input: notice.SendNoticeInput,
    output: notice.AffectedNotice,
    event: 'notice.sent',
    citesBeacon: true,
    errors: [
      ...writingErrors,
      'PROFILE_NOT_IN_FORCE',
      'CALENDAR_MISSING',
      'RECORD_NOT_FOUND',
      'NOT_AFFECTED',
      'CALLER_FORBIDDEN',
      'NOTICE_PARTY_WRONG',
      'AFFECTED_NOTICE_EXISTS',
    ],
  }),
  'notice:acknowledge': submit({
    summary: 'Acknowledge a notice, with a signature over exactly what it says',
    access: [...dataRoles, 'supervisor'],
    input: notice.AcknowledgeNoticeInput,
    output: notice.NoticeReceipt,
    event: 'notice.acknowledged',
    citesBeacon: true,
    errors: [
      ...actingErrors,
      'AFFECTED_NOTICE_NOT_FOUND',
      'CALLER_FORBIDDEN',
      'ROOT_MISMATCH',
      'AFFECTED_NOTICE_ACKNOWLEDGED',
    ],
  }),
  'notice:read': evaluate({
    summary:
      'A notice with its receipt, to whoever sent it or was told, and to offices for a purpose',
    access: [...dataRoles, 'supervisor', 'court'],
    input: notice.NoticeQuery,
    output: notice.AffectedNoticeView,
    openedBy: 'NOTICE',
    errors: [
      ...accessErrors,
      ...(['AFFECTED_NOTICE_NOT_FOUND', 'CALLER_FORBIDDEN'] as const),
      ...citedQueryErrors,
    ],
  }),
} as const;

/** 溯源: where data comes from, what rests on what, and who is told when something falls. */
export const lineageCatalogue = { ...steps, ...derivations, ...notices } as const;
