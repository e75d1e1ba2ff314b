import { dataRoles, type Role } from '../access.js';
import {
  accessErrors,
  actingErrors,
  evaluate,
  submit,
  writingErrors,
  enrolledErrors,
} from '../transaction.js';
import * as d from './index.js';
import { citedQueryErrors } from '../registration/cited-query.js';

/** Whoever may be a side; a registrar as well for the natural persons whose files it keeps. */
const sides: readonly Role[] = dataRoles;
const bodies: readonly Role[] = ['court', 'arbitrator'];
const about = ['RECORD_NOT_FOUND', 'CALLER_FORBIDDEN'] as const;
const going = [...about, 'RECORD_STATE_FORBIDS', 'DISPUTE_TOO_LONG'] as const;

/** Every transaction about 争议. */
export const disputeCatalogue = {
  'dispute:file': submit({
    summary: 'File a dispute before a body; it is shown as a remark and blocks nothing yet',
    access: sides,
    input: d.FileDisputeInput,
    output: d.DisputeCase,
    event: 'dispute.filed',
    citesBeacon: true,
    errors: [
      ...writingErrors,
      ...about,
      'ARBITRATION_AGREEMENT_MISSING',
      'DISPUTE_BODY_UNKNOWN',
      'EVIDENCE_NOT_FOUND',
      'STANDING_NOT_SHOWN',
      'OBJECTION_NOT_FOUND',
      'OBJECTION_OPEN',
      'RESPONDENT_MISSING',
      'RECORD_EXISTS',
    ],
  }),
  'dispute:accept': submit({
    summary: 'Accept a dispute as its body: from now on it blocks the rights that it is about',
    access: bodies,
    input: d.DisputeActInput,
    output: d.DisputeCase,
    event: 'dispute.accepted',
    citesBeacon: true,
    errors: [...actingErrors, ...about, 'RECORD_STATE_FORBIDS', 'DISPUTE_TOO_MANY'],
  }),
  'dispute:dismiss': submit({
    summary: 'Dismiss a dispute as its body, or end it without an award',
    access: bodies,
    input: d.DismissDisputeInput,
    output: d.DisputeCase,
    event: 'dispute.dismissed',
    citesBeacon: true,
    errors: [...writingErrors, ...about, 'RECORD_STATE_FORBIDS'],
  }),
  'dispute:serve': submit({
    summary: 'Record as the body that another side was served, and until when it may answer',
    access: bodies,
    input: d.ServeDisputeInput,
    output: d.DisputeCase,
    event: 'dispute.served',
    citesBeacon: true,
    errors: [...actingErrors, ...going],
  }),
  'dispute:answer': submit({
    summary: 'Answer a dispute as another side, by the digest of what is said',
    access: sides,
    input: d.AnswerDisputeCaseInput,
    output: d.DisputeCase,
    event: 'dispute.answered',
    citesBeacon: true,
    errors: [...actingErrors, ...going],
  }),
  'dispute:submit': submit({
    summary: 'Submit a deposit or a statement as a side, until the hearing closes the evidence',
    access: sides,
    input: d.SubmitEvidenceInput,
    output: d.DisputeSubmission,
    event: 'dispute.evidence-submitted',
    citesBeacon: true,
    errors: [
      ...writingErrors,
      ...about,
      'RECORD_STATE_FORBIDS',
      'EVIDENCE_NOT_FOUND',
      'RECORD_EXISTS',
      'DISPUTE_TOO_LONG',
    ],
  }),
  'dispute:hear': submit({
    summary: 'Close the evidence and hear the sides; nobody is judged unheard',
    access: bodies,
    input: d.HearDisputeInput,
    output: d.DisputeCase,
    event: 'dispute.heard',
    citesBeacon: true,
    errors: [...actingErrors, ...about, 'RECORD_STATE_FORBIDS', 'RESPONDENT_NOT_HEARD'],
  }),
  'dispute:award': submit({
    summary: 'Hand down an award or a judgment, put on record as an order in the same transaction',
    access: bodies,
    input: d.AwardDisputeInput,
    output: d.DisputeCase,
    event: 'dispute.awarded',
    citesBeacon: true,
    mustEndorse: 'ORDER_GUARD',
    errors: [...writingErrors, ...about, 'RECORD_STATE_FORBIDS', 'ORDER_EXISTS'],
  }),
  'dispute:execute': submit({
    summary:
      'Record by which registration, or by which order of one’s court, an award was executed',
    access: ['registrar', 'court'],
    input: d.ExecuteDisputeAwardInput,
    output: d.DisputeCase,
    event: 'dispute.executed',
    citesBeacon: true,
    errors: [...actingErrors, ...going, 'CASE_NOT_FOUND', 'ORDER_NOT_FOUND', 'EXECUTION_MISMATCH'],
  }),
  'dispute:settle': submit({
    summary: 'Agree to a settlement by its digest; it is one once every side has',
    access: sides,
    input: d.SettleInput,
    output: d.DisputeCase,
    event: 'dispute.settlement-agreed',
    citesBeacon: true,
    errors: [...actingErrors, ...going, 'RECORD_EXISTS'],
  }),
  'dispute:withdraw': submit({
    summary: 'Withdraw a dispute as the side that filed it',
    access: sides,
    input: d.DisputeReasonsInput,
    output: d.DisputeCase,
    event: 'dispute.withdrawn',
    citesBeacon: true,
    errors: [...writingErrors, ...going],
  }),
  'dispute:read': evaluate({
    summary: 'A dispute as it stood, with everything that was submitted',
    access: d.disputeReaders,
    input: d.DisputeQuery,
    output: d.DisputeView,
    openedBy: 'DISPUTE',
    errors: [...accessErrors, ...about, ...citedQueryErrors, 'AS_OF_TOO_LATE'],
  }),
  'dispute:about': evaluate({
    summary: 'The remarks on disputes beside a right, a certificate, a grant or a delivery',
    access: 'ENROLLED',
    input: d.DisputesAboutQuery,
    output: d.DisputeRemarkPage,
    errors: [...enrolledErrors, 'AS_OF_TOO_LATE', 'CURSOR_INVALID'],
  }),
  'dispute:bundle': evaluate({
    summary: 'Every question whose signed answer belongs to the file of a dispute',
    access: d.disputeReaders,
    input: d.DisputeBundleInput,
    output: d.DisputeManifest,
    openedBy: 'DISPUTE',
    errors: [...accessErrors, ...about, ...citedQueryErrors, 'BUNDLE_TOO_LARGE'],
  }),
} as const;
