import type { Role } from '../access.js';
import type { ErrorCode } from '../errors.js';
import {
  accessErrors,
  actingErrors,
  enrolledErrors,
  evaluate,
  submit,
  writingErrors,
} from '../transaction.js';
import * as agreement from './agreement.js';
import * as conduct from './conduct.js';
import * as drafting from './drafting.js';
import * as product from './product.js';
import * as revenue from './revenue.js';
import * as scheme from './scheme.js';
import * as timeline from './timeline.js';
import { citedQueryErrors } from '../registration/cited-query.js';

const implementers: readonly Role[] = ['implementingBody'];
const operators: readonly Role[] = ['operator'];
const parties: readonly Role[] = ['implementingBody', 'operator'];
const officials: readonly Role[] = ['official'];
const supervising: readonly Role[] = ['supervisor', 'court', ...parties];
/** Whoever may have data in hand. */
const processing: readonly Role[] = [
  ...parties,
  'processor',
  'rightsHolder',
  'consumer',
  'publicUtility',
  'exchange',
];

/** What a catalogue number may be refused for. */
const scoping = [
  'NEGATIVE_LIST_MISSING',
  'CATALOG_NO_LISTED',
  'CATALOG_NOT_FOUND',
  'CORE_DATA_REFUSED',
  'ATTESTATION_MISSING',
] as const satisfies readonly ErrorCode[];
const onAgreement = [
  'AGREEMENT_NOT_FOUND',
  'CALLER_FORBIDDEN',
] as const satisfies readonly ErrorCode[];

const ofScheme = { output: scheme.AuthorizationScheme, citesBeacon: true };
const ofAgreement = { output: agreement.AuthorizationAgreement, citesBeacon: true };

const schemes = {
  'scheme:draft': submit({
    ...ofScheme,
    summary: 'Draft the scheme of an authorised operation, with every item the rules list',
    access: implementers,
    input: scheme.DraftSchemeInput,
    event: 'scheme.drafted',
    errors: [
      ...writingErrors,
      ...scoping,
      'PROFILE_NOT_IN_FORCE',
      'SCHEME_ITEM_MISSING',
      'SCHEME_EXISTS',
    ],
  }),
  'scheme:decide': submit({
    ...ofScheme,
    summary: 'Approve a scheme or turn it down',
    access: officials,
    input: scheme.DecideSchemeInput,
    event: 'scheme.decided',
    errors: [
      ...writingErrors,
      'SCHEME_NOT_FOUND',
      'SCHEME_STATE_FORBIDS',
      'REVIEWER_CAN_NOT_DECIDE',
    ],
  }),
  'scheme:file': submit({
    ...ofScheme,
    summary: 'Record that an approved scheme is filed',
    access: officials,
    input: scheme.FileSchemeInput,
    event: 'scheme.filed',
    errors: [...writingErrors, 'SCHEME_NOT_FOUND', 'SCHEME_STATE_FORBIDS'],
  }),
  'scheme:read': evaluate({
    summary: 'A scheme',
    access: 'ENROLLED',
    input: scheme.SchemeKey,
    output: scheme.AuthorizationScheme,
    errors: [...enrolledErrors, 'SCHEME_NOT_FOUND'],
  }),
  'scheme:select': submit({
    summary: 'Record how an operator was chosen, with the evidence of the procedure',
    access: implementers,
    input: scheme.SelectOperatorInput,
    output: scheme.OperatorSelection,
    event: 'scheme.operator-selected',
    citesBeacon: true,
    errors: [
      ...writingErrors,
      'CALLER_FORBIDDEN',
      'USCC_INVALID',
      'SCHEME_NOT_FOUND',
      'SCHEME_STATE_FORBIDS',
      'SELECTION_EXISTS',
      'SELECTION_NOT_COMPETITIVE',
      'EVIDENCE_NOT_FOUND',
      'ROOT_MISMATCH',
    ],
  }),
  'scheme:selection': evaluate({
    summary: 'How an operator was chosen',
    access: 'ENROLLED',
    input: scheme.SelectionKey,
    output: scheme.OperatorSelection,
    errors: [...enrolledErrors, 'SELECTION_NOT_FOUND'],
  }),
} as const;

