import { z } from 'zod';
import { BeaconCitation } from './beacon.js';
import type { ErrorCode } from './errors.js';
import { PersonId } from './holder.js';
import { dataRoles, type Role } from './access.js';
import { groundErrors } from './public-resource/ground-errors.js';
import * as r from './registration/index.js';
import { Month } from './registration/certificate-number.js';
import { RightType } from './registration/codes.js';
import { Id } from './schema.js';
import {
  accessErrors,
  actingErrors,
  enrolledErrors,
  evaluate,
  submit,
  writingErrors,
} from './transaction.js';

const registrars: readonly Role[] = ['registrar'];
const officials: readonly Role[] = ['official'];
const readers: readonly Role[] = ['court', 'supervisor', 'arbitrator', ...dataRoles];
const offices: readonly Role[] = ['court', 'supervisor', 'registrar'];

/** What every act on a case may answer. */
const onCase = [
  ...actingErrors,
  'CASE_NOT_FOUND',
  'CALLER_FORBIDDEN',
  'CASE_STATE_FORBIDS',
] as const satisfies readonly ErrorCode[];
const onCaseWriting = [...onCase, 'PERSONAL_DATA_REFUSED'] as const satisfies readonly ErrorCode[];
/** What a form may be refused for. */
const filing = [
  'REGISTRAR_SELF_APPLICATION',
  'FIELD_LIMIT_EXCEEDED',
  'FIELD_REQUIRED',
  'EVIDENCE_REQUIRED',
  'EVIDENCE_NOT_FOUND',
  'NOT_REGISTRABLE_GOV_RAW',
  'PUBLIC_CODE_REQUIRED',
  'PUBLIC_CODE_MISMATCH',
  'PUBLIC_CODE_NOT_ACTIVE',
  'ENTRUSTED_NO_RIGHTS',
  'RIGHT_NOT_ALLOWED_FOR_ORIGIN',
  'FUSION_NOT_FOUND',
  'FUSION_NOT_AGREED',
  'FUSION_MISMATCH',
  'ROOT_MISMATCH',
  'RIGHT_NOT_FOUND',
  'RIGHT_NOT_HELD',
  'RIGHT_NOT_ACTIVE',
  'PART_NOT_HELD',
  'DISPOSAL_PENDING',
  'ASSET_FROZEN',
  'PLEDGE_RESTRICTS',
  'DISPUTE_OPEN',
  'CERT_LAPSED',
  'CERT_REVOKED',
  'CHANGE_NOT_ALLOWED',
  'CHANGE_STALE',
  'OBJECTION_NOT_FOUND',
  'TRANSIENT_MISSING',
  'SALT_TOO_SHORT',
  'CALENDAR_MISSING',
  'RESOURCE_NOT_ACTIVE',
  'RESOURCE_LAPSED',
  'RESOURCE_NOT_LAPSED',
  'AGREEMENT_NOT_FOUND',
  'AGREEMENT_NOT_ACTIVE',
  'AGREEMENT_NOT_PARTY',
  'AGREEMENT_SCOPE_EXCEEDED',
  ...groundErrors,
  'GROUND_UNKNOWN',
] as const satisfies readonly ErrorCode[];
const answered = [...accessErrors, 'AS_OF_TOO_LATE'] as const satisfies readonly ErrorCode[];

/** What an act of a party may be refused for when it is brought for a natural person. */
const forPersons = [
  'COMMITMENT_MISMATCH',
  'SIGNATURE_INVALID',
] as const satisfies readonly ErrorCode[];
const privately = ['TRANSIENT_MISSING', 'SALT_TOO_SHORT'] as const satisfies readonly ErrorCode[];
const onPartyCase = [...onCase, ...forPersons] as const satisfies readonly ErrorCode[];
const onPartyCaseWriting = [
  ...onCaseWriting,
  ...forPersons,
] as const satisfies readonly ErrorCode[];

const caseAct = { output: r.RegistrationCase, citesBeacon: true } as const;
const OfCase = z.strictObject({ case: Id });
const beacon = BeaconCitation.optional();

