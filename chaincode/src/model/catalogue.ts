import { z } from 'zod';
import type { Role } from './access.js';
import * as beacon from './beacon.js';
import * as codelist from './codelist.js';
import * as evidence from './evidence.js';
import * as governance from './governance.js';
import { operationCatalogue } from './operation/catalogue.js';
import * as party from './party.js';
import { registerCatalogue } from './register-catalogue.js';
import { Count, Id } from './schema.js';
import { accessErrors, enrolledErrors, evaluate, type Spec, submit } from './transaction.js';

/** The court first: of several roles a caller acts in the first one here. */
const depositors: readonly Role[] = [
  'court',
  'registrar',
  'rightsHolder',
  'consumer',
  'implementingBody',
  'operator',
  'publicUtility',
  'processor',
  'arbitrator',
  'exchange',
  'voucherVerifier',
  'witness',
];
const registrars: readonly Role[] = ['registrar', 'official'];
const officials: readonly Role[] = ['official'];
const witnesses: readonly Role[] = ['witness'];

/**
 * Every transaction, once. Contract metadata, typed calls, roles, events, OpenAPI and the tables
 * in the documentation are read from here.
 */
export const catalogue = {
  'evidence:deposit': submit({
    summary: 'Deposit the digests of electronic data',
    access: depositors,
    input: evidence.DepositInput,
    output: evidence.EvidenceRecord,
    event: 'evidence.deposited',
    transient: ['payload', 'salt'],
    citesBeacon: true,
    errors: [
      ...accessErrors,
      'PERSONAL_DATA_REFUSED',
      'EVIDENCE_EXISTS',
      'EVIDENCE_NOT_FOUND',
      'CALLER_FORBIDDEN',
      'COMMITMENT_MISMATCH',
      'SALT_TOO_SHORT',
      'TRANSIENT_MISSING',
      'BEACON_TOO_OLD',
      'CLIENT_TIME_OUT_OF_WINDOW',
    ],
  }),
  'evidence:read': evaluate({
    summary: 'Read one evidence record with its status',
    access: 'ENROLLED',
    input: z.strictObject({ id: Id }).meta({ id: 'EvidenceKey' }),
    output: evidence.EvidenceView,
    errors: [...enrolledErrors, 'EVIDENCE_NOT_FOUND'],
  }),
  'evidence:findByDigest': evaluate({
    summary: 'Find every evidence record of a digest',
    access: 'ENROLLED',
    input: evidence.FindByDigestInput,
    output: evidence.EvidencePage,
    errors: [...enrolledErrors, 'CURSOR_INVALID'],
  }),
  'evidence:history': evaluate({
    summary: 'What happened to an evidence record, newest first',
    access: 'ENROLLED',
    input: evidence.EvidenceHistoryInput,
    output: evidence.EvidenceHistoryPage,
    errors: [...enrolledErrors, 'EVIDENCE_NOT_FOUND', 'CURSOR_INVALID'],
  }),
  'evidence:erase': submit({
    summary: 'Erase the private payload of an evidence record, leaving a tombstone',
    access: depositors,
    input: evidence.EraseInput,
    output: evidence.Tombstone,
    event: 'evidence.erased',
    citesBeacon: true,
    mustEndorse: 'PAYLOAD_GUARD',
    errors: [
      ...accessErrors,
      'PERSONAL_DATA_REFUSED',
      'EVIDENCE_NOT_FOUND',
      'PAYLOAD_NOT_FOUND',
      'EVIDENCE_ERASED',
      'CALLER_FORBIDDEN',
      'BEACON_TOO_OLD',
      'CLIENT_TIME_OUT_OF_WINDOW',
    ],
  }),
  'evidence:payload': evaluate({
    summary: 'Read the private payload and salt of an evidence record',
    access: depositors,
    input: z.strictObject({ id: Id }).meta({ id: 'PayloadKey' }),
    output: evidence.PayloadView,
    errors: [
      ...accessErrors,
      'EVIDENCE_NOT_FOUND',
      'PAYLOAD_NOT_FOUND',
      'EVIDENCE_ERASED',
      'CALLER_FORBIDDEN',
    ],
  }),

  'party:register': submit({
    summary: 'Register a party under its unified social credit code',
    access: registrars,
    input: party.RegisterPartyInput,
    output: party.Party,
    event: 'party.registered',
    errors: [...accessErrors, 'USCC_INVALID', 'PERSONAL_DATA_REFUSED', 'PARTY_EXISTS'],
  }),
  'party:verify': submit({
    summary: 'Record that a party’s credential was verified',
    access: registrars,
    input: party.VerifyPartyInput,
    output: party.Party,
    event: 'party.verified',
    errors: [...accessErrors, 'PARTY_NOT_FOUND', 'PARTY_STATE_FORBIDS'],
  }),
  'party:suspend': submit({
    summary: 'Suspend a party',
    access: registrars,
    input: party.SuspendPartyInput,
    output: party.Party,
    event: 'party.suspended',
    errors: [...accessErrors, 'PARTY_NOT_FOUND', 'PARTY_STATE_FORBIDS', 'PERSONAL_DATA_REFUSED'],
  }),
  'party:exit': submit({
    summary: 'Record that a party left',
    access: registrars,
    input: party.SuspendPartyInput.meta({ id: 'ExitPartyInput' }),
    output: party.Party,
    event: 'party.exited',
    errors: [...accessErrors, 'PARTY_NOT_FOUND', 'PARTY_STATE_FORBIDS', 'PERSONAL_DATA_REFUSED'],
  }),
  'party:read': evaluate({
    summary: 'Read a party',
    access: 'ENROLLED',
    input: party.PartyKey,
    output: party.Party,
    errors: [...enrolledErrors, 'PARTY_NOT_FOUND'],
  }),
  'party:history': evaluate({
    summary: 'Every state of a party, newest first',
    access: 'ENROLLED',
    input: party.PartyHistoryInput,
    output: party.PartyHistoryPage,
    errors: [...enrolledErrors, 'PARTY_NOT_FOUND', 'CURSOR_INVALID'],
  }),
  'party:qualify': submit({
    summary: 'Record a qualification of a party with its validity',
    access: registrars,
    input: party.QualifyInput,
    output: party.PartyQualification,
    event: 'party.qualified',
    errors: [
      ...accessErrors,
      'PARTY_NOT_FOUND',
      'PARTY_STATE_FORBIDS',
      'QUALIFICATION_EXISTS',
      'PERSONAL_DATA_REFUSED',
    ],
  }),
  'party:withdrawQualification': submit({
    summary: 'Withdraw a qualification',
    access: registrars,
    input: party.WithdrawQualificationInput,
    output: party.PartyQualification,
    event: 'party.qualification-withdrawn',
    errors: [
      ...accessErrors,
      'QUALIFICATION_NOT_FOUND',
      'QUALIFICATION_WITHDRAWN',
      'PERSONAL_DATA_REFUSED',
    ],
  }),
  'party:qualifications': evaluate({
    summary: 'A party’s qualifications with their status at an instant',
    access: 'ENROLLED',
    input: party.QualificationsInput,
    output: party.QualificationPage,
    errors: [...enrolledErrors, 'AS_OF_TOO_LATE', 'CURSOR_INVALID'],
  }),
  'party:registrar': evaluate({
    summary: 'Read a registrar of the directory',
    access: 'ENROLLED',
    input: party.PartyKey.meta({ id: 'RegistrarKey' }),
    output: governance.Registrar,
    errors: [...enrolledErrors, 'REGISTRAR_NOT_FOUND'],
  }),

  'beacon:propose': submit({
    summary: 'State, as a witness, the time and the ledger’s height',
    access: witnesses,
    input: beacon.BeaconStatement,
    output: beacon.BeaconProposal,
    event: 'beacon.proposed',
    errors: [
      ...accessErrors,
      'BEACON_EXISTS',
      'BEACON_OUT_OF_ORDER',
      'CLIENT_TIME_OUT_OF_WINDOW',
      'CALLER_FORBIDDEN',
    ],
  }),
  'beacon:confirm': submit({
    summary: 'Confirm another witness’s beacon',
    access: witnesses,
    input: z
      .strictObject({
        number: z.int().min(1),
        proposer: governance.CertificateSuspension.shape.mspId,
        digest: beacon.BeaconCitation.shape.digest,
      })
      .meta({ id: 'ConfirmBeaconInput' }),
    output: beacon.BeaconProposal,
    event: 'beacon.confirmed',
    errors: [
      ...accessErrors,
      'BEACON_NOT_FOUND',
      'BEACON_EXISTS',
      'BEACON_SELF_CONFIRMED',
      'CLIENT_TIME_OUT_OF_WINDOW',
      'CALLER_FORBIDDEN',
    ],
  }),
  'beacon:read': evaluate({
    summary: 'Read a time beacon',
    access: 'ENROLLED',
    input: z.strictObject({ number: z.int().min(1) }).meta({ id: 'BeaconKey' }),
    output: beacon.Beacon,
    errors: [...enrolledErrors, 'BEACON_NOT_FOUND'],
  }),
  'beacon:latest': evaluate({
    summary: 'The latest time beacon',
    access: 'ENROLLED',
    input: z.strictObject({}).meta({ id: 'Nothing' }),
    output: beacon.Beacon,
    errors: [...enrolledErrors, 'BEACON_NOT_FOUND'],
  }),
  'beacon:covering': evaluate({
    summary: 'The first beacon whose height reaches a block: the upper bound of its time',
    access: 'ENROLLED',
    input: z.strictObject({ height: Count }).meta({ id: 'CoveringInput' }),
    output: beacon.Beacon,
    errors: [...enrolledErrors, 'BEACON_NOT_FOUND'],
  }),

  'governance:found': submit({
    summary: 'Propose the channel’s first state',
    access: 'FOUNDER',
    input: governance.Founding,
    output: governance.Proposal,
    event: 'governance.proposed',
    errors: ['INPUT_INVALID', 'USCC_INVALID', 'GOVERNANCE_FOUNDED', 'CALLER_FORBIDDEN'],
  }),
  'governance:ratify': submit({
    summary: 'Agree to the channel’s first state as another founding organisation',
    access: 'FOUNDER',
    input: governance.RatifyInput,
    output: governance.Proposal,
    event: 'governance.ratified',
    errors: [
      'INPUT_INVALID',
      'GOVERNANCE_NOT_FOUNDED',
      'PROPOSAL_CLOSED',
      'PROPOSAL_MISMATCH',
      'APPROVER_NOT_INDEPENDENT',
      'CALLER_FORBIDDEN',
    ],
  }),
  'governance:propose': submit({
    summary: 'Propose a change of the channel’s settings',
    access: officials,
    input: governance.ProposeInput,
    output: governance.Proposal,
    event: 'governance.proposed',
    errors: [
      ...accessErrors,
      'PROPOSAL_EXISTS',
      'PERSONAL_DATA_REFUSED',
      'USCC_INVALID',
      'CALLER_FORBIDDEN',
    ],
  }),
  'governance:approve': submit({
    summary: 'Approve another organisation’s proposal',
    access: officials,
    input: governance.ApproveInput,
    output: governance.Proposal,
    event: 'governance.approved',
    errors: [
      ...accessErrors,
      'PROPOSAL_NOT_FOUND',
      'PROPOSAL_CLOSED',
      'PROPOSAL_MISMATCH',
      'PROPOSAL_STALE',
      'REGISTRAR_NUMBER_TAKEN',
      'APPROVER_NOT_INDEPENDENT',
    ],
  }),
  'governance:reject': submit({
    summary: 'Turn a proposal down, or withdraw it',
    access: officials,
    input: governance.ProposalKey,
    output: governance.Proposal,
    event: 'governance.rejected',
    errors: [...accessErrors, 'PROPOSAL_NOT_FOUND', 'PROPOSAL_CLOSED', 'CALLER_FORBIDDEN'],
  }),
  'governance:proposal': evaluate({
    summary: 'Read a proposal',
    access: 'ENROLLED',
    input: governance.ProposalKey.meta({ id: 'ReadProposalInput' }),
    output: governance.Proposal,
    errors: [...enrolledErrors, 'PROPOSAL_NOT_FOUND'],
  }),
  'governance:settings': evaluate({
    summary: 'The settings of one kind in force on the channel',
    access: 'ENROLLED',
    input: governance.SettingsInput,
    output: governance.SettingPage,
    errors: [...enrolledErrors, 'CURSOR_INVALID'],
  }),

  'codelist:publish': submit({
    summary: 'Publish a signed version of a code list or working-day calendar',
    access: officials,
    input: codelist.PublishInput,
    output: codelist.PublishedList,
    event: 'codelist.published',
    errors: [
      ...accessErrors,
      'SIGNATURE_INVALID',
      'CODE_LIST_EXISTS',
      'CODE_LIST_OUT_OF_ORDER',
      'PERSONAL_DATA_REFUSED',
    ],
  }),
  'codelist:read': evaluate({
    summary: 'Read one version of a code list or calendar',
    access: 'ENROLLED',
    input: codelist.ListKey,
    output: codelist.PublishedList,
    errors: [...enrolledErrors, 'CODE_LIST_NOT_FOUND'],
  }),
  'codelist:versions': evaluate({
    summary: 'Every version of a code list or calendar, oldest first',
    access: 'ENROLLED',
    input: codelist.ListVersionsInput,
    output: codelist.ListPage,
    errors: [...enrolledErrors, 'CURSOR_INVALID'],
  }),
  ...registerCatalogue,
  ...operationCatalogue,
} as const satisfies Record<string, Spec>;

type Catalogue = typeof catalogue;
export type Name = keyof Catalogue;
type OfKind<K> = { [N in Name]: Catalogue[N]['kind'] extends K ? N : never }[Name];
/** Names of what is submitted, ordered and committed. */
export type TransactionName = OfKind<'submit'>;
/** Names of what is only read. */
export type QueryName = OfKind<'evaluate'>;
export type Input<N extends Name> = z.input<Catalogue[N]['input']>;
export type Output<N extends Name> = z.output<Catalogue[N]['output']>;

export const isName = (text: string): text is Name => Object.hasOwn(catalogue, text);
/** The catalogue’s row without its exact types, for code that treats all rows alike. */
export const specOf = (name: Name): Spec => catalogue[name];