const agreements = {
  'agreement:draft': submit({
    ...ofAgreement,
    summary: 'Draft an operating agreement, with every item the rules list',
    access: implementers,
    input: drafting.DraftAgreementInput,
    event: 'agreement.drafted',
    errors: [
      ...writingErrors,
      ...scoping,
      'PROVIDER_CONSENT_REQUIRED',
      'CALLER_FORBIDDEN',
      'SCHEME_NOT_FOUND',
      'SELECTION_NOT_FOUND',
      'AGREEMENT_EXISTS',
      'AGREEMENT_EXCEEDS_SCHEME',
      'AGREEMENT_ITEM_MISSING',
      'TERM_EXCEEDS_5_YEARS',
      'PURPOSES_REQUIRED',
    ],
  }),
  'agreement:sign': submit({
    ...ofAgreement,
    summary: 'Sign an agreement as one of its two parties, over the digest of its text',
    access: parties,
    input: drafting.SignAgreementInput,
    event: 'agreement.signed',
    errors: [...actingErrors, ...onAgreement, 'ROOT_MISMATCH', 'AGREEMENT_STATE_FORBIDS'],
  }),
  'agreement:file': submit({
    ...ofAgreement,
    summary: 'Record that a signed agreement is filed: it is in force for its term',
    access: officials,
    input: drafting.FileAgreementInput,
    event: 'agreement.filed',
    errors: [
      ...writingErrors,
      'CATALOG_NO_LISTED',
      'PROVIDER_CONSENT_REQUIRED',
      'AGREEMENT_NOT_FOUND',
      'AGREEMENT_STATE_FORBIDS',
    ],
  }),
  'agreement:suspend': submit({
    ...ofAgreement,
    summary: 'Suspend an agreement, and with it whatever rests on it',
    access: implementers,
    input: conduct.SuspendAgreementInput,
    event: 'agreement.suspended',
    errors: [...writingErrors, ...onAgreement, 'AGREEMENT_STATE_FORBIDS'],
  }),
  'agreement:resume': submit({
    ...ofAgreement,
    summary: 'Resume a suspended agreement',
    access: implementers,
    input: conduct.SuspendAgreementInput.meta({ id: 'ResumeAgreementInput' }),
    event: 'agreement.resumed',
    errors: [...writingErrors, ...onAgreement, 'AGREEMENT_STATE_FORBIDS'],
  }),
  'agreement:terminate': submit({
    ...ofAgreement,
    summary: 'Terminate an agreement at once',
    access: implementers,
    input: conduct.SuspendAgreementInput.meta({ id: 'TerminateAgreementInput' }),
    event: 'agreement.terminated',
    errors: [...writingErrors, ...onAgreement, 'AGREEMENT_STATE_FORBIDS'],
  }),
  'agreement:planExit': submit({
    ...ofAgreement,
    summary: 'Announce the day from which nothing is done under an agreement any more',
    access: parties,
    input: conduct.PlanExitInput,
    event: 'agreement.exit-planned',
    errors: [...writingErrors, ...onAgreement, 'AGREEMENT_STATE_FORBIDS', 'EXIT_STATE_FORBIDS'],
  }),
  'agreement:handOver': submit({
    ...ofAgreement,
    summary: 'State that data, files and platform were handed over',
    access: operators,
    input: conduct.HandOverAgreementInput,
    event: 'agreement.handed-over',
    errors: [...actingErrors, ...onAgreement, 'EXIT_STATE_FORBIDS'],
  }),
  'agreement:closeExit': submit({
    ...ofAgreement,
    summary: 'Close an exit, on evidence that residual data was destroyed',
    access: implementers,
    input: conduct.CloseExitInput,
    event: 'agreement.exit-closed',
    errors: [
      ...actingErrors,
      ...onAgreement,
      'EXIT_STATE_FORBIDS',
      'EVIDENCE_NOT_FOUND',
      'DESTRUCTION_EVIDENCE_REQUIRED',
    ],
  }),
  'agreement:read': evaluate({
    summary: 'An agreement, and where it stands',
    access: 'ENROLLED',
    input: agreement.ReadAgreementInput,
    output: agreement.AgreementView,
    errors: [...enrolledErrors, 'AGREEMENT_NOT_FOUND', 'AS_OF_TOO_LATE'],
  }),
} as const;