/** Every transaction of the data-property register. */
export const registerCatalogue = {
  'registration:apply': submit({
    ...caseAct,
    summary: 'Apply for a registration, in the form of its type',
    access: dataRoles,
    input: r.ApplyInput,
    event: 'registration.applied',
    transient: ['contact', 'seed'],
    errors: [
      ...writingErrors,
      ...filing,
      ...forPersons,
      'CALLER_FORBIDDEN',
      'CERTIFICATE_NOT_FOUND',
      'RENEWAL_NOT_OPEN',
      'RESOURCE_NOT_FOUND',
      'RESOURCE_NOT_HELD',
      'OPERATING_TERM_ENDS',
      'CASE_EXISTS',
      'CASE_TYPE_UNKNOWN',
      'PROFILE_NOT_IN_FORCE',
      'REGISTRAR_NOT_FOUND',
      'REGISTRAR_NOT_ACTIVE',
    ],
  }),
  'registration:consent': submit({
    ...caseAct,
    summary: 'Consent to an application that names you',
    access: dataRoles,
    input: r.ConsentInput,
    event: 'registration.consented',
    transient: ['contact', 'seed'],
    errors: [
      ...onPartyCase,
      ...privately,
      'CONSENT_NOT_ASKED',
      'ROOT_MISMATCH',
      'CALENDAR_MISSING',
    ],
  }),
  'registration:withdraw': submit({
    ...caseAct,
    summary: 'Withdraw an application',
    access: dataRoles,
    input: r.WithdrawInput,
    event: 'registration.withdrawn',
    errors: onPartyCaseWriting,
  }),
  'registration:explain': submit({
    ...caseAct,
    summary: 'Explain an overlap with what is registered already',
    access: dataRoles,
    input: r.ExplainInput,
    event: 'registration.overlap-explained',
    errors: onPartyCaseWriting,
  }),
  'registration:read': evaluate({
    summary: 'A case with its status at an instant, to its parties and to offices',
    access: readers,
    input: r.CaseQuery,
    output: r.CaseView,
    errors: [...answered, 'CASE_NOT_FOUND', 'CALLER_FORBIDDEN'],
  }),
  'registration:applications': evaluate({
    summary: 'Every version of a case’s application',
    access: readers,
    input: r.ApplicationsInput,
    output: r.ApplicationPage,
    errors: [...accessErrors, 'CASE_NOT_FOUND', 'CALLER_FORBIDDEN', 'CURSOR_INVALID'],
  }),
  'registration:notice': evaluate({
    summary: 'The public notice of a case: the statutory fields, openable against its root',
    access: 'ENROLLED',
    input: OfCase.meta({ id: 'NoticeInput' }),
    output: r.NoticeView,
    errors: [...enrolledErrors, 'CASE_NOT_FOUND', 'NOTICE_NOT_FOUND'],
  }),
  'registration:contact': evaluate({
    summary:
      'Who applied, or who a person is that consented: private, to applicant, registrar, court',
    access: readers,
    input: OfCase.extend({ person: PersonId.optional() }).meta({ id: 'ContactInput' }),
    output: r.ContactView,
    errors: [...accessErrors, 'CASE_NOT_FOUND', 'CALLER_FORBIDDEN', 'CONTACT_ERASED'],
  }),
  'registration:eraseContact': submit({
    summary: 'Erase who applied, leaving a tombstone',
    access: ['court', ...dataRoles],
    input: r.EraseContactInput,
    output: r.ContactTombstone,
    event: 'registration.contact-erased',
    citesBeacon: true,
    mustEndorse: 'PAYLOAD_GUARD',
    errors: [
      ...writingErrors,
      'CASE_NOT_FOUND',
      'CALLER_FORBIDDEN',
      'CONTACT_ERASED',
      'CONTACT_RETAINED',
    ],
  }),

  'acceptance:correct': submit({
    ...caseAct,
    summary: 'Tell the applicant once everything that is to be put right',
    access: registrars,
    input: r.CorrectInput,
    event: 'registration.correction-required',
    errors: [...onCaseWriting, 'CORRECTION_SPENT'],
  }),
  'acceptance:serve': submit({
    ...caseAct,
    summary: 'Record that a document was served; clocks that wait for it start',
    access: registrars,
    input: r.ServeInput,
    event: 'registration.served',
    errors: [...onCase, 'CALENDAR_MISSING'],
  }),
  'acceptance:supplement': submit({
    ...caseAct,
    summary: 'Put right what the correction notice lists',
    access: dataRoles,
    input: r.SupplementInput,
    event: 'registration.supplemented',
    transient: ['contact', 'seed'],
    errors: [...onPartyCaseWriting, ...filing, 'DEADLINE_PASSED'],
  }),
  'acceptance:accept': submit({
    ...caseAct,
    summary: 'Take up an application',
    access: registrars,
    input: r.CaseActInput,
    event: 'registration.accepted',
    errors: [...onCase, 'CALENDAR_MISSING'],
  }),
  'acceptance:reject': submit({
    ...caseAct,
    summary: 'Decline to take up an application, on a ground of the profile',
    access: registrars,
    input: r.RejectInput,
    event: 'registration.not-accepted',
    errors: [...onCaseWriting, 'REFUSAL_GROUND_UNKNOWN'],
  }),

  'review:record': submit({
    ...caseAct,
    summary: 'Record what the review found',
    access: registrars,
    input: r.ReviewInput,
    event: 'registration.reviewed',
    errors: [...onCaseWriting, 'CALENDAR_MISSING'],
  }),
  'review:askProof': submit({
    ...caseAct,
    summary: 'Ask the applicant for proof; the clock stands still',
    access: registrars,
    input: r.AskProofInput,
    event: 'registration.proof-requested',
    errors: [...onCaseWriting, 'CALENDAR_MISSING'],
  }),
  'review:giveProof': submit({
    ...caseAct,
    summary: 'Give the proof that was asked for',
    access: dataRoles,
    input: r.GiveProofInput,
    event: 'registration.proof-given',
    errors: onPartyCase,
  }),
  'review:extend': submit({
    ...caseAct,
    summary: 'Extend the time to decide, once',
    access: registrars,
    input: r.ReasonedInput.meta({ id: 'ExtendInput' }),
    event: 'registration.extended',
    errors: [...onCaseWriting, 'EXTENSION_SPENT', 'DEADLINE_PASSED', 'CALENDAR_MISSING'],
  }),
  'review:publish': submit({
    ...caseAct,
    summary: 'Put a case on public notice, with the statutory fields',
    access: registrars,
    input: r.CaseActInput.meta({ id: 'PublishNoticeInput' }),
    event: 'registration.notice-published',
    errors: [...onCase, 'CONTACT_ERASED', 'CALENDAR_MISSING'],
  }),
  'review:withhold': submit({
    ...caseAct,
    summary: 'Withhold the notice on the applicant’s reasoned request',
    access: registrars,
    input: r.ReasonedInput.meta({ id: 'WithholdInput' }),
    event: 'registration.notice-withheld',
    errors: [...onCaseWriting, 'NOTICE_NOT_REQUESTED', 'CALENDAR_MISSING'],
  }),
  'review:decide': submit({
    ...caseAct,
    summary: 'Decide a case: another person than whoever reviewed it',
    access: registrars,
    input: r.DecideInput,
    event: 'registration.decided',
    errors: [
      ...onCaseWriting,
      'REVIEWER_CAN_NOT_DECIDE',
      'REVIEW_MISSING',
      'REPEAT_REGISTRATION',
      'OVERLAP_EXPLANATION_REQUIRED',
      'NOTICE_REQUIRED',
      'NOTICE_NOT_ENDED',
      'OBJECTION_OPEN',
      'REFUSAL_GROUND_UNKNOWN',
      'CALENDAR_MISSING',
    ],
  }),

  'objection:raise': submit({
    ...caseAct,
    summary: 'Object to a case during its notice, or after registration',
    access: dataRoles,
    input: r.ObjectInput,
    event: 'registration.objection-raised',
    errors: [...onCaseWriting, 'OBJECTION_EXISTS', 'CALENDAR_MISSING'],
  }),
  'objection:decide': submit({
    ...caseAct,
    summary: 'Decide an objection, with findings',
    access: registrars,
    input: r.DecideObjectionInput,
    event: 'registration.objection-decided',
    errors: [...writingErrors, 'CASE_NOT_FOUND', 'CALLER_FORBIDDEN', 'OBJECTION_NOT_FOUND'],
  }),

  'register:deposit': submit({
    ...caseAct,
    summary: 'Deposit an approved registration: the moment of registration, or the way to it',
    access: registrars,
    input: r.CaseActInput.meta({ id: 'DepositRegistrationInput' }),
    event: 'registration.deposited',
    mustEndorse: 'DISPOSAL_GUARD',
    errors: [
      ...onCase,
      'ROOT_MISMATCH',
      'EXCLUSIVE_CONFLICT',
      'PUBLIC_CODE_NOT_ACTIVE',
      'RIGHT_NOT_ACTIVE',
      'PART_NOT_HELD',
      'DISPOSAL_PENDING',
      'ASSET_FROZEN',
      'PLEDGE_RESTRICTS',
      'DISPUTE_OPEN',
      'CERT_LAPSED',
      'CERT_REVOKED',
      'CHANGE_STALE',
    ],
  }),
  'register:receipt': submit({
    ...caseAct,
    summary: 'Record the national system’s receipt; another digest is refused',
    access: registrars,
    input: r.ReceiptInput,
    event: 'registration.receipted',
    errors: [...onCase, 'RECEIPT_EXISTS', 'ROOT_MISMATCH', 'RECEIPT_TIME_IMPLAUSIBLE'],
  }),
  'register:certify': submit({
    summary: 'Issue certificates for registered cases, with the next numbers of the month',
    access: registrars,
    input: r.CertifyInput.extend({ beacon }).meta({ id: 'CertifyInput' }),
    output: z
      .strictObject({ certificates: z.array(r.RegistrationCertificate) })
      .meta({ id: 'CertifiedCases' }),
    event: 'registration.certified',
    citesBeacon: true,
    errors: [
      ...onCase,
      'RECEIPT_MISSING',
      'CERTIFICATE_EXISTS',
      'CERT_LAPSED',
      'REGISTRAR_NOT_FOUND',
      'SERIAL_CLOSED_PERIOD',
      'SERIAL_EXHAUSTED',
      'SERIAL_MONTH_WRONG',
    ],
  }),
  'register:voidSerials': submit({
    summary: 'Make numbers of a month void, with the reason',
    access: registrars,
    input: r.VoidSerialsInput.extend({ beacon }).meta({ id: 'VoidSerialsInput' }),
    output: r.SerialHead,
    event: 'register.serials-voided',
    citesBeacon: true,
    errors: [
      ...writingErrors,
      'REGISTRAR_NOT_FOUND',
      'SERIAL_CLOSED_PERIOD',
      'SERIAL_EXHAUSTED',
      'SERIAL_MONTH_WRONG',
    ],
  }),
  'register:certificate': evaluate({
    summary: 'A certificate with the state of its rights at an instant',
    access: 'ENROLLED',
    input: r.CertificateKey,
    output: r.CertificateView,
    errors: [...enrolledErrors, 'AS_OF_TOO_LATE', 'CERTIFICATE_NOT_FOUND'],
  }),
  'register:right': evaluate({
    summary: 'One right with its state and the reasons, at an instant',
    access: 'ENROLLED',
    input: r.RightKey,
    output: r.RightAnswer,
    errors: [...enrolledErrors, 'AS_OF_TOO_LATE', 'RIGHT_NOT_FOUND'],
  }),
  'register:rightsOf': evaluate({
    summary: 'Who holds what on a data version, at an instant',
    access: 'ENROLLED',
    input: r.RightsOfVersionInput.extend({ right: RightType.optional() }).meta({
      id: 'RightsOfVersionInput',
    }),
    output: r.RightPage,
    errors: [...enrolledErrors, 'AS_OF_TOO_LATE', 'CURSOR_INVALID'],
  }),
  'register:held': evaluate({
    summary: 'What a party holds, at an instant',
    access: 'ENROLLED',
    input: r.RightsOfHolderInput,
    output: r.RightPage,
    errors: [...enrolledErrors, 'AS_OF_TOO_LATE', 'CURSOR_INVALID'],
  }),
  'register:registration': evaluate({
    summary: 'The registration of a case: when, by which receipt, and its rights',
    access: 'ENROLLED',
    input: r.RegistrationKey,
    output: r.RegistrationView,
    errors: [...enrolledErrors, 'RECEIPT_MISSING'],
  }),

  'closing:propose': submit({
    summary: 'Propose the closing of a registrar’s month',
    access: officials,
    input: r.ProposeClosingInput,
    output: r.ClosingCheckpoint,
    event: 'closing.proposed',
    citesBeacon: true,
    errors: [...actingErrors, 'REGISTRAR_NOT_FOUND', 'SERIAL_CLOSED_PERIOD', 'CLOSING_TOO_EARLY'],
  }),
  'closing:approve': submit({
    summary: 'Close a month as an official of another organisation',
    access: officials,
    input: r.ApproveClosingInput,
    output: r.ClosingCheckpoint,
    event: 'closing.closed',
    errors: [
      ...accessErrors,
      'CLOSING_NOT_FOUND',
      'SERIAL_CLOSED_PERIOD',
      'CLOSING_STALE',
      'PROPOSAL_MISMATCH',
      'APPROVER_NOT_INDEPENDENT',
    ],
  }),
  'closing:read': evaluate({
    summary: 'The closing of a registrar’s month',
    access: 'ENROLLED',
    input: z.strictObject({ registrar: r.SerialKey.shape.registrar, month: Month }).meta({
      id: 'ClosingKey',
    }),
    output: r.ClosingCheckpoint,
    errors: [...enrolledErrors, 'CLOSING_NOT_FOUND'],
  }),
  'closing:gaps': evaluate({
    summary: 'Numbers of a month that lead to no record, and whether its root holds',
    access: 'ENROLLED',
    input: r.GapsInput,
    output: r.GapReport,
    errors: [...enrolledErrors, 'SERIAL_NOT_FOUND', 'REGISTRAR_NOT_FOUND'],
  }),

  'overlap:sketch': submit({
    ...caseAct,
    summary: 'Give a case the registrar’s keyed sketch of its rows, and flag what is like it',
    access: registrars,
    input: r.SketchInput,
    event: 'registration.overlap-found',
    errors: [
      ...actingErrors,
      'CASE_NOT_FOUND',
      'CALLER_FORBIDDEN',
      'CASE_STATE_FORBIDS',
      'CASE_EXISTS',
    ],
  }),
  'overlap:matches': evaluate({
    summary: 'What else is registered or applied for of the same or like data',
    access: offices,
    input: r.MatchesInput,
    output: r.Matches,
    errors: [...accessErrors, 'CASE_NOT_FOUND'],
  }),

  'query:ask': submit({
    summary: 'Record a query of a file with its purpose',
    access: readers,
    input: r.AskInput,
    output: r.QueryRecord,
    event: 'query.recorded',
    citesBeacon: true,
    errors: [...writingErrors, 'CASE_NOT_FOUND', 'QUERY_EXISTS'],
  }),
  'query:file': evaluate({
    summary: 'A file, for the purpose that was recorded',
    access: readers,
    input: r.QueryFileInput,
    output: r.QueryFile,
    errors: [...accessErrors, 'CASE_NOT_FOUND', 'QUERY_NOT_FOUND', 'QUERY_PURPOSE_EXCEEDED'],
  }),
  'query:log': evaluate({
    summary: 'Who asked for a file and for what, newest first, to its parties',
    access: readers,
    input: r.QueryLogInput,
    output: r.QueryLogPage,
    errors: [...accessErrors, 'CASE_NOT_FOUND', 'CALLER_FORBIDDEN', 'CURSOR_INVALID'],
  }),

  'exit:announce': submit({
    summary: 'Announce that a registrar leaves, and who takes its files',
    access: registrars,
    input: r.HandOverInput,
    output: r.HandOver,
    event: 'exit.announced',
    citesBeacon: true,
    errors: [
      ...actingErrors,
      'REGISTRAR_NOT_FOUND',
      'REGISTRAR_NOT_ACTIVE',
      'HANDOVER_TOO_EARLY',
      'HANDOVER_EXISTS',
    ],
  }),
  'exit:complete': submit({
    summary: 'Sign for the files of a registrar that left',
    access: registrars,
    input: r.CompleteHandOverInput,
    output: r.HandOver,
    event: 'exit.completed',
    citesBeacon: true,
    errors: [
      ...actingErrors,
      'CALLER_FORBIDDEN',
      'HANDOVER_NOT_FOUND',
      'HANDOVER_TOO_EARLY',
      'HANDOVER_EXISTS',
    ],
  }),
  'exit:read': evaluate({
    summary: 'A registrar’s hand-over',
    access: 'ENROLLED',
    input: r.HandOverKey,
    output: r.HandOver,
    errors: [...enrolledErrors, 'HANDOVER_NOT_FOUND'],
  }),
} as const;
