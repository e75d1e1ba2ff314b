import type { ErrorCode } from '../errors.js';
import { citedQueryErrors } from '../registration/cited-query.js';
import {
  accessErrors,
  actingErrors,
  enrolledErrors,
  evaluate,
  submit,
  writingErrors,
} from '../transaction.js';
import * as e from './index.js';

const act = {
  access: ['supervisor'],
  output: e.EmergencyAnswer,
  citesBeacon: true,
  mustEndorse: 'CONTROL_GUARD',
} as const;
const sectoral = [
  'SECTOR_NOT_ACCREDITED',
  'SECTOR_NOT_COMPETENT',
] as const satisfies readonly ErrorCode[];

/** 应急处置与监管共享: what supervisors stop together, and what they tell each other. */
export const emergencyCatalogue = {
  'emergency:suspend': submit({
    ...act,
    summary:
      'Stop for an incident what is granted, delivered or listed of a right, version or party',
    input: e.SuspendInEmergencyInput,
    event: 'emergency.suspended',
    errors: [
      ...actingErrors,
      ...sectoral,
      ...(['RIGHT_NOT_FOUND', 'VERSION_UNKNOWN', 'USCC_INVALID', 'RECORD_NOT_FOUND'] as const),
      ...(['RECORD_STATE_FORBIDS', 'ORDER_TERM_EXCEEDED', 'PROFILE_NOT_IN_FORCE'] as const),
      ...(['EMERGENCY_EXISTS', 'EMERGENCY_STATE_FORBIDS', 'PERSONAL_DATA_REFUSED'] as const),
    ],
  }),
  'emergency:cosign': submit({
    ...act,
    summary:
      'Sign as another sector’s supervisor, so that a suspension across sectors takes effect',
    input: e.CosignEmergencyInput,
    event: 'emergency.cosigned',
    errors: [
      ...actingErrors,
      ...sectoral,
      ...(['EMERGENCY_NOT_FOUND', 'EMERGENCY_STATE_FORBIDS', 'ROOT_MISMATCH'] as const),
    ],
  }),
  'emergency:lift': submit({
    ...act,
    summary: 'Lift a suspension: whoever proposed it does, with a document',
    input: e.LiftEmergencyInput,
    event: 'emergency.lifted',
    errors: [
      ...writingErrors,
      ...(['EMERGENCY_NOT_FOUND', 'EMERGENCY_STATE_FORBIDS', 'CALLER_FORBIDDEN'] as const),
    ],
  }),
  'emergency:on': evaluate({
    summary: 'Suspensions of a right, a version or a party at an instant',
    access: 'ENROLLED',
    input: e.EmergenciesQuery,
    output: e.EmergenciesAnswer,
    errors: [...enrolledErrors, 'AS_OF_TOO_LATE'],
  }),
  'emergency:file': evaluate({
    summary: 'The papers of a suspension: to its sides, and to others for a purpose on record',
    access: ['supervisor', 'court', 'official'],
    input: e.EmergencyFileQuery,
    output: e.EmergencyAnswer,
    openedBy: 'EMERGENCY',
    errors: [...accessErrors, ...citedQueryErrors, 'EMERGENCY_NOT_FOUND'],
  }),
  'supervision:publish': submit({
    summary: 'Put into the shared feed that a record fell, which the ledger bears out',
    access: ['supervisor', 'registrar'],
    input: e.PublishRevocationInput,
    output: e.FeedEntry,
    event: 'supervision.published',
    citesBeacon: true,
    errors: [...actingErrors, 'RECORD_NOT_FOUND', 'RECORD_STILL_IN_FORCE'],
  }),
  'supervision:feed': evaluate({
    summary: 'The shared feed of incidents, suspensions and revocations, numbered without a gap',
    access: 'ENROLLED',
    input: e.FeedQuery,
    output: e.FeedPage,
    errors: [...enrolledErrors],
  }),
} as const;