const operation = {
  'operation:publishScope': submit({
    summary: 'Publish objects, content, scope and term of an authorised operation',
    access: implementers,
    input: product.PublishScopeInput,
    output: product.OperationDisclosure,
    event: 'operation.scope-published',
    citesBeacon: true,
    errors: [...writingErrors, ...onAgreement, 'AGREEMENT_NOT_ACTIVE', 'DISCLOSURE_EXISTS'],
  }),
  'operation:addProduct': submit({
    summary: 'Add a product or service to those made under an agreement',
    access: operators,
    input: product.AddProductInput,
    output: product.OperatedProduct,
    event: 'operation.product-added',
    citesBeacon: true,
    errors: [
      ...writingErrors,
      ...onAgreement,
      'AGREEMENT_NOT_ACTIVE',
      'CATALOG_OUT_OF_SCOPE',
      'PRODUCT_EXISTS',
    ],
  }),
  'operation:publishProducts': submit({
    summary: 'Publish the list of products and how they are used',
    access: operators,
    input: product.PublishProductsInput,
    output: product.OperationDisclosure,
    event: 'operation.products-published',
    citesBeacon: true,
    errors: [
      ...writingErrors,
      ...onAgreement,
      'AGREEMENT_NOT_ACTIVE',
      'PRODUCT_NOT_FOUND',
      'DISCLOSURE_EXISTS',
    ],
  }),
  'operation:deliver': submit({
    summary: 'Deliver a product within the agreement; the first delivery starts the clock',
    access: operators,
    input: product.DeliverProductInput,
    output: product.OperationDelivery,
    event: 'operation.delivered',
    citesBeacon: true,
    errors: [
      ...writingErrors,
      'CALLER_FORBIDDEN',
      'USCC_INVALID',
      'PRODUCT_NOT_FOUND',
      'AGREEMENT_NOT_ACTIVE',
      'PURPOSE_PROHIBITED',
      'PURPOSE_NOT_GRANTED',
      'CATALOG_OUT_OF_SCOPE',
      'ASSET_FROZEN',
      'OPERATOR_REDEVELOPMENT_BAN',
      'LINEAGE_LIMIT_EXCEEDED',
      'DELIVERY_EXISTS',
    ],
  }),
  'operation:linkRegistration': submit({
    summary: 'Name the registration of a product as a public data resource',
    access: operators,
    input: product.LinkRegistrationInput,
    output: product.OperatedProduct,
    event: 'operation.product-registered',
    citesBeacon: true,
    errors: [
      ...actingErrors,
      'CALLER_FORBIDDEN',
      'PRODUCT_NOT_FOUND',
      'REGISTRATION_OF_OTHER_DATA',
      'RESOURCE_NOT_ACTIVE',
    ],
  }),
  'operation:evaluate': submit({
    summary: 'Record the evaluation of an operation, on a third party’s attestation',
    access: implementers,
    input: product.EvaluateOperationInput,
    output: timeline.TimelineEntry,
    event: 'operation.evaluated',
    citesBeacon: true,
    errors: [...actingErrors, ...onAgreement, 'ATTESTATION_MISSING'],
  }),
  'operation:recordAffiliate': submit({
    summary: 'Record who is affiliated to an operator, or is not any more',
    access: parties,
    input: product.AffiliateInput,
    output: product.Affiliation,
    event: 'operation.affiliate-recorded',
    citesBeacon: true,
    errors: [...writingErrors, ...onAgreement, 'USCC_INVALID'],
  }),
  'operation:product': evaluate({
    summary: 'A product made under an agreement',
    access: 'ENROLLED',
    input: product.ProductKey,
    output: product.OperatedProduct,
    errors: [...enrolledErrors, 'PRODUCT_NOT_FOUND'],
  }),
  'operation:disclosure': evaluate({
    summary: 'What was published of an operation',
    access: 'ENROLLED',
    input: product.DisclosureKey,
    output: product.OperationDisclosure,
    errors: [...enrolledErrors, 'DISCLOSURE_NOT_FOUND'],
  }),
  'operation:delivery': evaluate({
    summary: 'A delivery, to its parties, and to supervisors and courts for a purpose',
    access: [...supervising, ...processing.filter((role) => !parties.includes(role))],
    input: product.OperationDeliveryQuery,
    output: product.OperationDelivery,
    openedBy: 'AGREEMENT',
    errors: [...accessErrors, 'DELIVERY_NOT_FOUND', 'CALLER_FORBIDDEN', ...citedQueryErrors],
  }),
  'operation:supervise': evaluate({
    summary: 'Everything that happened under an agreement, or where that can not be said',
    access: supervising,
    input: timeline.SuperviseInput,
    output: timeline.Supervision,
    openedBy: 'AGREEMENT',
    errors: [...accessErrors, ...onAgreement, ...citedQueryErrors, 'AS_OF_TOO_LATE'],
  }),
} as const;

/** Whoever may have a share, and so signs. */
const sharing: readonly Role[] = [...processing, 'official', 'registrar'];

const revenues = {
  'revenue:state': submit({
    summary: 'State the revenue of a period: inputs, rule and the result that follows from them',
    access: parties,
    input: revenue.StateRevenueInput,
    output: revenue.RevenueStatement,
    event: 'revenue.stated',
    citesBeacon: true,
    errors: [
      ...writingErrors,
      ...onAgreement,
      'STATEMENT_EXISTS',
      'STATEMENT_NOT_FOUND',
      'STATEMENT_SIGNED',
      'STATEMENT_REPLACED',
      'REVENUE_PERIOD_WRONG',
      'REVENUE_PERIOD_OVERLAPS',
      'REVENUE_SHARES_DIFFER',
      'REVENUE_MISMATCH',
    ],
  }),
  'revenue:sign': submit({
    summary: 'Sign a revenue statement as one of those who share',
    access: sharing,
    input: revenue.SignRevenueInput,
    output: revenue.RevenueStatement,
    event: 'revenue.signed',
    citesBeacon: true,
    errors: [
      ...actingErrors,
      'STATEMENT_NOT_FOUND',
      'CALLER_FORBIDDEN',
      'ROOT_MISMATCH',
      'STATEMENT_SIGNED',
      'STATEMENT_REPLACED',
    ],
  }),
  'revenue:read': evaluate({
    summary: 'A revenue statement, to those who share, and to supervisors and courts for a purpose',
    access: ['supervisor', 'court', ...sharing],
    input: revenue.RevenueQuery,
    output: revenue.RevenueStatement,
    openedBy: 'AGREEMENT',
    errors: [...accessErrors, 'STATEMENT_NOT_FOUND', 'CALLER_FORBIDDEN', ...citedQueryErrors],
  }),
  'revenue:recompute': evaluate({
    summary: 'A revenue statement reckoned again from its inputs, by its own rule',
    access: ['supervisor', 'court', ...sharing],
    input: revenue.RevenueQuery.meta({ id: 'RecomputeRevenueInput' }),
    output: revenue.Recomputation,
    openedBy: 'AGREEMENT',
    errors: [...accessErrors, 'STATEMENT_NOT_FOUND', 'CALLER_FORBIDDEN', ...citedQueryErrors],
  }),
} as const;

/** Authorised operation of public data (27号). */
export const operationCatalogue = {
  ...schemes,
  ...agreements,
  ...operation,
  ...revenues,
} as const;
